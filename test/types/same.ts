// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the usual way to compare two types
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const same = <A, B>(_: Equal<A, B>): void => undefined;

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- this is the usual way to compare two types
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles with `true` only if the two types are equal. */
export const same = <A, B>(_: Equal<A, B>): void => undefined;

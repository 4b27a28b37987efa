/** A script, a fault or a request to the control API is not as it must be. */
export class BadInput extends TypeError {}

/** A check of a value that comes from outside. */
export interface Check {
  accepts(value: unknown): boolean;
  /** What the check accepts, in words for an error message. */
  readonly expected: string;
}

/** One value of a script: what it may be, and what it is if the script leaves it out. */
export interface Field<Value> extends Check {
  readonly initial: Value;
}

export type Fields<Values> = { readonly [Key in keyof Values]: Field<Values[Key]> };

export function choice<const Words extends readonly [string, ...string[]]>(...words: Words): Field<Words[number]> {
  return { initial: words[0], ...oneOf(words) };
}

/** A time in ms. */
export function duration(initial: number, least = 0): Field<number> {
  return { initial, ...atLeast(least) };
}

export function flag(initial: boolean): Field<boolean> {
  return { initial, accepts: (value) => typeof value === 'boolean', expected: 'true or false' };
}

export function textLike(initial: string, pattern: RegExp, expected: string): Field<string> {
  return { initial, accepts: (value) => typeof value === 'string' && pattern.test(value), expected };
}

export function oneOf(words: readonly string[]): Check {
  return { accepts: (value) => typeof value === 'string' && words.includes(value), expected: words.join(' | ') };
}

export function atLeast(least: number): Check {
  return {
    accepts: (value) => typeof value === 'number' && Number.isFinite(value) && value >= least,
    expected: `a number of at least ${least}`,
  };
}

/** The values of a script that leaves everything out. */
export function initialsOf(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries<Field<unknown>>({ ...fields }).map(([key, { initial }]) => [key, initial]));
}

/** @throws {BadInput} for a key without a check, and for a value that its check does not accept. */
export function readChecked(value: unknown, checks: Readonly<Record<string, Check>>): Record<string, unknown> {
  if (!isRecord(value)) throw new BadInput('Not an object');
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  for (const [key, item] of given) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (!check) throw new BadInput(`Unknown: ${key}`);
    if (!check.accepts(item)) throw new BadInput(`${key} must be ${check.expected}`);
  }
  return Object.fromEntries(given);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { isObject } from './read.js';

/** A field, however its name is capitalized: some gateways changed that between two versions. */
export function readField(body: unknown, name: string): unknown {
  if (!isObject(body)) return undefined;
  const key = Object.keys(body).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : body[key];
}

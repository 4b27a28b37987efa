import { load } from './chunk.js';

/** What is fetched when an element is first seen, once for all of them. */
export type Later = typeof import('./when-seen.js');
let later: Promise<Later> | undefined;

/** @throws {LoginError} `unavailable`; the next call asks again. */
export function fetchLater(): Promise<Later> {
  later ??= load((_again) => import('./when-seen.js')).catch((error: unknown) => {
    later = undefined;
    throw error;
  });
  return later;
}

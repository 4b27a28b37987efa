import { LoginError } from '../login/login-error.js';

/**
 * The pause before a failed chunk is requested again, in ms. It outlasts a short network failure, and the time for which WebKit
 * keeps the failed response in memory.
 */
const RETRY_PAUSE = 1_000;
let failures = 0;

/** What is being loaded, by the function that imports it. */
const loading = new Map<unknown, Promise<unknown>>();

/**
 * Imports a chunk of the element, and tries a second time if the first attempt fails. Whoever asks for it meanwhile waits for the
 * same attempts. Some engines, such as Firefox before
 * version 155, remember for the life of the page that an address has failed (https://github.com/whatwg/html/issues/6768).
 * The build of the drop-in therefore turns `(fragment) => import('./x.js')` into `import('./x.js' + fragment)`, which gives the
 * second attempt another address.
 * @throws {LoginError} `unavailable`, if both attempts fail; the next call starts again.
 */
export function load<Chunk>(importChunk: (fragment: string) => Promise<Chunk>): Promise<Chunk> {
  let chunk = loading.get(importChunk) as Promise<Chunk> | undefined;
  if (!chunk) {
    chunk = importTwice(importChunk).finally(() => loading.delete(importChunk));
    loading.set(importChunk, chunk);
  }
  return chunk;
}

async function importTwice<Chunk>(importChunk: (fragment: string) => Promise<Chunk>): Promise<Chunk> {
  try {
    return await importChunk('').catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE));
      return importChunk(isPinned() ? '' : `#${++failures}`);
    });
  } catch {
    throw new LoginError('unavailable', 'A part of the element could not be loaded');
  }
}

/** A function that returns the same promise to all callers. `value` is its result, once there is one. */
export interface Once<Value> {
  (): Promise<Value>;
  readonly value: Value | undefined;
}

/** Calls `make` on the first call only, and hands its promise to all callers. After a failure the next call makes a new one. */
export function once<Value>(make: () => Promise<Value>): Once<Value> {
  let promise: Promise<Value> | undefined;
  const get = async () => {
    promise ??= make();
    try {
      return (result.value = await promise);
    } catch (error) {
      promise = undefined;
      throw error;
    }
  };
  const result = Object.assign(get, { value: undefined as Value | undefined });
  return result;
}

/** Whether an import map pins hashes. They hold for exact addresses, so a chunk with a fragment would run unchecked. */
function isPinned(): boolean {
  return [...(globalThis.document?.scripts ?? [])].some(
    ({ type, text }) => type === 'importmap' && text.includes('"integrity"'),
  );
}

import { LoginError } from '../login/login-error.js';

/** Before a failed chunk is asked for again, ms: a hiccup passes, and WebKit forgets the failure it has in memory. */
const RETRY_PAUSE = 1_000;
let failures = 0;

/**
 * Fetches a part of the element; one that fails is asked for once more. Engines such as Firefox before 155 remember an address
 * that failed for the life of the page (https://github.com/whatwg/html/issues/6768), so the build of the drop-in turns
 * `(fragment) => import('./x.js')` into `import('./x.js' + fragment)`: the second try has another address.
 * @throws {LoginError} `unavailable`; the next call asks again.
 */
export async function load<Chunk>(importChunk: (fragment: string) => Promise<Chunk>): Promise<Chunk> {
  try {
    return await importChunk('').catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE));
      return importChunk(isPinned() ? '' : `#${++failures}`);
    });
  } catch {
    throw new LoginError('unavailable', 'A part of the element could not be loaded');
  }
}

/** What {@link once} returns: the same promise for all who ask, and its value as soon as there is one. */
export interface Once<Value> {
  (): Promise<Value>;
  readonly value: Value | undefined;
}

/** Makes something when it is first asked for, and once; after a failure the next call tries again. */
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

/** The `integrity` of an import map holds for the very address: a changed one would run unchecked. */
function isPinned(): boolean {
  return [...(globalThis.document?.scripts ?? [])].some(
    ({ type, text }) => type === 'importmap' && text.includes('"integrity"'),
  );
}

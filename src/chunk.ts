import { LoginError } from './login.js';

/** Before a failed chunk is asked for again, ms: a hiccup passes, and WebKit forgets the failure it has in memory. */
const PAUSE = 1_000;
let failures = 0;

/**
 * Fetches a part of the element; one that fails is asked for once more. The build of the drop-in puts `again` behind the
 * address, since older engines remember one that failed for the life of the page (https://github.com/whatwg/html/issues/6768).
 * @throws {LoginError} `unavailable`; the next call asks again.
 */
export async function load<Chunk>(chunk: (again: string) => Promise<Chunk>): Promise<Chunk> {
  try {
    return await chunk('').catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      return chunk(isPinned() ? '' : `#${++failures}`);
    });
  } catch {
    throw new LoginError('unavailable', 'A part of the element could not be loaded');
  }
}

/** The `integrity` of an import map holds for the very address: a changed one would run unchecked. */
function isPinned(): boolean {
  return [...(globalThis.document?.scripts ?? [])].some(
    ({ type, text }) => type === 'importmap' && text.includes('"integrity"'),
  );
}

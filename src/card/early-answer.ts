import type { EarlyAnswer } from '../element/first-parts.js';
import { parseJson } from '../gateways/read.js';
import { ageUpdate } from './handed-over.js';

/** An answer that has lain about for less is used as it is, ms. */
const FRESH_FOR = 1_000;
/** Nobody has scanned a code within this time, so an older one that lives no longer is not worth showing, s. */
const TIME_TO_SCAN = 5;

/**
 * Returns what one's own backend answered before this chunk was there. A slow phone may take long to fetch this chunk: what such
 * an answer says of a code's life has become less meanwhile. Anything else that has lain about is asked anew.
 */
export async function agedAnswer({ response, age }: EarlyAnswer, ask: () => Promise<Response>): Promise<Response> {
  const lain = age();
  if (lain < FRESH_FOR) return response;
  const update = ageUpdate(await readAnswer(response), lain / 1000);
  const isWorthwhile = update && update.expiresIn > TIME_TO_SCAN && (update.renewsIn ?? 1) > 0;
  return isWorthwhile ? new Response(JSON.stringify(update)) : ask();
}

async function readAnswer(response: Promise<Response>): Promise<unknown> {
  try {
    const answer = await response;
    return answer.ok ? parseJson(await answer.text()) : undefined;
  } catch {
    return undefined;
  }
}

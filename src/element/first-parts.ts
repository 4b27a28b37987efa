import type { LoginRequest } from '../login/login.js';
import type { Memory } from '../login/memory.js';
import { loadMessages } from '../messages/index.js';
import { load } from '../platform/chunk.js';
import { monotonicNow } from '../platform/clock.js';
import { importEncoder } from '../qr/encoder-chunk.js';
import { languageOf } from './language-of.js';
import type { LoginSettings, TagContent } from './settings.js';

// What the first code needs beside the card is fetched while the card is on its way. The card asks for the same again, and so it
// is the card that meets a failure.

/** Fetches the texts of the card. */
export function fetchWords(element: HTMLElement): void {
  loadMessages(languageOf(element)).catch(() => undefined);
}

/** The answer to a question that was asked before anybody could read it. */
export interface EarlyAnswer {
  readonly response: Promise<Response>;
  /** For how long it has lain about, ms: what it says of a code's life was true so long ago. */
  readonly age: () => number;
}

/** Returns the answer to the first question, and nothing afterwards. */
export type FirstAnswer = () => EarlyAnswer | undefined;

/**
 * Asks the page's own backend for a code while the card, which knows how to read the answer, is on its way, and fetches what will
 * draw it. Where the page's server has put the answer between the tags (`relay.first`), nothing is asked. Whatever is unusual,
 * such as an address that is none or headers of the page's own, is left to the card.
 */
export function askFirst(
  element: LoginSettings & TagContent,
  { method }: LoginRequest,
  { owes }: Memory,
  signal: AbortSignal,
): FirstAnswer | undefined {
  const { gateway, headers, backendUrl, baseURI, credentials = 'same-origin' } = element;
  if (gateway !== 'backend' || method !== 'qr' || owes || headers || !backendUrl || !URL.canParse(backendUrl, baseURI))
    return undefined;
  const url = new URL(backendUrl, baseURI);
  if (!/^http/.test(url.protocol)) return undefined;
  url.searchParams.set('want', 'qr');
  load(importEncoder).catch(() => undefined);
  if (element.querySelector('script')) return undefined;
  let answer: Promise<Response> | undefined = fetch(url.href, { cache: 'no-store', credentials, signal });
  let cameAt = Infinity;
  const came = () => {
    cameAt = monotonicNow();
  };
  answer.then(came, came);
  return () => {
    const taken = answer && { response: answer, age: () => Math.max(0, monotonicNow() - cameAt) };
    answer = undefined;
    return taken;
  };
}

import type { LoginRequest } from '../login/login.js';
import type { Memory } from '../login/memory.js';
import { loadMessages } from '../messages/index.js';
import { load } from '../platform/chunk.js';
import { importEncoder } from '../qr/encoder-chunk.js';
import { languageOf } from './language-of.js';
import type { LoginSettings, TagContent } from './settings.js';

// What the first code needs beside the card is fetched while the card is on its way. The card asks for the same again, and so it
// is the card that meets a failure.

/** Fetches the texts of the card. */
export function fetchWords(element: HTMLElement): void {
  loadMessages(languageOf(element)).catch(() => undefined);
}

/** An answer that has lain about for longer is not used: what it says of a code's life is no longer true, ms. */
const FRESH_FOR = 1_000;

/** Returns the answer to the first question while it is fresh, and nothing afterwards. */
export type FirstAnswer = () => Promise<Response> | undefined;

/**
 * Asks the page's own backend for a code while the card, which knows how to read the answer, is on its way, and fetches what will
 * draw it. Where the page's server has put the answer between the tags (`relay.first`), nothing is asked. Whatever is unusual, such as an address that is none or headers of the page's own, is left to the card.
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
  let staleAt = Infinity;
  const came = () => {
    staleAt = performance.now() + FRESH_FOR;
  };
  answer.then(came, came);
  return () => {
    const taken = performance.now() < staleAt ? answer : undefined;
    answer = undefined;
    return taken;
  };
}

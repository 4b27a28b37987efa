import type { LoginSettings } from './settings.js';

/** An answer that has lain about for longer is not used: what it says of a code's life is no longer true, ms. */
const FRESH_FOR = 1_000;

/** Returns the answer to the first question while it is fresh, and nothing afterwards. */
export type FirstAnswer = () => Promise<Response> | undefined;

/** Asks the page's own backend for a code while the card, which knows how to read the answer, is on its way. */
export function askFirst(settings: LoginSettings, signal: AbortSignal): FirstAnswer | undefined {
  const { gateway, headers, backendUrl, baseURI, credentials = 'same-origin' } = settings;
  if (gateway !== 'backend' || headers || !backendUrl || !URL.canParse(backendUrl, baseURI)) return undefined;
  const url = new URL(backendUrl, baseURI);
  if (!/^http/.test(url.protocol)) return undefined;
  url.searchParams.set('want', 'qr');
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

import type { TagContent } from '../element/settings.js';
import { toSeconds } from '../gateways/read-update.js';
import { isObject, parseJson } from '../gateways/read.js';

/** Answers the first question for a QR code with what it holds, if that still lives then; nothing else, and nothing afterwards. */
export type HandedOverAnswer = (url: RequestInfo | URL) => Promise<Response> | undefined;

/** Takes what the page's server has put between the tags (`relay.first`). The picture stays until the code is drawn. */
export function takeHandedOver(host: TagContent): HandedOverAnswer {
  const script = host.querySelector('[type="application/json"]');
  script?.remove();
  let text = script?.textContent;
  return (url) => {
    if (!text || typeof url !== 'string' || !url.includes('want=qr')) return undefined;
    const update = ageUpdate(parseJson(text), ageOfPage());
    text = undefined;
    if (!update) removePicture(host);
    return update && Promise.resolve(new Response(JSON.stringify(update)));
  };
}

/** Takes the picture of that code away. Returns whether there was one. */
export function removePicture(host: TagContent): boolean {
  const picture = host.querySelector('[slot="code"]');
  picture?.remove();
  return picture !== null;
}

/**
 * Its age is that of the page, since no code was handed over before the page was asked for: so it may end too early, never too
 * late. While a machine sleeps, only the wall clock goes on.
 */
function ageOfPage(): number {
  return Math.max(performance.now(), Date.now() - performance.timeOrigin) / 1000;
}

/** An update with a QR code, and the times that are left of it, s. */
interface AgedUpdate {
  readonly expiresIn: number;
  readonly renewsIn?: number;
}

/** What is left of a QR code that somebody told of so many seconds ago; nothing where it is none, is over, or has no known end. */
export function ageUpdate(update: unknown, age: number): AgedUpdate | undefined {
  if (!isObject(update) || update['type'] !== 'qr') return undefined;
  const [life, renewsIn] = [toSeconds(update['expiresIn']), toSeconds(update['renewsIn'])];
  const expiresIn = (life ?? 0) - age;
  if (expiresIn <= 0) return undefined;
  return { ...update, expiresIn, ...(renewsIn !== undefined && { renewsIn: renewsIn - age }) };
}

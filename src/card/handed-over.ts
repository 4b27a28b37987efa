import type { TagContent } from '../element/settings.js';
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
    const update = ageUpdate(parseJson(text));
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
 * What is left of a code's life. Its age is that of the page, since no code was handed over before the page was asked for: so it
 * may end too early, never too late. While a machine sleeps, only the wall clock goes on.
 */
function ageUpdate(update: unknown): object | undefined {
  const age = Math.max(performance.now(), Date.now() - performance.timeOrigin) / 1000;
  const { expiresIn, renewsIn } = isObject(update) ? update : {};
  if (!isObject(update) || typeof expiresIn !== 'number' || expiresIn <= age) return undefined;
  return { ...update, expiresIn: expiresIn - age, ...(typeof renewsIn === 'number' && { renewsIn: renewsIn - age }) };
}

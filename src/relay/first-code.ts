import type { LoginUpdate } from '../login/login.js';
import { once } from '../platform/chunk.js';
import { decodePng } from '../qr/decode-png.js';
import { encodeText } from '../qr/encode-text.js';
import { importEncoder } from '../qr/encoder-chunk.js';
import { QUIET_ZONE, type Modules } from '../qr/modules.js';
import { readModules } from '../qr/read-modules.js';

export interface FirstOptions {
  /** How long the page may wait for a code, in seconds; 1 by default, at most 10. */
  readonly wait?: number | undefined;
  /** What the picture is called for those who do not see it, in the language of the page. */
  readonly label?: string | undefined;
}

/** The first code of a login, for a page that a server renders. */
export interface FirstCode {
  /** What the element takes for its first answer: a QR code, or `waiting`, where none was to be had in time. */
  readonly update: LoginUpdate;
  /** To be put between the tags of the element, as it is. Empty without a code. */
  readonly html: string;
}

export const NO_FIRST_CODE: FirstCode = { update: { type: 'waiting' }, html: '' };

const LABEL = 'QR code for WhatsApp';

/** How long a page waits for a code if its host does not say, and at most, s: nothing of it is on screen meanwhile. */
const USUAL_WAIT = 1;
const LONGEST_WAIT = 10;

/** In ms. */
export function firstWaitOf({ wait = USUAL_WAIT }: FirstOptions): number {
  return (wait >= 0 ? Math.min(wait, LONGEST_WAIT) : USUAL_WAIT) * 1000;
}

/** Few servers hand codes over, and the others need no encoder. */
const encoder = once(() => importEncoder(''));

/** Hands over a QR code that lives. What else there is to say of a login, the element asks for by itself. */
export async function toFirstCode(update: LoginUpdate, { label = LABEL }: FirstOptions): Promise<FirstCode> {
  if (update.type !== 'qr' || !update.expiresIn) return NO_FIRST_CODE;
  const modules = await modulesOf(update).catch(() => undefined);
  const svg = modules ? toSvg(modules, label, update.expiresIn) : '';
  return { update, html: `${svg}<script type="application/json">${toScriptText(update)}</script>` };
}

async function modulesOf(update: LoginUpdate & { readonly type: 'qr' }): Promise<Modules | undefined> {
  if ('text' in update) return encodeText(update.text, (await encoder()).default);
  const base64 = update.image.slice(update.image.indexOf(',') + 1);
  const pixels = await decodePng(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  return pixels && readModules(pixels);
}

/** JSON in which nothing ends the script, and nothing else of HTML begins. */
function toScriptText(update: LoginUpdate): string {
  return JSON.stringify(update).replaceAll('<', '\\u003c');
}

/** The white square of the element, and the least width of a module in it, CSS px. */
const SIDE = 320;
const SMALLEST_MODULE = 4;

/**
 * As the element draws it: whole px a module, black on white, in the middle of the square. It hides itself at its end without any
 * script, since a phone accepts a dead code and then hangs.
 */
function toSvg(modules: Modules, label: string, life: number): string {
  const { size } = modules;
  const width = Math.max(SMALLEST_MODULE, Math.floor(SIDE / (size + 2 * QUIET_ZONE)));
  const side = Math.max(SIDE, width * (size + 2 * QUIET_ZONE));
  const at = Math.floor((side - width * size) / 2);
  const square = `width="${side}" height="${side}"`;
  return (
    `<svg slot="code" ${square} viewBox="0 0 ${side} ${side}" role="img" aria-label="${toAttribute(label)}" translate="no">` +
    `<rect ${square} rx="14" fill="#fff"/>` +
    `<path transform="translate(${at} ${at}) scale(${width})" stroke="#000" shape-rendering="crispEdges" d="${toPath(modules)}"/>` +
    `<set attributeName="visibility" to="hidden" begin="${life}s"/></svg>`
  );
}

/** One line for each row of dark modules beside each other. */
function toPath({ size, data }: Modules): string {
  let path = '';
  for (let i = 0; i < size * size; i++) {
    const [column, row] = [i % size, Math.floor(i / size)];
    if (!data[i] || (column > 0 && data[i - 1])) continue;
    let end = i;
    while (end < (row + 1) * size && data[end]) end++;
    path += `M${column} ${row}.5h${end - i}`;
  }
  return path;
}

function toAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

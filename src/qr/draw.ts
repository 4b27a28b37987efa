import { load } from '../platform/chunk.js';
import type { Picture } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { QUIET_ZONE, type Modules } from './modules.js';

interface Encoder {
  create(
    segments: { data: Uint8Array; mode: 'byte' }[],
    options: { errorCorrectionLevel: 'L' },
  ): { readonly modules: Modules };
}
const encoder = async (): Promise<Encoder> => (await load((_fragment) => import('qrcode/lib/core/qrcode.js'))).default;
const pictures = () => load((_fragment) => import('./picture.js'));

/**
 * Fetches what the codes of a gateway will be drawn with, while the first of them is on its way. A short code is encoded for
 * nothing: the first one takes four times as long as those that follow, and nobody waits yet (test/bench/README.md).
 */
export function prepareDrawing(areImages: boolean | undefined): void {
  (areImages ? pictures() : encoder().then((loaded) => encodeText('2@', loaded))).catch(() => undefined); // drawing tells
}

/** Drawn: a path in a box of `size` modules, quiet zone included, or a canvas. */
export type Drawing = { readonly path: string; readonly size: number } | { readonly canvas: HTMLCanvasElement };

/** @throws {LoginError} `bad-response`, when the picture cannot be decoded; `unavailable`, when what it takes cannot be loaded. */
export async function drawPicture(picture: Exclude<Picture, { page: string }>): Promise<Drawing> {
  try {
    if ('text' in picture) return encodeText(picture.text, await encoder());
    const { drawImage } = await pictures();
    return { canvas: await drawImage(picture.image) };
  } catch (error) {
    // A text too long for a QR code, or base64 that is none.
    throw error instanceof LoginError ? error : new LoginError('bad-response', 'The QR code cannot be drawn');
  }
}

/** One path of relative strokes; one byte segment, since looking for shorter ones takes as long again and finds nothing. */
export function encodeText(text: string, encoder: Encoder): { path: string; size: number } {
  const { modules } = encoder.create([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    errorCorrectionLevel: 'L',
  });
  const { size } = modules;
  const strokes: string[] = [];
  for (let row = 0; row < size; row++) strokes.push(...darkRuns(modules, row));
  return { path: strokes.join(''), size: size + 2 * QUIET_ZONE };
}

/** The dark runs of one row: `M` to its start, then for each run a stroke to its end and a move over the light. */
function darkRuns({ size, data }: Modules, row: number): string[] {
  const strokes: string[] = [];
  let light = 0;
  let dark = 0;
  for (let column = 0; column <= size; column++) {
    if (column < size && data[row * size + column]) dark++;
    else {
      if (dark) {
        strokes.push(strokes.length ? `m${light} 0` : `M${QUIET_ZONE + light} ${QUIET_ZONE + row}.5`, `h${dark}`);
        light = 0;
        dark = 0;
      }
      light++;
    }
  }
  return strokes;
}

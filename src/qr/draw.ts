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
/** Loads the encoder, of which only byte segments and the lowest error correction are used. */
const encoder = async (): Promise<Encoder> => (await load((_fragment) => import('qrcode/lib/core/qrcode.js'))).default;
const pictures = () => load((_fragment) => import('./picture.js'));

/**
 * Loads what will draw the codes of a gateway while the first answer is on its way. A short code is encoded and thrown away,
 * because the first encoding takes four times as long as the later ones (test/bench/README.md) and nobody waits for it yet.
 */
export function prepareDrawing(areImages: boolean | undefined): void {
  // A failure is not reported here, because drawing meets it again.
  (areImages ? pictures() : encoder().then((loaded) => encodeText('2@', loaded))).catch(() => undefined);
}

/** A QR code that is drawn: an SVG path in a square of `size` modules, including the quiet zone, or a canvas. */
export type Drawing = { readonly path: string; readonly size: number } | { readonly canvas: HTMLCanvasElement };

/**
 * Draws a QR code from its text or its picture.
 * @throws {LoginError} `bad-response`, if it cannot be drawn; `unavailable`, if the encoder or the decoder cannot be loaded.
 */
export async function drawPicture(picture: Exclude<Picture, { page: string }>): Promise<Drawing> {
  try {
    if ('text' in picture) return encodeText(picture.text, await encoder());
    const { drawImage } = await pictures();
    return { canvas: await drawImage(picture.image) };
  } catch (error) {
    // The text is too long for a QR code, or the picture is not valid base64.
    throw error instanceof LoginError ? error : new LoginError('bad-response', 'The QR code cannot be drawn');
  }
}

/**
 * Returns the QR code as one SVG path of relative strokes. The text is one byte segment: the search for shorter segments takes
 * as long as the encoding, and finds none in the texts of WhatsApp.
 */
export function encodeText(text: string, encoder: Encoder): { path: string; size: number } {
  const { modules } = encoder.create([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    errorCorrectionLevel: 'L',
  });
  const { size } = modules;
  const strokes: string[] = [];
  for (let row = 0; row < size; row++) strokes.push(...darkRuns(modules, row));
  return { path: strokes.join(''), size: size + 2 * QUIET_ZONE };
}

/** Returns the path of one row: a move to its first dark module, then for each dark run a stroke and a move to the next. */
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

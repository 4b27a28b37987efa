import { LoginError, type Picture } from './login.js';
import { drawImage, QUIET_ZONE, type Modules } from './qr-picture.js';

interface Encoder {
  create(
    segments: { data: Uint8Array; mode: 'byte' }[],
    options: { errorCorrectionLevel: 'L' },
  ): { readonly modules: Modules };
}
let encoder: Promise<Encoder> | undefined;

/** Fetches the encoder, a chunk of its own, once; a failed fetch is tried again the next time. */
export function loadEncoder(): Promise<Encoder> {
  encoder ??= import('qrcode/lib/core/qrcode.js').then(
    ({ default: loaded }) => loaded,
    () => {
      encoder = undefined;
      throw new LoginError('unavailable', 'The QR encoder could not be loaded');
    },
  );
  return encoder;
}

/** Drawn: a path in a box of `size` modules, quiet zone included, or a canvas. */
export type Drawing = { readonly path: string; readonly size: number } | { readonly canvas: HTMLCanvasElement };

/** @throws {LoginError} `bad-response`, when the picture cannot be decoded; `unavailable`, when the encoder cannot be loaded. */
export async function draw(picture: Exclude<Picture, { page: string }>): Promise<Drawing> {
  try {
    return 'text' in picture ? encode(picture.text, await loadEncoder()) : { canvas: await drawImage(picture.image) };
  } catch (error) {
    // A text too long for a QR code, or base64 that is none.
    throw error instanceof LoginError ? error : new LoginError('bad-response', 'The QR code cannot be drawn');
  }
}

/** One path of relative strokes; one byte segment, since looking for shorter ones takes as long again and finds nothing. */
export function encode(text: string, encoder: Encoder): { path: string; size: number } {
  const { modules } = encoder.create([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    errorCorrectionLevel: 'L',
  });
  const { size } = modules;
  const strokes: string[] = [];
  for (let row = 0; row < size; row++) strokes.push(...runs(modules, row));
  return { path: strokes.join(''), size: size + 2 * QUIET_ZONE };
}

/** The dark runs of one row: `M` to its start, then for each run a stroke to its end and a move over the light. */
function runs({ size, data }: Modules, row: number): string[] {
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

import { load } from '../platform/chunk.js';
import type { Picture } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { importEncoder, type Encoder, type EncoderOptions } from './encoder-chunk.js';
import { paintModules, type Modules } from './modules.js';

/** The mask is fixed, because choosing the best of eight takes most of the time and is read no better (src/qr/README.md). */
const OPTIONS: EncoderOptions = { errorCorrectionLevel: 'L', maskPattern: 2 };

/** Loads the encoder, of which only byte segments and the lowest error correction are used. */
const encoder = async (): Promise<Encoder> => (await load(importEncoder)).default;
const pictures = () => load((_fragment) => import('./picture.js'));

/**
 * Loads what will draw the codes of a gateway while the first answer is on its way. A short code is encoded and thrown away,
 * because the first encoding takes four times as long as the later ones (test/bench/README.md) and nobody waits for it yet.
 */
export function prepareDrawing(areImages: boolean | undefined): void {
  // A failure is not reported here, because drawing meets it again.
  (areImages ? pictures() : encoder().then((loaded) => encodeText('2@', loaded))).catch(() => undefined);
}

/** A QR code on a canvas, one pixel per module. A canvas of the class `raw` holds a picture whose modules are unknown. */
export type Drawing = HTMLCanvasElement;

/**
 * Draws a QR code from its text or its picture.
 * @throws {LoginError} `bad-response`, if it cannot be drawn; `unavailable`, if the encoder or the decoder cannot be loaded.
 */
export async function drawPicture(picture: Exclude<Picture, { page: string }>): Promise<Drawing> {
  try {
    if ('text' in picture) return paintModules(encodeText(picture.text, await encoder()));
    const { readPicture } = await pictures();
    const found = await readPicture(picture.image);
    return 'size' in found ? paintModules(found) : found;
  } catch (error) {
    // The text is too long for a QR code, or the picture is not valid base64.
    throw error instanceof LoginError ? error : new LoginError('bad-response', 'The QR code cannot be drawn');
  }
}

/** Encodes a text as one byte segment, because the search for shorter segments takes as long again and finds none. */
export function encodeText(text: string, encoder: Encoder): Modules {
  return encoder.create([{ data: toUtf8(text), mode: 'byte' }], OPTIONS).modules;
}

/** The bytes of a text. The DOM of Jest has no `TextEncoder`, and a login must not end there for want of it. */
function toUtf8(text: string): Uint8Array {
  const bytes = encodeURIComponent(text).match(/%..|./g) ?? [];
  return Uint8Array.from(bytes, (byte) => (byte.length > 1 ? parseInt(byte.slice(1), 16) : byte.charCodeAt(0)));
}

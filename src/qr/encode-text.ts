import type { Encoder, EncoderOptions } from './encoder-chunk.js';
import type { Modules } from './modules.js';

/** The mask is fixed, because choosing the best of eight takes most of the time and is read no better (src/qr/README.md). */
const OPTIONS: EncoderOptions = { errorCorrectionLevel: 'L', maskPattern: 2 };

/** Encodes a text as one byte segment, because the search for shorter segments takes as long again and finds none. */
export function encodeText(text: string, encoder: Encoder): Modules {
  return encoder.create([{ data: toUtf8(text), mode: 'byte' }], OPTIONS).modules;
}

/** The bytes of a text. The DOM of Jest has no `TextEncoder`, and a login must not end there for want of it. */
function toUtf8(text: string): Uint8Array {
  const bytes = encodeURIComponent(text).match(/%..|./g) ?? [];
  return Uint8Array.from(bytes, (byte) => (byte.length > 1 ? parseInt(byte.slice(1), 16) : byte.charCodeAt(0)));
}

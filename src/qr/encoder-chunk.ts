import type { Modules } from './modules.js';

/** The lowest error correction gives the largest modules, and a screen is never torn or stained. */
export interface EncoderOptions {
  readonly errorCorrectionLevel: 'L';
  readonly maskPattern: 2;
}

export interface Encoder {
  create(segments: { data: Uint8Array; mode: 'byte' }[], options: EncoderOptions): { readonly modules: Modules };
}

/** Fetches the encoder: a chunk that the entry asks for already, and then whoever draws. */
export const importEncoder = (_fragment: string): Promise<{ readonly default: Encoder }> =>
  import('qrcode/lib/core/qrcode.js');

/** Fetches the encoder: a chunk that is asked for by the entry already, and then by whoever draws. */
export const importEncoder = (_fragment: string) => import('qrcode/lib/core/qrcode.js');

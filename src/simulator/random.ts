const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789';

/** 32-byte keys as base64; a payload holds three of them after the reference. */
const KEY_CHARACTERS = 43;
/** Makes a payload 237 characters long, as seen in 2026 (gateways.md). */
const REFERENCE_CHARACTERS = 100;
/** In front of a payload since May 2026, with some accounts (gateways.md). */
const LINK = 'https://wa.me/settings/linked_devices#';

/** Ids of Green API have 10–12 digits. */
export const randomInstance = (): string => `11${pick(8, DIGITS)}`;
export const randomToken = (): string => pick(50, HEX);
export const randomCode = (): string => pick(8, CODE);

/** What a QR code holds: the bare text, or the same behind WhatsApp's own link. */
export function randomPayload(form: 'raw' | 'url'): string {
  const keys = Array.from({ length: 3 }, () => `${pick(KEY_CHARACTERS, BASE64)}=`);
  const raw = `2@${[pick(REFERENCE_CHARACTERS, BASE64), ...keys].join(',')}`;
  return form === 'url' ? LINK + raw : raw;
}

function pick(length: number, alphabet: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

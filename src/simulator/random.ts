const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
/** The characters of WhatsApp's pairing codes: those that are easily taken for another (0, I, O and U) are left out. */
const PAIRING = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

/** A payload holds a reference and then three keys of this length. */
const KEY_BYTES = 32;
/** With this length a payload has 237 characters, as those of 2026 have. */
const REFERENCE_BYTES = 75;
/** Since May 2026 some accounts have this in front of the payload. */
const DEVICE_LINK = 'https://wa.me/settings/linked_devices#';

/** Ten digits are a valid instance at every gateway. */
export const randomInstance = (): string => `11${pick(8, DIGITS)}`;
export const randomToken = (): string => pick(50, HEX);
export const randomPairingCode = (): string => pick(8, PAIRING);

/** The text of a QR code: bare, or behind WhatsApp's own link. */
export function randomPayload(form: 'raw' | 'url'): string {
  const keys = Array.from({ length: 3 }, () => randomBase64(KEY_BYTES));
  const raw = `2@${[randomBase64(REFERENCE_BYTES), ...keys].join(',')}`;
  return form === 'url' ? DEVICE_LINK + raw : raw;
}

function randomBase64(length: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(length))));
}

function pick(length: number, alphabet: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

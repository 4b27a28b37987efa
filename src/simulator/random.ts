const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
/** The letters and digits of WhatsApp's pairing codes: nothing that could be read as another (0 and O, I and 1, U and V). */
const PAIRING = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

/** A payload holds three keys of this length after the reference. */
const KEY_BYTES = 32;
/** Makes a payload 237 characters long, as seen in 2026. */
const REFERENCE_BYTES = 75;
/** In front of a payload since May 2026, with some accounts. */
const DEVICE_LINK = 'https://wa.me/settings/linked_devices#';

/** Ten digits, which every gateway takes for an instance. */
export const randomInstance = (): string => `11${pick(8, DIGITS)}`;
export const randomToken = (): string => pick(50, HEX);
export const randomPairingCode = (): string => pick(8, PAIRING);

/** What a QR code holds: the bare text, or the same behind WhatsApp's own link. */
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

import { LoginError } from '../login/login-error.js';
import type { Account } from '../login/login.js';
import { unwrapBase64 } from './base64.js';

/** The value of a JSON text; `undefined` where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field, however its name is capitalized: some gateways changed that between two versions. */
export function readField(body: unknown, name: string): unknown {
  if (!isObject(body)) return undefined;
  const key = Object.keys(body).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : body[key];
}

/** The most a picture may weigh, in characters of base64. The largest seen is Evolution API's, of about 15,000. */
export const IMAGE_LIMIT = 512_000;
/** The first bytes of PNG, JPEG and WebP: https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm */
const IMAGE_STARTS = [
  ['png', /^\x89PNG\r\n\x1a\n/],
  ['jpeg', /^\xff\xd8\xff/],
  ['webp', /^RIFF[^]{4}WEBP/],
] as const;

/**
 * A picture as a data URI, from base64 in any wrapping.
 * @throws {LoginError} `bad-response`, unless it is base64 of PNG, JPEG or WebP within the limit.
 */
export function toImage(base64: string): string {
  const bare = unwrapBase64(base64);
  const start =
    bare.length <= IMAGE_LIMIT && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? decodeBase64(bare.slice(0, 24)) : '';
  const type = IMAGE_STARTS.find(([, pattern]) => pattern.test(start))?.[0];
  if (!type) throw new LoginError('bad-response', 'The QR code is not a PNG, JPEG or WebP picture of at most 512 kB');
  return `data:image/${type};base64,${bare}`;
}

function decodeBase64(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

/** The digits that a text begins with: `79001234567` for `79001234567:8@s.whatsapp.net`; `undefined` without any. */
export function toPhone(value: unknown): string | undefined {
  return /^\+?(\d{5,20})\b/.exec(String(value))?.[1];
}

/** An account with those of its fields that are known. */
export function toAccount(id: unknown, phone: unknown, name: unknown): Account {
  const digits = toPhone(phone);
  return {
    ...(typeof id === 'string' && id && { id }),
    ...(digits && { phone: digits }),
    ...(typeof name === 'string' && name && { name }),
  };
}

import { LoginError } from '../login/login-error.js';
import type { Account } from '../login/login.js';
import { toPhoneNumber } from '../login/phone-number.js';
import { IMAGE_LIMIT, unwrapBase64 } from './base64.js';

/** What every object of a gateway inherits. The usual prototype is the page's, where another script may have added fields. */
const BARE = Object.create(null, { toString: { value: () => '', writable: true } }) as object;

function withoutPrototype(value: object): object {
  return Object.setPrototypeOf(value, BARE) as object;
}

/** The value of a JSON text, whose objects have their own fields only; `undefined` where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (isObject(value) ? withoutPrototype(value) : value)) as unknown;
  } catch {
    return undefined;
  }
}

/** The value of a socket's frame. @throws {LoginError} transient, where it is not JSON: the next frame may be. */
export function parseFrame(frame: unknown): unknown {
  const value = parseJson(toText(frame));
  if (value !== undefined) return value;
  throw new LoginError('bad-response', 'A frame is not JSON', { transient: true });
}

/** Some servers send their text as binary frames, or begin it with a byte order mark. */
function toText(frame: unknown): string {
  const isBinary = frame instanceof ArrayBuffer || ArrayBuffer.isView(frame);
  return isBinary ? new TextDecoder().decode(frame) : String(frame).replace(/^\ufeff/, '');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
  const start = bare.length <= IMAGE_LIMIT && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? atob(bare.slice(0, 24)) : '';
  const type = IMAGE_STARTS.find(([, pattern]) => pattern.test(start))?.[0];
  if (!type) throw new LoginError('bad-response', 'The QR code is not a PNG, JPEG or WebP picture of at most 512 kB');
  return `data:image/${type};base64,${bare}`;
}

/**
 * The digits of an account's number: `79001234567` for `79001234567:8@s.whatsapp.net`. `undefined` for an identifier that is no
 * number, such as one that ends in `@lid`.
 */
export function toPhone(value: unknown): string | undefined {
  return toPhoneNumber(value);
}

/** The longest name that is shown, in UTF-16 units: WhatsApp's own are of at most 25. */
const NAME_LIMIT = 100;
/** Marks that turn the direction of the line around a name (https://unicode.org/reports/tr9/#Explicit_Directional_Embeddings). */
const TURNING_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;

function toName(name: unknown): string {
  return typeof name === 'string' ? name.replace(TURNING_MARKS, '').slice(0, NAME_LIMIT) : '';
}

/** An account with those of its fields that are known. */
export function toAccount(id: unknown, phone: unknown, name: unknown): Account {
  const digits = toPhone(phone);
  return {
    ...(typeof id === 'string' && id && { id: id.slice(0, NAME_LIMIT) }),
    ...(digits && { phone: digits }),
    ...(toName(name) && { name: toName(name) }),
  };
}

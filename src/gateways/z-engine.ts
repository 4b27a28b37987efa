import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Pace, QrFormat } from './gateway.js';
import { toAccount, toImage, isObject } from './read.js';
import { failure, type Answer } from './http.js';

/** What Z-API and PlugChat have in common: both run the same engine. */

/** WhatsApp ends a QR code after 20 s (seeds/z-api-qr-code.pt.md). */
const QR_LIFE = 20;

export const PACE: Pace = {
  every: 2_000,
  hurried: 1_000,
  qr: 'life', // each call ends the code on screen
  fastest: { qr: 1_000, state: 500 },
  codes: 3, // then a person must ask for more (seeds/z-api-qr-code.pt.md)
  window: Infinity,
  patience: 600_000,
  grace: 1_500,
  linger: 6_000, // it says nothing between the scan and the link, which takes some seconds (gateways.md, "WhatsApp itself")
  life: QR_LIFE * 1_000,
};

/** The path of one of the two forms. */
export function qrPath(format: QrFormat | (() => QrFormat) | undefined): string {
  return (typeof format === 'function' ? format() : format) === 'image' ? 'qr-code/image' : 'qr-code';
}

/** What a question for a QR code brought; undefined: none, so the status must tell why. */
export function readQr(answer: Answer): LoginUpdate | undefined {
  const { json, status } = answer;
  if (!isObject(json)) throw failure(answer);
  const { value, challenge } = json;
  if (isObject(challenge) && !value) return { type: 'passkey' };
  if (status < 300 && typeof value === 'string' && value) return readValue(value);
  // An account that is linked says so in no stable shape: a flag, an error with 200 or 4xx, or just no value.
  if (
    json['connected'] === true ||
    /already/i.test(String(json['error'])) ||
    (status < 300 && (value === null || value === undefined) && !json['error'])
  )
    return undefined;
  throw toZRefusal(answer);
}

/** Text or picture, whatever the address it came from: read by what it is. */
function readValue(value: string): LoginUpdate {
  if (/^(data:|iVBORw0KGgo|\/9j\/|UklGR)/.test(value)) return { type: 'qr', image: toImage(value), expiresIn: QR_LIFE };
  if (/\s/.test(value) || value.length < 20)
    throw new LoginError('bad-response', 'The gateway answered with no QR code');
  return { type: 'qr', text: value, expiresIn: QR_LIFE };
}

/** `error` is filled even when all is well, so only `connected` counts. */
export function readStatus(answer: Answer): LoginUpdate | undefined {
  const { json } = answer;
  const connected = isObject(json) ? json['connected'] : undefined;
  if (typeof connected !== 'boolean') throw toZRefusal(answer);
  return connected ? { type: 'linked' } : undefined;
}

export function readDevice({ json }: Answer): Account {
  return isObject(json) ? toAccount(undefined, json['phone'], json['name']) : {};
}

/** The error behind a refusal. Its text may quote the token, so it is read and dropped. */
export function toZRefusal(answer: Answer): LoginError {
  // From 405 on it is the server that speaks, and its "Method Not Allowed" is about no token.
  const error = answer.status < 405 && isObject(answer.json) ? String(answer.json['error']) : '';
  if (/not found/i.test(error)) return new LoginError('not-found', 'The gateway does not know this instance');
  if (/not configured/i.test(error)) return new LoginError('config', 'The gateway asks for a client token');
  if (/not allowed/i.test(error))
    return new LoginError('unauthorized', 'The gateway does not allow this token or address');
  return failure(answer);
}

import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Pace, QrFormat } from './gateway.js';
import { toMessage } from './http-client.js';
import { isObject, toAccount, toImage } from './read.js';
import { failure, type Answer } from './http.js';

/** What Z-API and PlugChat have in common: both run the same engine. The numbers are explained in the README. */

/** WhatsApp ends a QR code after 20 s. */
const QR_LIFE = 20;

export const PACE: Pace = {
  every: 1_000,
  quiet: 5_000,
  qr: 'life', // asking ends the code on screen
  fastest: { qr: 1_000, state: 500 },
  codes: 3, // the documentation wants a button after three calls without a scan
  window: Infinity,
  patience: 600_000,
  grace: 1_500,
  linger: 6_000, // nothing is said between the scan and the link, which takes some seconds
  life: QR_LIFE * 1_000,
};

/** The path of the QR code in the form that is wanted: text or picture. */
export function qrPath(format: QrFormat | (() => QrFormat) | undefined): string {
  return (typeof format === 'function' ? format() : format) === 'image' ? 'qr-code/image' : 'qr-code';
}

/** Reads the answer to a question for a QR code; `undefined` where it holds none, so that the status must tell why. */
export function readQr(answer: Answer): LoginUpdate | undefined {
  const { json, status } = answer;
  if (!isObject(json)) throw failure(answer);
  const { value, challenge } = json;
  if (isObject(challenge) && !value) return { type: 'passkey' };
  if (status < 300 && typeof value === 'string' && value) return readValue(value);
  // An account that is linked says so in no stable shape: a flag, an error with 200 or 4xx, or just no value.
  if (
    json['connected'] === true ||
    /already/i.test(toMessage(json['error'])) ||
    (status < 300 && (value === null || value === undefined) && !json['error'])
  )
    return undefined;
  throw toZRefusal(answer);
}

/** Reads a QR code by what it is, text or picture, whatever address it came from. */
function readValue(value: string): LoginUpdate {
  if (/^(data:|iVBORw0KGgo|\/9j\/|UklGR)/.test(value)) return { type: 'qr', image: toImage(value), expiresIn: QR_LIFE };
  if (/\s/.test(value) || value.length < 20)
    throw new LoginError('bad-response', 'The gateway answered with something that is not a QR code');
  return { type: 'qr', text: value, expiresIn: QR_LIFE };
}

/** Reads the status. Its `error` is filled in even when all is well, so only `connected` counts. */
export function readStatus(answer: Answer): LoginUpdate | undefined {
  const { json } = answer;
  const connected = isObject(json) ? json['connected'] : undefined;
  if (typeof connected !== 'boolean') throw toZRefusal(answer);
  return connected ? { type: 'linked' } : undefined;
}

export function readDevice({ json }: Answer): Account {
  return isObject(json) ? toAccount(undefined, json['phone'], json['name']) : {};
}

/** The error that a refusal stands for. Its text may quote the token, so it is read and dropped. */
export function toZRefusal(answer: Answer): LoginError {
  // From 405 on the web server speaks, whose "Method Not Allowed" is not about the token.
  const error = answer.status < 405 && isObject(answer.json) ? toMessage(answer.json['error']) : '';
  if (/not found/i.test(error)) return new LoginError('not-found', 'The gateway does not know this instance');
  if (/not configured/i.test(error)) return new LoginError('config', 'The gateway asks for a client token');
  if (/not allowed/i.test(error))
    return new LoginError('unauthorized', 'The gateway does not allow this token or address');
  return failure(answer);
}

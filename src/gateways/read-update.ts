import type { Account, ErrorCode, ExpiredReason, LoginMethod, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { toChallenge } from './passkey.js';
import { isObject, toAccount, toImage } from './read.js';

/** Seconds a code lives where the backend does not say: as long as the first QR code of a login, and a common pairing code. */
const QR_LIFE = 60;
const CODE_LIFE = 150;

const CODES: ReadonlySet<unknown> = new Set<ErrorCode>([
  'config',
  'unauthorized',
  'not-found',
  'rate-limited',
  'quota',
  'logout-required',
  'inactive',
  'unsupported',
  'invalid-phone',
  'code-refused',
  'bad-response',
  'unavailable',
  'blocked',
  'offline',
]);
const REASONS: ReadonlySet<unknown> = new Set<ExpiredReason>(['codes', 'timeout', 'gateway']);

/**
 * Checks one JSON object of the login protocol; unknown fields are ignored.
 * @throws {LoginError} `bad-response` for anything else.
 */
export function readUpdate(body: Readonly<Record<string, unknown>>): LoginUpdate {
  const update = readType(body);
  if (!update) throw new LoginError('bad-response', 'The backend answered with an unknown update');
  const [methods, version] = [readMethods(body['methods']), readVersion(body['version'])];
  return { ...update, ...(methods && { methods }), ...(version && { version }) };
}

/** It goes back as a part of the address, and no version has to be as long, in characters. */
const VERSION_LIMIT = 200;

function readVersion(version: unknown): string | undefined {
  const text = typeof version === 'number' ? String(version) : version;
  return typeof text === 'string' && text.length <= VERSION_LIMIT ? text : undefined;
}

function readType(body: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  const { type, reason, code, message } = body;
  switch (type) {
    case 'waiting':
    case 'linking':
      return { type };
    case 'qr':
      return readQrUpdate(body);
    case 'code':
      return readCodeUpdate(body);
    case 'passkey':
      return readPasskey(body);
    case 'linked':
      return { type, ...readLinked(body) };
    case 'expired':
      return { type, reason: REASONS.has(reason) ? (reason as ExpiredReason) : 'gateway' };
    case 'error':
      return {
        type,
        code: CODES.has(code) ? (code as ErrorCode) : 'unavailable',
        ...(typeof message === 'string' && { message }),
      };
    default:
      return undefined;
  }
}

function readQrUpdate(body: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  const { text, image } = body;
  const expiresIn = toExpiresIn(body, QR_LIFE);
  if (expiresIn <= 0) return { type: 'waiting' }; // a dead code is not shown
  const times = { expiresIn, ...readRenewsIn(body) };
  if (typeof text === 'string' && text) return { type: 'qr', text, ...times };
  return typeof image === 'string' ? { type: 'qr', image: toImage(image), ...times } : undefined;
}

function readRenewsIn({ renewsIn }: Readonly<Record<string, unknown>>): { renewsIn?: number } {
  const seconds = toSeconds(renewsIn);
  return seconds === undefined ? {} : { renewsIn: Math.max(0, seconds) };
}

/** The longest code that is shown, in characters: WhatsApp's pairing codes have 8, and a help code of Z-API has 9. */
const CODE_LIMIT = 32;

function readCodeUpdate(body: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  const { code } = body;
  if (typeof code !== 'string' || !code || code.length > CODE_LIMIT) return undefined;
  const expiresIn = toExpiresIn(body, CODE_LIFE);
  return expiresIn > 0 ? { type: 'code', code, expiresIn } : { type: 'expired', reason: 'timeout' };
}

function readPasskey(body: Readonly<Record<string, unknown>>): LoginUpdate {
  const { url, token, expiresIn, confirm } = body;
  const challenge = toChallenge(body['challenge']);
  return {
    type: 'passkey',
    ...(challenge && { challenge }),
    ...(typeof confirm === 'string' && confirm && confirm.length <= CODE_LIMIT && { confirm }),
    ...(isPublicAddress(url) && { url }),
    ...(typeof token === 'string' && token && token.length <= CODE_LIMIT && { token }),
    ...(expiresIn !== undefined && { expiresIn: toExpiresIn(body, CODE_LIFE) }),
  };
}

/** An address for a link on the card: one with a name and a password in it would show them. */
function isPublicAddress(url: unknown): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return protocol === 'https:' && !username && !password;
}

function readLinked({ account, already }: Readonly<Record<string, unknown>>): {
  account: Account;
  already?: boolean;
} {
  const known = isObject(account) ? toAccount(account['id'], account['phone'], account['name']) : {};
  return { account: known, ...(typeof already === 'boolean' && { already }) };
}

function readMethods(methods: unknown): readonly LoginMethod[] | undefined {
  return Array.isArray(methods) ? (['qr', 'code'] as const).filter((method) => methods.includes(method)) : undefined;
}

/** No code lives longer, in seconds: what a backend says beyond that is a mistake of units. */
const LONGEST_LIFE = 3_600;

/** In seconds; 0 or less means that the code is dead. */
function toExpiresIn({ expiresIn }: Readonly<Record<string, unknown>>, otherwise: number): number {
  return toSeconds(expiresIn) ?? otherwise;
}

/** A number in a string is a number. */
export function toSeconds(value: unknown): number | undefined {
  const isText = typeof value === 'string' && value.trim() !== '';
  const seconds = isText ? Number(value) : value;
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) return undefined;
  return Math.min(seconds, LONGEST_LIFE);
}

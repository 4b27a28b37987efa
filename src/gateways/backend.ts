import type { Account, ErrorCode, ExpiredReason, LoginMethod, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { within } from '../platform/async.js';
import type { Gateway, GatewaySocket, Pace, Platform } from './gateway.js';
import { toAbsoluteUrl, failure, httpRequest, type Answer } from './http.js';
import { toChallenge } from './passkey.js';
import { toAccount, toImage, isObject, parseFrame } from './read.js';

export interface BackendOptions extends Platform {
  /** Where the login is asked for; other query parameters are kept. */
  readonly backendUrl?: string | undefined;
  /** Fetch credentials mode; `same-origin` by default. */
  readonly credentials?: RequestCredentials | undefined;
  /** Headers, or a function that is called for each request. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
}

/** Seconds a code lives where the backend does not say: as long as the first QR code of a login, and a common pairing code. */
const QR_LIFE = 60;
const CODE_LIFE = 150;
/** A backend may have to wait for a slow gateway. */
const TIMEOUT = 65_000;
/** The page's own function may ask its server for a token, ms. */
const HEADERS_TIMEOUT = 20_000;

/** The backend counts the codes and says when it is over. */
const PACE: Pace = {
  every: 2_000,
  held: true,
  qr: 'answer',
  fastest: { qr: 500, state: 500 },
  codes: Infinity,
  window: Infinity,
  patience: 600_000, // a backend that brings nothing for so long has forgotten the login
  grace: 0,
  life: Infinity, // only the backend knows when the next code takes a code's place, and says it by `renewsIn`
};

/**
 * The embedder's own backend, by the login protocol of the package's README: over a WebSocket where its address is one, else polled.
 * @throws {LoginError} `config`, without `backendUrl`.
 */
export function backend(options: BackendOptions): Gateway {
  const url = backendAddress(options.backendUrl);
  const ask = async (query: BackendQuery, body: unknown, signal: AbortSignal): Promise<LoginUpdate> => {
    const init = { credentials: options.credentials ?? 'same-origin', ...(await requestInit(options, body, signal)) };
    signal.throwIfAborted();
    return readBackendAnswer(await httpRequest(url(query), init, signal, options, TIMEOUT));
  };
  return {
    source: `backend ${options.backendUrl}`,
    methods: ['qr', 'code'],
    pace: PACE,
    qr: (signal, seen) => ask(toQuery('qr', seen), undefined, signal),
    state: (signal, seen) => ask(toQuery('state', seen), undefined, signal),
    code: async (phone, signal) => toCodeAnswer(await ask({}, { type: 'code', phone }, signal)),
    restart: (signal) => ask({}, { type: 'restart' }, signal),
    passkey: {
      answer: (assertion, signal) => ask({}, { type: 'passkey', assertion }, signal),
      confirm: (signal) => ask({}, { type: 'passkey', confirm: true }, signal),
    },
    get socket() {
      // A browser's WebSocket carries no headers.
      return /^wss?:/i.test(options.backendUrl ?? '') && !options.headers ? backendSocket(url, options) : undefined;
    },
  };
}

type BackendQuery = Readonly<Record<string, string>>;

/** A backend that names the versions of its updates may hold an answer for so long until it has another, s. */
const WAIT = '20';

function toQuery(want: 'qr' | 'state', seen: string | undefined): BackendQuery {
  return seen === undefined ? { want } : { want, wait: WAIT, seen };
}

/** What may answer a request for a pairing code. */
const CODE_ANSWERS: ReadonlySet<string> = new Set(['code', 'linked', 'passkey', 'error', 'expired']);

/** A redirect, for one, turns the request into a question how the login stands, and its answer would be waited on for ever. */
function toCodeAnswer(update: LoginUpdate): LoginUpdate {
  if (CODE_ANSWERS.has(update.type)) return update;
  throw new LoginError('code-refused', `The backend answered the request for a pairing code with \`${update.type}\``);
}

/** A WebSocket at the same address, with the same updates, one in each frame. */
function backendSocket(url: (query: BackendQuery) => string, options: BackendOptions): GatewaySocket {
  const at = (query: BackendQuery) => url(query).replace(/^http/, 'ws');
  return {
    url: at({}),
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    several: true,
    read: (frame) => new Promise((resolve) => resolve(readBackendFrame(frame))),
    opening: (request, wants) => ({
      url: at(wants === 'qr' ? {} : { want: 'state' }),
      frame: JSON.stringify(request.method === 'qr' ? { type: 'restart' } : { type: 'code', phone: request.phone }),
    }),
  };
}

/** @throws {LoginError} transient for a frame that is not JSON, final for one of an unknown type. */
function readBackendFrame(frame: unknown): LoginUpdate {
  const body = parseFrame(frame);
  return readUpdate(isObject(body) ? body : {});
}

function backendAddress(backendUrl: string | undefined): (query: BackendQuery) => string {
  if (!backendUrl) throw new LoginError('config', 'Set `backend-url`: where the login is asked for');
  const base = toAbsoluteUrl(backendUrl.replace(/^ws/i, 'http'));
  return (query) => {
    const url = new URL(base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  };
}

async function requestInit({ headers }: BackendOptions, body: unknown, signal: AbortSignal): Promise<RequestInit> {
  const own = await within(HEADERS_TIMEOUT, signal, () => hostHeaders(headers), undefined);
  if (!own) throw new LoginError('unavailable', 'The `headers` function did not settle', { transient: true });
  if (body === undefined) return { headers: own };
  own.set('Content-Type', 'application/json');
  return { method: 'POST', headers: own, body: JSON.stringify(body) };
}

/** Where the page's own function fails, the page's session must be renewed. */
async function hostHeaders(headers: BackendOptions['headers']): Promise<Headers> {
  const init = typeof headers === 'function' ? await callHeaders(headers) : headers;
  try {
    return new Headers(init);
  } catch {
    throw new LoginError('config', '`headers` holds a name or a value that HTTP cannot carry');
  }
}

async function callHeaders(headers: () => HeadersInit | Promise<HeadersInit>): Promise<HeadersInit> {
  try {
    return await headers();
  } catch {
    throw new LoginError('unauthorized', 'The `headers` function failed');
  }
}

/** Reads the update in the body before the status, since a backend may send one with an error. */
function readBackendAnswer(answer: Answer): LoginUpdate {
  if (isObject(answer.json) && typeof answer.json['type'] === 'string') return readUpdate(answer.json);
  if (answer.redirected) throw new LoginError('unauthorized', 'The backend redirects to another page');
  // Frameworks refuse a request without their token by 419 or 422.
  const isRefused = answer.status === 419 || answer.status === 422;
  throw failure(isRefused ? { ...answer, status: 403 } : answer);
}

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
  const { text, image: picture } = body;
  const expiresIn = toExpiresIn(body, QR_LIFE);
  if (expiresIn <= 0) return { type: 'waiting' }; // a dead code is not shown
  const times = { expiresIn, ...readRenewsIn(body) };
  if (typeof text === 'string' && text) return { type: 'qr', text, ...times };
  return typeof picture === 'string' ? { type: 'qr', image: toImage(picture), ...times } : undefined;
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

function readLinked({ account: who, already }: Readonly<Record<string, unknown>>): {
  account: Account;
  already?: boolean;
} {
  const known = isObject(who) ? toAccount(who['id'], who['phone'], who['name']) : {};
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

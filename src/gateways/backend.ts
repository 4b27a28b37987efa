import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { within } from '../platform/async.js';
import type { Gateway, GatewaySocket, Pace, Platform } from './gateway.js';
import { toAbsoluteUrl, failure, httpRequest, type Answer } from './http.js';
import { isObject, parseFrame } from './read.js';
import { readUpdate } from './read-update.js';

export interface BackendOptions extends Platform {
  /** Where the login is asked for; other query parameters are kept. */
  readonly backendUrl?: string | undefined;
  /** Fetch credentials mode; `same-origin` by default. */
  readonly credentials?: RequestCredentials | undefined;
  /** Headers, or a function that is called for each request. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
}

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
  throw failure(isRefused ? { ...answer, status: 403 } : answer, 'backend');
}

import { LoginError } from '../login/login-error.js';
import type { ErrorCode } from '../login/login.js';
import { within } from '../platform/async.js';
import type { Platform } from './gateway.js';
import { parseJson } from './read.js';

/** An answer as it came: `json` is undefined where the body is none. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

/** For a state or an account: a small answer that the gateway has at hand. */
export const REQUEST_TIMEOUT = 10_000;

/** What a gateway that hangs would have said, had there been a proxy in front of it. */
const TIMED_OUT: Answer = { status: 504, text: '', json: undefined, retryAfter: undefined };

/**
 * Asks over HTTP and reads the whole answer; no answer within `timeout` ms reads as a 504.
 * @throws {LoginError} transient, when no answer came; the platform's own error may quote the address, so it is dropped.
 */
export function httpRequest(
  url: string,
  init: RequestInit,
  signal: AbortSignal,
  platform: Platform,
  timeout = REQUEST_TIMEOUT,
): Promise<Answer> {
  const exchange = async (s: AbortSignal): Promise<Answer> => {
    try {
      const ask = platform.fetch ?? fetch;
      const response = await ask(url, { cache: 'no-store', ...init, signal: s });
      const text = await response.text();
      return {
        status: response.status,
        text,
        json: parseJson(text),
        retryAfter: toRetryAfter(response.headers.get('retry-after')),
      };
    } catch {
      s.throwIfAborted();
      throw new LoginError(noAnswerCode(url), 'The gateway did not answer', { transient: true });
    }
  };
  return within(timeout, signal, exchange, TIMED_OUT);
}

/** Asks one gateway: `path` follows its address. `timeout` in ms; no answer in time reads as a 504. */
export interface HttpClient {
  get(path: string, signal: AbortSignal, timeout?: number): Promise<Answer>;
  /** `body` goes out as JSON. */
  post(path: string, body: unknown, signal: AbortSignal, timeout?: number): Promise<Answer>;
  delete(path: string, signal: AbortSignal, timeout?: number): Promise<Answer>;
}

/** What an adapter's requests have in common. Cookies are never sent: a gateway knows nobody by a cookie. */
export interface HttpClientOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Fetch's cache mode; `no-store` by default. */
  readonly cache?: RequestCache;
}

/**
 * The HTTP client of an adapter. `base`: the gateway's address without a slash at its end (`toBaseUrl`).
 * Each call rejects with a transient {@link LoginError} where no answer came.
 */
export function httpClient(base: string, platform: Platform, options: HttpClientOptions = {}): HttpClient {
  const { headers = {}, cache = 'no-store' } = options;
  const send = (init: RequestInit, path: string, signal: AbortSignal, timeout?: number) =>
    httpRequest(`${base}/${path}`, { credentials: 'omit', cache, headers, ...init }, signal, platform, timeout);
  return {
    get: (path, signal, timeout) => send({}, path, signal, timeout),
    post: (path, body, signal, timeout) => {
      const json = { ...headers, 'Content-Type': 'application/json' };
      return send({ method: 'POST', headers: json, body: JSON.stringify(body) }, path, signal, timeout);
    },
    delete: (path, signal, timeout) => send({ method: 'DELETE' }, path, signal, timeout),
  };
}

/** @throws {LoginError} `config`, when it is no absolute http(s) or ws(s) address. */
export function toAbsoluteUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^(http|ws)s?:$/.test(url.protocol)) return url;
  throw new LoginError('config', '`backend-url` is no http(s) or ws(s) address');
}

/** The address of a gateway without its last slash, for paths to follow. @throws {LoginError} `config`, as above. */
export function toBaseUrl(address: string): string {
  const { origin, pathname } = toAbsoluteUrl(address.replace(/^ws/, 'http'));
  return origin + pathname.replace(/\/+$/, '');
}

/** A page is not told why `fetch` failed; this is the likeliest reason. Without a page (a relay, a test) it is the gateway. */
function noAnswerCode(url: string): ErrorCode {
  if (globalThis.navigator?.onLine === false) return 'offline';
  const page = globalThis.location?.origin;
  return page && new URL(url).origin !== page ? 'blocked' : 'unavailable';
}

function toRetryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const value = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(value) ? Math.max(0, value) : undefined;
}

/** What an HTTP status means where the gateway gives it no meaning of its own. */
const FINAL_STATUSES: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  466: 'quota',
};

/** The error behind an answer that is no good. Quotes the status only: a body may hold a token. */
export function failure({ status, json, retryAfter }: Answer): LoginError {
  const said = `The gateway answered with HTTP ${status}`;
  const final = FINAL_STATUSES[status];
  if (final) return new LoginError(final, said);
  if (status === 429) return new LoginError('rate-limited', said, { transient: true, retryAfter });
  if (status >= 499) return new LoginError('unavailable', said, { transient: true, retryAfter });
  // HTML or half a JSON comes from something between us and the gateway, and passes; a body of an unknown shape does not.
  return new LoginError('bad-response', json === undefined ? `${said} and no JSON` : `${said} and an unknown body`, {
    transient: json === undefined && status < 300,
  });
}

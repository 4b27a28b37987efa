import { LoginError } from '../login/login-error.js';
import type { ErrorCode } from '../login/login.js';
import { within } from '../platform/async.js';
import type { Platform } from './gateway.js';
import { parseJson } from './read.js';

/** An answer as it came: `json` is `undefined` where the body is not JSON. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** It came from another address than was asked, as the login page of a host does whose session is over. */
  readonly redirected: boolean;
}

/** How long a small answer that the gateway has at hand may take, such as a state or an account, ms. */
const REQUEST_TIMEOUT = 10_000;

/** What a proxy says in place of a gateway that hangs. */
const TIMED_OUT: Answer = { status: 504, text: '', json: undefined, retryAfter: undefined, redirected: false };

/** No answer of any gateway is a tenth as long, in bytes; what is longer is not read to its end. */
const ANSWER_LIMIT = 2_000_000;

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
    s.throwIfAborted();
    const ask = platform.fetch ?? fetch;
    let response: Response | undefined;
    try {
      response = await ask(url, { cache: 'no-store', ...init, signal: s });
      return toAnswer(response, await readText(response));
    } catch (error) {
      s.throwIfAborted();
      if (error instanceof LoginError) throw error;
      // A page that may read the head of an answer is not kept from it: its body has broken off.
      const code = response ? 'unavailable' : await noAnswerCode(url, ask, s);
      throw new LoginError(code, 'The gateway did not answer', { transient: true });
    }
  };
  return within(timeout, signal, exchange, TIMED_OUT);
}

function toAnswer({ status, headers, redirected, type }: Response, text: string): Answer {
  // A page is told nothing but its kind of a redirect that was not followed.
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    throw new LoginError('unavailable', 'The gateway redirects to another address', { transient: true });
  return { status, text, json: parseJson(text), retryAfter: toRetryAfter(headers), redirected };
}

/** @throws {LoginError} `bad-response`, where the body is longer than any answer. */
async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length <= ANSWER_LIMIT) continue;
    void reader?.cancel().catch(() => undefined);
    throw new LoginError('bad-response', 'The gateway answered with more than 2 MB');
  }
}

/** @throws {LoginError} `config`, unless it is an absolute http(s) or ws(s) address. */
export function toAbsoluteUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^(http|ws)s?:$/.test(url.protocol)) return url;
  throw new LoginError('config', '`backend-url` is not an http(s) or ws(s) address');
}

/**
 * Why `fetch` failed, which a page is not told. A gateway that answers a request of which nothing can be read is up, so that its
 * answers are kept from the page (CORS), and a page of `https:` may not ask one of `http:`. Else it is the gateway.
 */
async function noAnswerCode(url: string, ask: typeof fetch, signal: AbortSignal): Promise<ErrorCode> {
  if (globalThis.navigator?.onLine === false) return 'offline';
  const page = globalThis.location?.origin;
  const { origin, protocol, hostname } = new URL(url);
  if (!page || origin === page) return 'unavailable';
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  if (page.startsWith('https:') && protocol === 'http:' && !isLocal) return 'blocked';
  const isUp = await ask(`${origin}/`, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal }).then(
    () => true,
    () => false,
  );
  signal.throwIfAborted();
  return isUp ? 'blocked' : 'unavailable';
}

/** In seconds, also where it is a date: then it is compared with the server's own clock, if the answer tells it. */
function toRetryAfter(headers: Headers): number | undefined {
  const header = headers.get('retry-after');
  if (!header) return undefined;
  const serverNow = Date.parse(headers.get('date') ?? '') || Date.now();
  const value = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - serverNow) / 1000;
  return Number.isFinite(value) ? Math.max(0, value) : undefined;
}

/** What an HTTP status means where the gateway gives it no meaning of its own. */
const FINAL_STATUSES: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  466: 'quota',
};

/** A web page in place of an answer comes from something before the gateway: a challenge, a tunnel, a deployment under way. */
const isWebPage = (text: string) => /^\s*</.test(text);

/** The error that a bad answer stands for. It quotes the status only, because a body may hold a token. `who`: who has answered. */
export function failure({ status, text, json, retryAfter }: Answer, who = 'gateway'): LoginError {
  const said = `The ${who} answered with HTTP ${status}`;
  const final = FINAL_STATUSES[status];
  if (final) return new LoginError(final, said, { transient: status !== 401 && isWebPage(text) });
  if (status === 408 || status === 425) return new LoginError('unavailable', said, { transient: true, retryAfter });
  if (status === 429) return new LoginError('rate-limited', said, { transient: true, retryAfter });
  if (status >= 499) return new LoginError('unavailable', said, { transient: true, retryAfter });
  // HTML or half a JSON document comes from something between us and the gateway, and passes; an unknown body does not.
  return new LoginError('bad-response', json === undefined ? `${said} and no JSON` : `${said} and an unknown body`, {
    transient: json === undefined && status < 300,
  });
}

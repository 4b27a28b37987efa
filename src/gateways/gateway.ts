import { within } from '../async.js';
import {
  LoginError,
  type Account,
  type ErrorCode,
  type Limits,
  type LoginMethod,
  type LoginRequest,
  type LoginUpdate,
} from '../login.js';

/** How often a gateway may be asked, and for how long; all in ms. */
export interface Pace extends Limits {
  /** Between two answers of a QR run. */
  readonly every: number;
  /** `answer`: each answer may hold the QR code and costs nothing. `life`: asking kills the code on screen, so once per life. */
  readonly qr: 'answer' | 'life';
  /** Between two questions near the end of a code, where the QR code is asked for once per life. */
  readonly hurried?: number;
  /** The gateway's own limits: never faster than this, whatever `poll-interval` says. */
  readonly fastest: { readonly qr: number; readonly state: number };
}

/** A gateway as the login sees it: questions in, updates out. Knows no DOM. */
export interface Gateway {
  /** Equal keys are the same account with the same rights. Never logged. Absent: never shared between requests. */
  readonly key?: string;
  readonly methods: readonly LoginMethod[];
  readonly pace: Pace;
  /** Its QR codes are pictures, so no encoder is needed. */
  readonly pictures?: boolean;
  /** Asks for a QR code; may cost one. */
  qr(signal: AbortSignal): Promise<LoginUpdate>;
  /** Asks how the login stands; costs nothing. `undefined`: nothing new. */
  state(signal: AbortSignal): Promise<LoginUpdate | undefined>;
  /** Asks for a pairing code, which rings the phone: never retried. `phone`: digits only. */
  code?(phone: string, signal: AbortSignal): Promise<LoginUpdate>;
  restart?(signal: AbortSignal): Promise<LoginUpdate>;
  /** Who was linked, where a `linked` update does not say it by itself. */
  account?(signal: AbortSignal): Promise<Account>;
  readonly socket?: GatewaySocket | undefined;
}

export interface GatewaySocket {
  readonly url: string;
  readonly WebSocket: typeof WebSocket;
  /** Reads one frame; `undefined`: nothing new. */
  read(frame: unknown, signal: AbortSignal): Promise<LoginUpdate | undefined>;
  /** Several may be open at a time. Absent: the former one must be closed for a second. */
  readonly several?: boolean;
  /** Where requests ride on it: what it is opened with for one. Absent: a code run polls, a restart goes by HTTP. */
  opening?(request: LoginRequest): { readonly url: string; readonly frame: string };
}

/** The seams of every adapter: the platform's, unless somebody hands in others. */
export interface Platform {
  readonly fetch?: typeof fetch;
  readonly WebSocket?: typeof WebSocket;
}

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
export function request(
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
        json: parse(text),
        retryAfter: seconds(response.headers.get('retry-after')),
      };
    } catch {
      s.throwIfAborted();
      throw new LoginError(noAnswer(url), 'The gateway did not answer', { transient: true });
    }
  };
  return within(timeout, signal, exchange, TIMED_OUT);
}

/** Reads JSON; `undefined` where it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws {LoginError} `config`, when it is no absolute http(s) or ws(s) address. */
export function absolute(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^(http|ws)s?:$/.test(url.protocol)) return url;
  throw new LoginError('config', '`backend-url` is no http(s) or ws(s) address');
}

/** The address of a gateway without its last slash, for paths to follow. @throws {LoginError} `config`, as above. */
export function baseOf(address: string): string {
  const { origin, pathname } = absolute(address.replace(/^ws/, 'http'));
  return origin + pathname.replace(/\/+$/, '');
}

/** A page is not told why `fetch` failed; this is the likeliest reason. Without a page (a relay, a test) it is the gateway. */
function noAnswer(url: string): ErrorCode {
  if (globalThis.navigator?.onLine === false) return 'offline';
  const page = globalThis.location?.origin;
  return page && new URL(url).origin !== page ? 'blocked' : 'unavailable';
}

function seconds(header: string | null): number | undefined {
  if (!header) return undefined;
  const value = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(value) ? Math.max(0, value) : undefined;
}

/** What an HTTP status means where the gateway gives it no meaning of its own. */
const FINAL: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  466: 'quota',
};

/** The error behind an answer that is no good. Quotes the status only: a body may hold a token. */
export function failure({ status, json, retryAfter }: Answer): LoginError {
  const said = `The gateway answered with HTTP ${status}`;
  const final = FINAL[status];
  if (final) return new LoginError(final, said);
  if (status === 429) return new LoginError('rate-limited', said, { transient: true, retryAfter });
  if (status >= 499) return new LoginError('unavailable', said, { transient: true, retryAfter });
  // HTML or half a JSON comes from something between us and the gateway, and passes; a body of an unknown shape does not.
  return new LoginError('bad-response', json === undefined ? `${said} and no JSON` : `${said} and an unknown body`, {
    transient: json === undefined && status < 300,
  });
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The most a picture may weigh, in bytes of base64: 512 kB (design.md, "Rules"). */
const IMAGE_LIMIT = 512_000;
/** How PNG, JPEG and WebP begin: https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm */
const IMAGE_STARTS = [
  ['png', /^\x89PNG\r\n\x1a\n/],
  ['jpeg', /^\xff\xd8\xff/],
  ['webp', /^RIFF[^]{4}WEBP/],
] as const;

/**
 * A picture as a data URI, from bare base64 or a data URI.
 * @throws {LoginError} `bad-response`, unless it is base64 of PNG, JPEG or WebP within the limit.
 */
export function image(base64: string): string {
  const bare = base64.replace(/^data:[\w/+.-]*;base64,/, '').trim();
  const start = bare.length <= IMAGE_LIMIT && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? decode(bare.slice(0, 24)) : '';
  const type = IMAGE_STARTS.find(([, pattern]) => pattern.test(start))?.[0];
  if (!type) throw new LoginError('bad-response', 'The QR code is no PNG, JPEG or WebP picture of at most 512 kB');
  return `data:image/${type};base64,${bare}`;
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

/** The digits of a text, or nothing: `79001234567` of `79001234567:8@s.whatsapp.net`. */
export function phoneOf(value: unknown): string | undefined {
  return /^\+?(\d{5,20})\b/.exec(String(value))?.[1];
}

/** An account that holds only what is known. */
export function account(id: unknown, phone: unknown, name: unknown): Account {
  const digits = phoneOf(phone);
  return {
    ...(typeof id === 'string' && id && { id }),
    ...(digits && { phone: digits }),
    ...(typeof name === 'string' && name && { name }),
  };
}

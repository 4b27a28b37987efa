/** The vocabulary every other file uses: what may be asked, what may happen, and what has become of a login. Imports nothing. */

export type LoginMethod = 'qr' | 'code';

/** One run each; switching starts a new run. `phone`: digits only, with country code. */
export type LoginRequest = { readonly method: 'qr' } | { readonly method: 'code'; readonly phone: string };

export interface Account {
  readonly id?: string;
  /** Digits only, with country code. */
  readonly phone?: string;
  readonly name?: string;
}

export type ExpiredReason = 'codes' | 'timeout' | 'gateway';

export type ErrorCode =
  | 'config'
  | 'unauthorized'
  | 'not-found'
  | 'rate-limited'
  | 'quota'
  | 'logout-required'
  | 'inactive'
  | 'unsupported'
  | 'invalid-phone'
  | 'code-refused'
  | 'bad-response'
  | 'unavailable'
  | 'blocked'
  | 'offline';

/** What is drawn: the text to encode, a picture as a data URI, or the address of a hosted page. */
export type Picture = { readonly text: string } | { readonly image: string } | { readonly page: string };

/** One piece of news. Also the wire format of the login protocol, minus `page` and `starting`. `expiresIn` in seconds. */
export type LoginUpdate = (
  | { readonly type: 'waiting' }
  | { readonly type: 'starting' }
  | { readonly type: 'qr'; readonly text: string; readonly expiresIn?: number }
  | { readonly type: 'qr'; readonly image: string; readonly expiresIn?: number }
  | { readonly type: 'page'; readonly url: string }
  | { readonly type: 'code'; readonly code: string; readonly expiresIn?: number }
  | { readonly type: 'linking' }
  | { readonly type: 'passkey'; readonly url?: string; readonly token?: string; readonly expiresIn?: number }
  | { readonly type: 'linked'; readonly account?: Account; readonly already?: boolean }
  | { readonly type: 'expired'; readonly reason?: ExpiredReason }
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message?: string }
) & { readonly methods?: readonly LoginMethod[] };

/** How long a run may go on; all in ms. */
export interface Limits {
  /** How many QR codes may be shown. */
  readonly codes: number;
  /** From the first code shown. */
  readonly window: number;
  /** For the first code to come, and for a scanned one to be linked. */
  readonly patience: number;
  /** How long past its end a QR code may stay while its replacement is under way. */
  readonly grace: number;
  /** How long after the end of the last QR code a good scan of it may still show. */
  readonly linger?: number;
  /** How long a QR code usually lives, where the gateway does not tell it. */
  readonly life?: number;
}

/** What a run remembers from one status to the next. */
export interface Run {
  readonly method: LoginMethod;
  readonly limits: Limits;
  /** QR codes shown so far. */
  readonly codes: number;
  /** The last one shown: a repeat is no new code. */
  readonly last?: Picture;
  /** A pairing code was shown. */
  readonly coded?: boolean;
  /** When the status began, ms. */
  readonly since: number;
  /** When the run ends by itself, ms. */
  readonly until: number;
  /** What the gateway says may be offered; absent: what the adapter can do. */
  readonly methods?: readonly LoginMethod[];
}

export type LoginState =
  | { readonly status: 'idle' }
  | (Run & { readonly status: 'waiting' })
  | (Run & { readonly status: 'qr'; readonly picture: Picture; readonly endsAt: number; readonly renewsAt: number })
  | (Run & { readonly status: 'code'; readonly code: string; readonly endsAt: number })
  | (Run & { readonly status: 'linking' })
  | (Run & { readonly status: 'passkey'; readonly url?: string; readonly token?: string; readonly endsAt: number })
  | { readonly status: 'linked'; readonly account: Account; readonly already: boolean }
  | { readonly status: 'expired'; readonly reason: ExpiredReason }
  | { readonly status: 'error'; readonly code: ErrorCode; readonly message: string; readonly retryable: boolean };

export type LoginStatus = LoginState['status'];
export type RunningState = Extract<LoginState, Run>;

export const idle: LoginState = { status: 'idle' };

/** Until the gateway is known. */
export const unlimited: Limits = { codes: Infinity, window: Infinity, patience: Infinity, grace: 0 };

/** The first state of a run. */
export function begin(method: LoginMethod, limits: Limits, now: number): RunningState {
  return { status: 'waiting', method, limits, codes: 0, since: now, until: now + limits.patience };
}

export function isRunning(state: LoginState): state is RunningState {
  return 'limits' in state;
}

/** The state a failure ends in. */
export function failed(error: unknown): LoginState {
  // A stranger's message may quote an address with a token in it, so only our own texts go on.
  const { code, message, retryable } = error instanceof LoginError ? error : new LoginError('unavailable');
  return { status: 'error', code, message, retryable };
}

/** Errors that can pass without anybody changing anything, so that a button to try again makes sense. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate-limited',
  'logout-required',
  'code-refused',
  'bad-response',
  'unavailable',
  'offline',
]);

/** The one error of this package. Its message is for developers, in English, and holds no credential and no gateway's words. */
export class LoginError extends Error {
  /** Two copies of this script on one page, or a `Gateway` of another bundle, have a class each. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (super[Symbol.hasInstance](value)) return true;
    return this === LoginError && value instanceof Error && value.name === 'LoginError';
  }

  override readonly name = 'LoginError';
  readonly code: ErrorCode;
  /** Worth asking again by itself: polling goes on, with back-off. */
  readonly transient: boolean;
  /** Seconds the gateway asked us to wait. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message = '', options: { transient?: boolean; retryAfter?: number | undefined } = {}) {
    super(message || `WhatsApp login: ${code}`);
    this.code = code;
    this.transient = options.transient ?? false;
    this.retryAfter = options.retryAfter;
  }

  /** Whether the person may try again. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }
}

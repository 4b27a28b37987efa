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

/**
 * One piece of news. Also the wire format of the login protocol, but for `page`, `starting` and `idle`, which stay within the
 * program. `expiresIn` in seconds.
 */
export type LoginUpdate = (
  | { readonly type: 'waiting' }
  /** The gateway is at work: it starts a login or, where a code was shown, finishes one. */
  | { readonly type: 'starting' }
  /** No login is under way at the gateway. Whether to start one, to wait or to give up is decided by `ask()`. */
  | { readonly type: 'idle' }
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
  /** How long a QR code usually lives, where each answer renews what `expiresIn` says. */
  readonly life?: number;
  /** How long the first, the second … QR code of a login lives, where no answer says it; the last number holds for all that follow. */
  readonly lives?: readonly number[];
}

/** What a run remembers from one status to the next. */
export interface RunProgress {
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

/** The number form: what was typed into it, and what was wrong with that. */
export interface NumberForm {
  readonly phone: string;
  /** `phone`: it cannot be a phone number. An error code: what became of the request for a code. */
  readonly error?: ErrorCode | 'phone';
}

export type LoginState =
  | { readonly status: 'idle'; readonly form?: NumberForm }
  | (RunProgress & { readonly status: 'waiting' })
  | (RunProgress & {
      readonly status: 'qr';
      readonly picture: Picture;
      readonly endsAt: number;
      readonly renewsAt: number;
    })
  | (RunProgress & { readonly status: 'code'; readonly code: string; readonly endsAt: number })
  | (RunProgress & { readonly status: 'linking' })
  | (RunProgress & {
      readonly status: 'passkey';
      readonly url?: string;
      readonly token?: string;
      readonly endsAt: number;
    })
  | { readonly status: 'linked'; readonly account: Account; readonly already: boolean }
  | { readonly status: 'expired'; readonly reason: ExpiredReason }
  | { readonly status: 'error'; readonly code: ErrorCode; readonly message: string; readonly retryable: boolean };

export type LoginStatus = LoginState['status'];
export type RunningState = Extract<LoginState, RunProgress>;

export const IDLE: LoginState = { status: 'idle' };

/** Until the gateway is known. */
export const UNLIMITED: Limits = { codes: Infinity, window: Infinity, patience: Infinity, grace: 0 };

/**
 * Whether a picture is the gateway's own page. Only its own property counts: a page whose scripts add `page` to every object must
 * not get an address into a frame.
 */
export function isPage(picture: Picture): picture is { readonly page: string } {
  return Object.hasOwn(picture, 'page');
}

/** The first state of a run. */
export function beginRun(method: LoginMethod, limits: Limits, now: number): RunningState {
  return { status: 'waiting', method, limits, codes: 0, since: now, until: now + limits.patience };
}

export function isRunning(state: LoginState): state is RunningState {
  return Object.hasOwn(state, 'limits');
}

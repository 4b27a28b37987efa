// The vocabulary that every other file uses: what a login can ask for (`LoginRequest`), what a gateway can report
// (`LoginUpdate`), and the states that a login can be in (`LoginState`). This file imports nothing.

/** The two ways to link a number: scan a QR code, or type a pairing code on the phone. */
export type LoginMethod = 'qr' | 'code';

/** What one run asks the gateway for. Changing the method starts a new run. `phone`: digits only, with country code. */
export type LoginRequest = { readonly method: 'qr' } | { readonly method: 'code'; readonly phone: string };

/** The linked WhatsApp account, as far as the gateway describes it. */
export interface Account {
  /** WhatsApp's identifier, such as `79001234567@c.us`. */
  readonly id?: string;
  /** Digits only, with country code. */
  readonly phone?: string;
  /** The display name that the account's owner has chosen. */
  readonly name?: string;
}

/**
 * Why a login has expired. `codes`: as many QR codes as allowed were shown. `timeout`: the time allowed for the login, or the
 * life of the pairing code, is over. `gateway`: the gateway has ended the login.
 */
export type ExpiredReason = 'codes' | 'timeout' | 'gateway';

/** Why a login has failed. */
export type ErrorCode =
  /** A setting of the page or of the backend is missing or wrong. */
  | 'config'
  /** HTTP 401 or 403: a backend wants the session of the page renewed, or a gateway does not accept the credentials. */
  | 'unauthorized'
  /** The gateway does not know the instance, or the address is wrong. */
  | 'not-found'
  /** HTTP 429: there were too many requests. */
  | 'rate-limited'
  /** The gateway account may not link any more numbers (Green API answers with HTTP 466). */
  | 'quota'
  /** The gateway holds credentials of an earlier link that no longer work; it must be logged out first. */
  | 'logout-required'
  /** The account is banned by WhatsApp, deleted at the gateway, or not paid for. */
  | 'inactive'
  /** The gateway cannot do what was asked, for example because it has no pairing codes. */
  | 'unsupported'
  /** The phone number is not valid. */
  | 'invalid-phone'
  /** The gateway gives no pairing code for this number at the moment. */
  | 'code-refused'
  /** The answer cannot be understood. */
  | 'bad-response'
  /** The gateway or the backend cannot be reached, or its server fails. */
  | 'unavailable'
  /** The browser refuses the request: most likely CORS, the content security policy or mixed content. */
  | 'blocked'
  /** The browser is offline. */
  | 'offline';

/** What the card shows as QR code: a text to encode, a picture as a data URI, or the address of a page that shows the code. */
export type Picture = { readonly text: string } | { readonly image: string } | { readonly page: string };

/** JSON of WebAuthn: https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialrequestoptionsjson */
export type PasskeyChallenge = Readonly<Record<string, unknown>>;
/** JSON of WebAuthn: https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson */
export type PasskeyAssertion = Readonly<Record<string, unknown>>;

/** What WhatsApp wants of the person, as far as the gateway tells. */
export interface PasskeyRequest {
  /** A page that helps. */
  readonly url?: string;
  /** The code that this page asks for. */
  readonly token?: string;
  /** What the person's passkey has to sign. */
  readonly challenge?: PasskeyChallenge;
  /** The code that the person compares with the one on the phone. */
  readonly confirm?: string;
}

/**
 * One piece of news about a login. It is also the wire format of the login protocol, except for `page`, `starting` and `idle`,
 * which never leave the program. `waiting` means that there is no code yet, or that nothing has changed. `expiresIn`: seconds
 * from the update until the code is dead; `renewsIn`: until the next code takes its place, where that is known. `methods`: what the
 * person may choose from. `version`: names what is told, so that the next question can be answered when there is other news.
 */
export type LoginUpdate = (
  | { readonly type: 'waiting' }
  /** The gateway is busy: it is starting a login or, if a code was shown, finishing one. */
  | { readonly type: 'starting' }
  /** The gateway has no login under way. `ask()` decides whether to start one, to wait or to give up. */
  | { readonly type: 'idle' }
  | { readonly type: 'qr'; readonly text: string; readonly expiresIn?: number; readonly renewsIn?: number }
  | { readonly type: 'qr'; readonly image: string; readonly expiresIn?: number; readonly renewsIn?: number }
  | { readonly type: 'page'; readonly url: string }
  | { readonly type: 'code'; readonly code: string; readonly expiresIn?: number }
  | { readonly type: 'linking' }
  | ({ readonly type: 'passkey'; readonly expiresIn?: number } & PasskeyRequest)
  | { readonly type: 'linked'; readonly account?: Account; readonly already?: boolean }
  | { readonly type: 'expired'; readonly reason?: ExpiredReason }
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message?: string }
) & { readonly methods?: readonly LoginMethod[]; readonly version?: string };

/** How long a run may take. Every duration is in ms; where the numbers come from is listed in src/README.md, "Pace". */
export interface Limits {
  /** The number of QR codes that may be shown. */
  readonly codes: number;
  /** The time from the first QR code to the end of the run. */
  readonly window: number;
  /** The longest wait for the first code, and the longest wait for the link after a scan. */
  readonly patience: number;
  /** How long a QR code may stay on screen after its end while the next one is being fetched. */
  readonly grace: number;
  /** How long after the end of the last QR code the login goes on, because a scan made in time may still be reported. */
  readonly linger?: number;
  /** The usual life of a QR code, for gateways that renew `expiresIn` with each answer. It drives the countdown. */
  readonly life?: number;
  /** The lives of the first, the second … QR code, for gateways that send no `expiresIn`. The last number holds for the rest. */
  readonly lives?: readonly number[];
}

/** What a run remembers when its status changes. */
export interface RunProgress {
  readonly method: LoginMethod;
  readonly limits: Limits;
  /** The number of QR codes shown so far. */
  readonly codes: number;
  /** The QR code shown last. A gateway that sends it again has not sent a new code. */
  readonly last?: Picture;
  /** True once a pairing code was shown. */
  readonly coded?: boolean;
  /** When the present status began, in ms by `monotonicNow()`. */
  readonly since: number;
  /** When the run ends by itself, in ms by `monotonicNow()`. */
  readonly until: number;
  /** The methods that the gateway offers for this login; without them, all that the adapter has. */
  readonly methods?: readonly LoginMethod[];
  /** The gateway or the backend does not answer at the moment, and is being asked again. */
  readonly unreachable?: boolean;
}

/** What a run notices by itself: it has asked in vain more than once, and goes on asking. */
export interface Unreachable {
  readonly type: 'unreachable';
}

/** The form that asks for the phone number: what was typed, and what was wrong with it. */
export interface NumberForm {
  readonly phone: string;
  /** `phone`: the text is no phone number. An error code: the request for a pairing code failed. */
  readonly error?: ErrorCode | 'phone';
}

/** What has become of a login. `endsAt` and `renewsAt`: when the code is dead and when the next one is due, in ms by `monotonicNow()`. */
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
  | (RunProgress & PasskeyRequest & { readonly status: 'passkey'; readonly endsAt: number })
  | { readonly status: 'linked'; readonly account: Account; readonly already: boolean }
  | { readonly status: 'expired'; readonly reason: ExpiredReason }
  | { readonly status: 'error'; readonly code: ErrorCode; readonly message: string; readonly retryable: boolean };

export type LoginStatus = LoginState['status'];
/** A state of a login that is still under way. */
export type RunningState = Extract<LoginState, RunProgress>;

export const IDLE: LoginState = { status: 'idle' };

/** The limits of a run whose gateway is not known yet. */
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

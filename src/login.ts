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
  /** How long a QR code usually lives, where the gateway does not tell it. */
  readonly life?: number;
}

/** What a run remembers from one status to the next. */
interface Run {
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

/** The first state of a run. */
export function begin(method: LoginMethod, limits: Limits, now: number): RunningState {
  return { status: 'waiting', method, limits, codes: 0, since: now, until: now + limits.patience };
}

export function isRunning(state: LoginState): state is RunningState {
  return 'limits' in state;
}

/** Pure. The same object when nothing changed. `now` in ms; time is an input too: a 'tick' ends codes and windows. */
export function advance(state: LoginState, update: LoginUpdate | { type: 'tick' }, now: number): LoginState {
  if (!isRunning(state)) return state;
  if (update.type === 'tick') return tick(state, now);
  const run = offering(state, update.methods);
  switch (update.type) {
    case 'waiting':
      // A live code stays; a scan that came to nothing starts over, but a pairing code cannot be asked for again.
      return run.status === 'linking' && run.method === 'qr' ? begun(run, 'waiting', now) : run;
    case 'starting':
      return run.status === 'linking' || run.status === 'passkey' || !wasShown(run) ? run : linking(run, now);
    case 'qr':
      return showQr(run, 'text' in update ? { text: update.text } : { image: update.image }, ends(update, now), now);
    case 'page':
      return showQr(run, { page: update.url }, Infinity, now);
    case 'code':
      return showCode(run, update.code, ends(update, now), now);
    case 'linking':
      return run.status === 'linking' ? run : linking(run, now);
    case 'passkey':
      return askPasskey(run, update, now);
    case 'linked':
      return { status: 'linked', account: update.account ?? {}, already: update.already ?? !wasShown(run) };
    case 'expired':
      return { status: 'expired', reason: update.reason ?? 'gateway' };
    case 'error':
      return failed(new LoginError(update.code, update.message));
    default:
      return assertNever(update);
  }
}

function tick(state: RunningState, now: number): LoginState {
  if (now >= state.until) return { status: 'expired', reason: 'timeout' };
  if (state.status === 'code' && now >= state.endsAt) return { status: 'expired', reason: 'timeout' };
  if (state.status === 'passkey' && state.token !== undefined && now >= state.endsAt) return withoutToken(state);
  if (state.status !== 'qr' || now < coverAt(state)) return state;
  // A phone accepts a dead code and then hangs, so it goes even if nothing new has come.
  return isLast(state) ? { status: 'expired', reason: 'codes' } : begun(state, 'waiting', now);
}

/** No QR code comes after it. */
export function isLast({ codes, limits }: RunningState): boolean {
  return codes >= limits.codes;
}

/** When a QR code is covered, ms: later than its end only while a replacement is under way. */
export function coverAt(state: RunningState & { readonly status: 'qr' }): number {
  return isLast(state) ? state.endsAt : state.endsAt + state.limits.grace;
}

function showQr(run: RunningState, picture: Picture, endsAt: number, now: number): LoginState {
  if (run.method === 'code') return run;
  const repeat = run.last !== undefined && samePicture(run.last, picture);
  if (repeat && (run.status === 'linking' || run.status === 'passkey')) return run;
  const { life } = run.limits;
  if (repeat && run.status === 'qr')
    return run.endsAt === endsAt ? run : { ...run, endsAt, renewsAt: life ? run.renewsAt : endsAt };
  const codes = repeat ? run.codes : run.codes + 1;
  if (codes > run.limits.codes) return { status: 'expired', reason: 'codes' };
  const until = 'page' in picture ? Infinity : run.codes === 0 ? now + run.limits.window : run.until;
  const renewsAt = life ? now + life : endsAt;
  return { ...kept(run), status: 'qr', codes, last: picture, picture, endsAt, renewsAt, since: now, until };
}

function showCode(run: RunningState, code: string, endsAt: number, now: number): LoginState {
  if (run.status === 'code' && run.code === code) return run.endsAt === endsAt ? run : { ...run, endsAt };
  return { ...kept(run), status: 'code', code, endsAt, coded: true, since: now, until: Infinity };
}

function askPasskey(run: RunningState, update: LoginUpdate & { type: 'passkey' }, now: number): LoginState {
  const { url, token } = update;
  const endsAt = ends(update, now);
  if (run.status === 'passkey' && run.url === url && run.token === token)
    return run.endsAt === endsAt ? run : { ...run, endsAt };
  const help = { ...(url !== undefined && { url }), ...(token !== undefined && { token }), endsAt };
  return { ...kept(run), ...help, status: 'passkey', since: now, until: now + run.limits.patience };
}

function withoutToken(state: RunningState & { status: 'passkey' }): LoginState {
  const { token: _, ...rest } = state;
  return rest;
}

function linking(run: RunningState, now: number): RunningState {
  return { ...begun(run, 'linking', now), until: now + run.limits.patience };
}

function begun(run: RunningState, status: 'waiting' | 'linking', now: number): RunningState {
  return { ...kept(run), status, since: now, until: run.until };
}

/** What goes on from one status to the next: the run, without what only its present status has. */
function kept({ method, limits, codes, last, coded, methods }: RunningState): Omit<Run, 'since' | 'until'> {
  return { method, limits, codes, ...(last && { last }), ...(coded && { coded }), ...(methods && { methods }) };
}

function offering(state: RunningState, methods: readonly LoginMethod[] | undefined): RunningState {
  return !methods || String(methods) === String(state.methods) ? state : { ...state, methods };
}

function wasShown(run: Run): boolean {
  return run.codes > 0 || run.coded === true;
}

function samePicture(a: Picture, b: Picture): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function ends(update: { readonly expiresIn?: number }, now: number): number {
  return update.expiresIn === undefined ? Infinity : now + update.expiresIn * 1000;
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

export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}

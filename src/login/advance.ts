import {
  isPage,
  isRunning,
  type Limits,
  type LoginMethod,
  type LoginState,
  type LoginUpdate,
  type PasskeyRequest,
  type Picture,
  type RunProgress,
  type RunningState,
  type Unreachable,
} from './login.js';
import { toErrorState, LoginError } from './login-error.js';

/**
 * Returns the state that follows from an update, without side effects; the same object means that nothing has changed.
 * Time is an input like any other: a `tick` ends what is over at `now`, in ms by `monotonicNow()`.
 */
export function advance(
  state: LoginState,
  update: LoginUpdate | Unreachable | { type: 'tick' },
  now: number,
): LoginState {
  if (!isRunning(state)) return state;
  if (update.type === 'tick') return endByTime(state, now);
  if (update.type === 'unreachable') return state.unreachable ? state : { ...state, unreachable: true };
  const run = withMethods(reached(state), update.methods);
  switch (update.type) {
    case 'idle': // `ask()` never passes this update on.
    case 'waiting':
      // A code on screen stays. If a scan has failed the QR run starts over; a pairing code cannot be requested twice.
      return run.status === 'linking' && run.method === 'qr' ? enterStatus(run, 'waiting', now) : run;
    case 'starting':
      return run.status === 'linking' || run.status === 'passkey' || !hasShownCode(run) ? run : enterLinking(run, now);
    case 'qr':
      return showQr(run, pictureOf(update), update, now);
    case 'page':
      return showQr(run, { page: update.url }, { expiresIn: Infinity }, now);
    case 'code':
      return showPairingCode(run, update.code, endsAtOf(update, now), now);
    case 'linking':
      return run.status === 'linking' ? run : enterLinking(run, now);
    case 'passkey':
      return showPasskey(run, update, now);
    case 'linked':
      return { status: 'linked', account: update.account ?? {}, already: update.already ?? !hasShownCode(run) };
    case 'expired':
      return { status: 'expired', reason: update.reason ?? 'gateway' };
    case 'error':
      return toErrorState(new LoginError(update.code, update.message));
    default:
      return assertNever(update);
  }
}

function endByTime(state: RunningState, now: number): LoginState {
  if (now >= state.until) return { status: 'expired', reason: 'timeout' };
  if (state.status === 'code' && now >= state.endsAt) return { status: 'expired', reason: 'timeout' };
  if (state.status === 'passkey' && state.token !== undefined && now >= state.endsAt) return withoutPasskeyToken(state);
  if (state.status !== 'qr' || now < coveredAt(state)) return state;
  // A phone accepts a dead code and then hangs, so the code is removed even if there is no new one.
  return isLastCode(state) ? { status: 'expired', reason: 'codes' } : enterStatus(state, 'waiting', now);
}

/** Whether the QR code on screen is the last one that this run may show. */
export function isLastCode({ codes, limits }: RunningState): boolean {
  return codes >= limits.codes;
}

/**
 * Returns when a QR code leaves the screen, by `monotonicNow()`. It may outlast its end by the time that fetching the next code
 * takes (`grace`) or, for the last code, by the time that the gateway needs to report a scan (`linger`).
 */
export function coveredAt(state: RunningState & { readonly status: 'qr' }): number {
  const { grace, linger = 0 } = state.limits;
  return state.endsAt + (isLastCode(state) ? linger : grace);
}

/** Whether the last QR code is dead and only the report of its scan is awaited. The card then covers it. */
export function isLastCodeOver(state: RunningState & { readonly status: 'qr' }, now: number): boolean {
  return isLastCode(state) && now >= state.endsAt;
}

/** How long a QR code lives, and when the next one takes its place, in seconds. */
interface QrTimes {
  readonly expiresIn?: number;
  readonly renewsIn?: number;
}

function showQr(run: RunningState, picture: Picture, { expiresIn, renewsIn }: QrTimes, now: number): LoginState {
  if (run.method === 'code') return run;
  const isRepeat = run.last !== undefined && isSamePicture(run.last, picture);
  if (isRepeat && (run.status === 'linking' || run.status === 'passkey')) return run;
  const { life, lives, window } = run.limits;
  if (isRepeat && expiresIn === undefined && lives) return run; // The life began when the code was first shown.
  const codes = isRepeat ? run.codes : run.codes + 1;
  // A code that follows a scan which led nowhere is the first one of another login.
  const turn = run.status === 'linking' ? 1 : codes;
  const endsAt = endsAtOf({ expiresIn: expiresIn ?? lifeOf(lives, turn) }, now);
  const renewal = renewsIn === undefined ? undefined : now + renewsIn * 1000;
  if (isRepeat && run.status === 'qr')
    return run.endsAt === endsAt ? run : { ...run, endsAt, renewsAt: renewal ?? (life ? run.renewsAt : endsAt) };
  if (codes > run.limits.codes) return { status: 'expired', reason: 'codes' };
  // What a wait has set as the end of the run does not hold for a code.
  const isEndless = isPage(picture) || window === Infinity;
  const until = isEndless ? Infinity : run.codes === 0 ? now + window : run.until;
  const renewsAt = renewal ?? (life ? now + life : endsAt);
  return { ...progressOf(run), status: 'qr', codes, last: picture, picture, endsAt, renewsAt, since: now, until };
}

function pictureOf(update: LoginUpdate & { readonly type: 'qr' }): Picture {
  const { text, image = '' } = update as { readonly text?: string; readonly image?: string };
  return text !== undefined && Object.hasOwn(update, 'text') ? { text } : { image };
}

/** How long the n-th code of a login lives, in seconds. */
function lifeOf(lives: readonly number[] | undefined, n: number): number | undefined {
  const ms = lives?.[n - 1] ?? lives?.at(-1);
  return ms === undefined ? undefined : ms / 1000;
}

function showPairingCode(run: RunningState, code: string, endsAt: number, now: number): LoginState {
  if (run.status === 'code' && run.code === code) return run.endsAt === endsAt ? run : { ...run, endsAt };
  return { ...progressOf(run), status: 'code', code, endsAt, coded: true, since: now, until: Infinity };
}

/** A person needs minutes to find and use a passkey; whatsmeow forgets the challenge after five, ms. */
const CEREMONY = 300_000;

function showPasskey(run: RunningState, update: LoginUpdate & { type: 'passkey' }, now: number): LoginState {
  const { type: _, expiresIn: _life, methods: _ways, version: _version, ...wanted } = update;
  const endsAt = endsAtOf(update, now);
  if (run.status === 'passkey' && passkeyKey(run) === passkeyKey(wanted))
    return run.endsAt === endsAt ? run : { ...run, endsAt };
  const until = now + Math.max(run.limits.patience, CEREMONY);
  return { ...progressOf(run), ...wanted, status: 'passkey', endsAt, since: now, until };
}

function passkeyKey({ url, token, challenge, confirm }: PasskeyRequest): string {
  return JSON.stringify([url, token, challenge, confirm]);
}

function withoutPasskeyToken(state: RunningState & { status: 'passkey' }): LoginState {
  const { token: _, ...rest } = state;
  return rest;
}

function enterLinking(run: RunningState, now: number): RunningState {
  return { ...enterStatus(run, 'linking', now), until: now + run.limits.patience };
}

function enterStatus(run: RunningState, status: 'waiting' | 'linking', now: number): RunningState {
  return { ...progressOf(run), status, since: now, until: Math.min(run.until, now + run.limits.patience) };
}

/** Returns what a run keeps when its status changes. */
function progressOf({
  method,
  limits,
  codes,
  last,
  coded,
  methods,
  unreachable,
}: RunningState): Omit<RunProgress, 'since' | 'until'> {
  return {
    method,
    limits,
    codes,
    ...(last && { last }),
    ...(coded && { coded }),
    ...(methods && { methods }),
    ...(unreachable && { unreachable }),
  };
}

function reached(state: RunningState): RunningState {
  return state.unreachable ? { ...state, unreachable: false } : state;
}

function withMethods(state: RunningState, methods: readonly LoginMethod[] | undefined): RunningState {
  return !methods || String(methods) === String(state.methods) ? state : { ...state, methods };
}

/** Whether this run has shown a code, so that somebody may be scanning or typing it. */
export function hasShownCode(run: RunProgress): boolean {
  return run.codes > 0 || run.coded === true;
}

function isSamePicture(a: Picture, b: Picture): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function endsAtOf(update: { readonly expiresIn?: number | undefined }, now: number): number {
  return update.expiresIn === undefined ? Infinity : now + update.expiresIn * 1000;
}

/** Applies limits that have changed, or that were not known when the run began. */
export function withLimits(state: RunningState, limits: Limits): RunningState {
  const isFirstWait = state.status === 'waiting' && !hasShownCode(state);
  return { ...state, limits, until: isFirstWait ? state.since + limits.patience : state.until };
}

/**
 * Makes the compiler complain about a `switch` that forgets a case.
 * @throws {TypeError} always.
 */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}

import type { Gateway, Pace } from '../gateways/gateway.js';
import { hasShownCode, isLastCode } from '../login/advance.js';
import { LoginError, toLoginError } from '../login/login-error.js';
import { isPage, isRunning, type Account, type LoginState, type LoginUpdate } from '../login/login.js';
import type { Memory } from '../login/memory.js';
import { within } from '../platform/async.js';
import { foretell, isTurning } from './beat.js';
import { ASKED_WHILE_HIDDEN, type Question } from './run.js';

/** The shortest interval between questions while a pairing code or a hosted page is shown, in ms: the person looks at the phone. */
const UNHURRIED = 5_000;
/** How long before the end of a QR code, in ms, the state is asked for more often (`pace.hurried`), to notice a late scan. */
const LAST_MOMENTS = 10_000;
/**
 * The shortest interval between two requests for a QR code, in ms, for gateways where each request ends the code on screen.
 * Z-API and PlugChat ask for 10 to 20 s between two calls (src/gateways/README.md).
 */
const NO_CODE_YET = 10_000;
/** How a gateway that does not look for it first may refuse a pairing code to an account that is linked already. */
const REFUSALS: ReadonlySet<string> = new Set(['code-refused', 'invalid-phone']);
/** How long the question who was linked may delay `linked`, in ms. */
const ACCOUNT_TIMEOUT = 3_000;

/**
 * Decides which call is due, makes it, and returns the news; undefined if there is none. `now`: ms by `monotonicNow()`.
 * @throws {LoginError} if the gateway refuses or does not answer.
 */
export async function ask(question: Question, now: number): Promise<LoginUpdate | undefined> {
  const { memory, signal } = question;
  signal.throwIfAborted();
  const { seen } = memory;
  // Where a proxy cuts a held answer off, the next question is one that is answered at once.
  memory.seen = undefined;
  const update = await callDue(question, seen, now);
  memory.seen = update?.version;
  if (update?.type === 'idle') return settleIdle(question, now);
  memory.idleSince = undefined;
  return update;
}

async function callDue(question: Question, seen: string | undefined, now: number): Promise<LoginUpdate | undefined> {
  const { gateway, memory, request, wants, signal } = question;
  if (memory.owes === 'code' && request.method === 'code') return askPairingCode(question, request.phone);
  holdBack(gateway.pace, memory);
  if (wants === 'state' || !isQrDue(gateway, memory, now)) return gateway.state(signal, seen);
  const update = await gateway.qr(signal, seen);
  if (gateway.pace.qr === 'life') memory.qrDue = now + NO_CODE_YET;
  if (gateway.pace.qr === 'turn' && update.type === 'qr') memory.qrDue = now + UNHURRIED;
  return foretell(update, gateway, memory, now);
}

/**
 * Decides what it means that the gateway has no login under way. If no code was shown yet, a QR run starts a login. After a
 * code the gateway may be finishing: many report no login for some seconds after a scan, and starting one then would log the
 * phone in twice. If that lasts longer than `pace.settle`, the login is over.
 */
async function settleIdle(question: Question, now: number): Promise<LoginUpdate> {
  const { gateway, memory } = question;
  if (!isRunning(memory.login) || !hasShownCode(memory.login)) return startLogin(question);
  memory.idleSince ??= now;
  if (now - memory.idleSince < (gateway.pace.settle ?? 0)) return { type: 'starting' };
  return resumeLogin(question);
}

async function startLogin({ gateway, memory, wants, signal }: Question): Promise<LoginUpdate> {
  if (wants === 'state' || !gateway.start) return { type: 'waiting' };
  memory.isStarted = true;
  return gateway.start(signal);
}

/** The gateway may have to be told to go on with a login that was scanned; if that does not help, there was none. */
async function resumeLogin({ gateway, memory, signal }: Question): Promise<LoginUpdate> {
  if (memory.isResumed || !gateway.resume) return { type: 'expired', reason: 'gateway' };
  memory.isResumed = true;
  memory.idleSince = undefined;
  return gateway.resume(signal);
}

/** Whether a QR code is asked for, and not only the state. Where asking has a price, that is when the code on screen ends. */
function isQrDue({ pace }: Gateway, { login, qrDue, isStarted }: Memory, now: number): boolean {
  if (isStuckLinking(pace, login, now)) return now >= qrDue;
  if (ASKED_WHILE_HIDDEN.has(login.status) || isHosted(login)) return false;
  if (pace.qr === 'answer') return true;
  if (now < qrDue || login.status !== 'qr') return now >= qrDue;
  const isAgeKnown = pace.qr === 'life' || isStarted || login.codes > 1;
  return !isLastCode(login) && (!isAgeKnown || now >= login.endsAt);
}

/** Where the next question for a QR code drops a login that was just scanned, it waits until the gateway has told of a late scan. */
function holdBack({ lateScan }: Pace, memory: Memory): void {
  if (lateScan && memory.login.status === 'qr') memory.qrDue = memory.login.endsAt + lateScan;
}

/** A gateway that just connected anew by itself looks as after a scan: then its next QR code tells that nobody has scanned. */
function isStuckLinking({ settle = Infinity }: Pace, login: LoginState, now: number): boolean {
  return login.status === 'linking' && now - login.since >= settle;
}

/** Requests the pairing code. That notifies the phone, so it is not repeated unless the gateway was not ready for it. */
async function askPairingCode({ gateway, memory, signal }: Question, phone: string): Promise<LoginUpdate> {
  memory.owes = undefined;
  const update = await requestPairingCode(gateway, phone, signal);
  if (isNotAskedYet(update)) memory.owes = 'code';
  return update;
}

/**
 * Requests a pairing code for `phone` (digits only).
 * @throws {LoginError} never a transient one, because the failed request may have notified the phone.
 */
async function requestPairingCode(gateway: Gateway, phone: string, signal: AbortSignal): Promise<LoginUpdate> {
  if (!gateway.code) throw new LoginError('unsupported', 'This gateway has no pairing codes');
  try {
    return await gateway.code(phone, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = toLoginError(error);
    const update = REFUSALS.has(code) ? await gateway.state(signal).catch(() => undefined) : undefined;
    signal.throwIfAborted();
    if (update?.type === 'linked') return update;
    throw new LoginError(code, message);
  }
}

/** Whether the answer means that the gateway was not ready for a pairing code, so that the phone was not notified. */
function isNotAskedYet({ type }: LoginUpdate): boolean {
  return type === 'waiting' || type === 'starting' || type === 'idle';
}

/** Asks who was linked. The account is empty if the answer fails or takes too long. */
export async function accountOf(gateway: Gateway, signal: AbortSignal): Promise<Account> {
  const askAccount = async (s: AbortSignal) => (await gateway.account?.(s)) ?? {};
  return within(ACCOUNT_TIMEOUT, signal, askAccount, {}).catch(() => {
    signal.throwIfAborted();
    return {};
  });
}

/** Returns how many ms after an answer the next question is due. `now`: ms by `monotonicNow()`. */
export function pauseOf({ pace }: Gateway, memory: Memory, now: number): number {
  const { login, every, qrDue } = memory;
  const waiting = login.status === 'waiting' || login.status === 'qr';
  const fastest = waiting && pace.qr === 'answer' ? pace.fastest.qr : pace.fastest.state;
  const usual = Math.max(every() ?? pace.every, fastest);
  if (waiting && isTurning(pace, memory, now)) return fastest;
  if (login.status === 'code' || isHosted(login)) return Math.max(usual, UNHURRIED);
  if (login.status !== 'qr') return usual;
  const left = Math.max(0, login.endsAt - now);
  // The next code may be there as soon as this one ends.
  if (pace.qr === 'answer') return left > 0 ? Math.max(fastest, Math.min(usual, left)) : usual;
  const quiet = login.since + (pace.quiet ?? 0) - now;
  if (quiet > usual) return Math.min(left, quiet);
  if (left === 0 && isLastCode(login)) return pace.hurried ?? usual;
  if (left === 0 && (now < qrDue || pace.qr === 'turn')) return usual;
  return Math.min(left, left <= LAST_MOMENTS ? (pace.hurried ?? usual) : usual);
}

/** Whether the QR code is shown by a page of the gateway in a frame. */
export function isHosted(login: LoginState): boolean {
  return login.status === 'qr' && isPage(login.picture);
}

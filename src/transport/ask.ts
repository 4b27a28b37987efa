import type { Gateway } from '../gateways/gateway.js';
import { hasShownCode, isLastCode } from '../login/advance.js';
import { LoginError, toLoginError } from '../login/login-error.js';
import { isPage, isRunning, type Account, type LoginState, type LoginUpdate } from '../login/login.js';
import type { Memory } from '../login/memory.js';
import { within } from '../platform/async.js';
import { ASKED_WHILE_HIDDEN, type Question } from './run.js';

/** While a pairing code or a hosted page is shown the state is asked for at most this often, ms: nobody waits at the screen. */
const UNHURRIED = 5_000;
/** How long before its end a code is watched more closely, ms. */
const LAST_MOMENTS = 10_000;
/** A call that brought no code may have cost one: Z-API and PlugChat ask for 10 to 20 s between two calls, ms. */
const NO_CODE_YET = 10_000;
/** The person must not wait for an account that does not come in this time, ms. */
const ACCOUNT_TIMEOUT = 3_000;

/** Asks one question: decides which call is due, and makes it. `now` in ms. */
export async function ask(question: Question, now: number): Promise<LoginUpdate | undefined> {
  question.signal.throwIfAborted();
  const update = await callDue(question, now);
  if (update?.type === 'idle') return settleIdle(question, now);
  question.memory.idleSince = undefined;
  return update;
}

async function callDue(question: Question, now: number): Promise<LoginUpdate | undefined> {
  const { gateway, memory, request, wants, signal } = question;
  if (memory.owes === 'code' && request.method === 'code') return askPairingCode(question, request.phone);
  if (wants === 'state' || !isQrDue(gateway, memory, now)) return gateway.state(signal);
  const update = await gateway.qr(signal);
  if (gateway.pace.qr === 'life') memory.qrDue = now + NO_CODE_YET;
  return update;
}

/**
 * The gateway has no login under way. A login that has shown no code yet is started. After a code it may be finishing: for some
 * seconds after a scan many gateways read as closed, and one that is started then logs the phone in twice.
 */
async function settleIdle({ gateway, memory, wants, signal }: Question, now: number): Promise<LoginUpdate> {
  const { login } = memory;
  if (!isRunning(login) || !hasShownCode(login)) {
    const started = wants === 'qr' ? await gateway.start?.(signal) : undefined;
    return started ?? { type: 'waiting' };
  }
  memory.idleSince ??= now;
  const isSettling = now - memory.idleSince < (gateway.pace.settle ?? 0);
  return isSettling ? { type: 'starting' } : { type: 'expired', reason: 'gateway' };
}

/** Where asking ends the code on screen, it is asked for when that has ended, and not once more after the last. */
function isQrDue({ pace }: Gateway, { login, qrDue }: Memory, now: number): boolean {
  if (ASKED_WHILE_HIDDEN.has(login.status) || isHosted(login)) return false;
  if (pace.qr === 'answer') return true;
  return now >= qrDue && (login.status !== 'qr' || (now >= login.endsAt && !isLastCode(login)));
}

/** It may ring the phone, so it is owed no longer as soon as it was asked for, whatever comes of it. */
async function askPairingCode({ gateway, memory, signal }: Question, phone: string): Promise<LoginUpdate> {
  memory.owes = undefined;
  const update = await requestPairingCode(gateway, phone, signal);
  if (isNotAskedYet(update)) memory.owes = 'code';
  return update;
}

/** @throws {LoginError} never transient: what has failed may have rung the phone. */
export async function requestPairingCode(gateway: Gateway, phone: string, signal: AbortSignal): Promise<LoginUpdate> {
  if (!gateway.code) throw new LoginError('unsupported', 'This gateway has no pairing codes');
  try {
    return await gateway.code(phone, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = toLoginError(error);
    throw new LoginError(code, message);
  }
}

/** The gateway was not ready for a pairing code, so the phone did not ring. */
export function isNotAskedYet({ type }: LoginUpdate): boolean {
  return type === 'waiting' || type === 'starting' || type === 'idle';
}

/** Who was linked; nobody, when that does not come in time. */
export async function accountOf(gateway: Gateway, signal: AbortSignal): Promise<Account> {
  const askAccount = async (s: AbortSignal) => (await gateway.account?.(s)) ?? {};
  return within(ACCOUNT_TIMEOUT, signal, askAccount, {}).catch(() => {
    signal.throwIfAborted();
    return {};
  });
}

/** How long after an answer the next question is due, ms. */
export function pauseOf({ pace }: Gateway, { login, every, qrDue }: Memory, now: number): number {
  const waiting = login.status === 'waiting' || login.status === 'qr';
  const usual = Math.max(every() ?? pace.every, waiting && pace.qr === 'answer' ? pace.fastest.qr : pace.fastest.state);
  if (login.status === 'code' || isHosted(login)) return Math.max(usual, UNHURRIED);
  if (login.status !== 'qr' || pace.qr === 'answer') return usual;
  const left = Math.max(0, login.endsAt - now);
  if (left === 0 && isLastCode(login)) return pace.hurried ?? usual;
  if (left === 0 && now < qrDue) return usual;
  return Math.min(left, left <= LAST_MOMENTS ? (pace.hurried ?? usual) : usual);
}

export function isHosted(login: LoginState): boolean {
  return login.status === 'qr' && isPage(login.picture);
}

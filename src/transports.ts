import { first, sleep, within } from './async.js';
import type { Gateway, GatewaySocket } from './gateways/gateway.js';
import { isLast } from './advance.js';
import { LoginError, type Account, type LoginRequest, type LoginState, type LoginUpdate } from './login.js';
import type { Memory } from './memory.js';
import { frames } from './socket.js';
import { Trouble } from './trouble.js';

export type Transport = 'auto' | 'websocket' | 'polling';

/** When asking makes sense. Injected, because transports know no DOM. */
export interface Gate {
  /** Resolves when the page is visible, the element rendered and the browser online. */
  open(signal: AbortSignal): Promise<void>;
  /** Resolves the next time it opens after having been shut. */
  reopened(signal: AbortSignal): Promise<void>;
}

/** The person is in the WhatsApp app on the same phone, so a hidden page goes on asking for the state. */
const ASKED_WHILE_HIDDEN: ReadonlySet<string> = new Set(['code', 'linking', 'passkey']);
/** The state is asked for every 5 s while a pairing code or a hosted page is shown (design.md, "Pace"). */
const UNHURRIED = 5_000;
/** How long before its end a code is watched more closely, ms. */
const LAST_MOMENTS = 10_000;
/** A call that brought no code may have cost one: the vendors ask for 10 to 20 s between two (seeds/z-api-qr-code.pt.md). */
const NO_CODE_YET = 10_000;
/** An account that does not come in time is left out: the person must not wait for it. */
const ACCOUNT_TIMEOUT = 3_000;
/** A socket that lasted so long is no longer in trouble. */
const STEADY = 15_000;
/** Reconnects in a row before polling takes over. */
const RECONNECTS = 3;
/** How long a code stays after its socket dropped, s. */
const HELD_AFTER_DROP = 5;

/** One question: decides which call is due, and makes it. */
export async function ask(
  g: Gateway,
  m: Memory,
  r: LoginRequest,
  now: number,
  signal: AbortSignal,
): Promise<LoginUpdate | undefined> {
  if (r.method === 'code' && !m.coded) {
    m.coded = true;
    return askCode(g, r.phone, signal);
  }
  if (r.method === 'code' || !isQrDue(g, m, now)) return g.state(signal);
  const update = await g.qr(signal);
  if (g.pace.qr === 'life') m.qrDue = now + NO_CODE_YET;
  return update;
}

/** Where asking ends the code on screen, it is asked for when that has ended, and not once more after the last. */
function isQrDue({ pace }: Gateway, { login, qrDue }: Memory, now: number): boolean {
  if (ASKED_WHILE_HIDDEN.has(login.status) || isHosted(login)) return false;
  if (pace.qr === 'answer') return true;
  return now >= qrDue && (login.status !== 'qr' || (now >= login.endsAt && !isLast(login)));
}

async function askCode(g: Gateway, phone: string, signal: AbortSignal): Promise<LoginUpdate> {
  if (!g.code) throw new LoginError('unsupported', 'This gateway has no pairing codes');
  try {
    return await g.code(phone, signal);
  } catch (error) {
    signal.throwIfAborted();
    // It may have rung the phone, so whatever failed is final.
    throw error instanceof LoginError ? new LoginError(error.code, error.message) : error;
  }
}

/** Every update of a login: by the gateway's socket where it has one that opens, else by polling. */
export async function* updates(
  g: Gateway,
  m: Memory,
  r: LoginRequest,
  gate: Gate,
  transport: Transport,
  signal: AbortSignal,
): AsyncGenerator<LoginUpdate> {
  for await (const update of chosen(g, m, r, gate, transport, signal)) {
    const unnamed = update.type === 'linked' && !update.account && g.account !== undefined;
    if (unnamed) yield { type: 'linking' };
    yield unnamed ? { ...update, account: await accountOf(g, signal) } : update;
  }
}

async function* chosen(
  g: Gateway,
  m: Memory,
  r: LoginRequest,
  gate: Gate,
  transport: Transport,
  signal: AbortSignal,
): AsyncGenerator<LoginUpdate> {
  const socket = transport === 'polling' ? undefined : g.socket;
  if (!socket?.opening) yield* restarted(g, m, r, signal);
  // A code run asks for the state only, unless its request itself rides on the socket.
  if (socket && (r.method === 'qr' || socket.opening)) yield* listen(g, socket, m, r, gate, transport, signal);
  yield* restarted(g, m, r, signal);
  yield* poll(g, m, r, gate, signal);
}

async function* restarted(g: Gateway, m: Memory, r: LoginRequest, signal: AbortSignal): AsyncGenerator<LoginUpdate> {
  if (!m.restart || !g.restart || r.method !== 'qr') return;
  m.restart = false;
  try {
    yield await g.restart(signal);
  } catch (error) {
    if (!isTransient(error)) throw error; // else the next question tells
  }
}

/** Who was linked; nobody, when that does not come in time. */
export async function accountOf(g: Gateway, signal: AbortSignal): Promise<Account> {
  const ask = async (s: AbortSignal) => (await g.account?.(s)) ?? {};
  return within(ACCOUNT_TIMEOUT, signal, ask, {}).catch(() => {
    signal.throwIfAborted();
    return {};
  });
}

/** Asks and sleeps, and asks again. */
export async function* poll(
  g: Gateway,
  m: Memory,
  r: LoginRequest,
  gate: Gate,
  signal: AbortSignal,
): AsyncGenerator<LoginUpdate> {
  const trouble = new Trouble();
  for (;;) {
    try {
      const update = await attempt(g, m, r, gate, signal);
      trouble.over();
      if (update) yield update;
      const pause = pauseOf(g, m, Date.now());
      await first(
        signal,
        (s) => sleep(pause, s),
        (s) => gate.reopened(s),
      );
    } catch (error) {
      await trouble.pause(error, signal);
    }
  }
}

async function attempt(
  g: Gateway,
  m: Memory,
  r: LoginRequest,
  gate: Gate,
  signal: AbortSignal,
): Promise<LoginUpdate | undefined> {
  if (!ASKED_WHILE_HIDDEN.has(m.login.status)) await gate.open(signal);
  try {
    const update = await ask(g, m, r, Date.now(), signal);
    m.answered = true;
    return update;
  } catch (error) {
    if (!(error instanceof LoginError)) throw error;
    m.answered ||= error.code !== 'blocked' && error.code !== 'offline';
    if (error.code !== 'blocked' || !m.answered) throw error;
    throw new LoginError('unavailable', error.message, { transient: error.transient });
  }
}

/** How long after an answer the next question is due, ms. */
export function pauseOf({ pace }: Gateway, { login, every, qrDue }: Memory, now: number): number {
  const waiting = login.status === 'waiting' || login.status === 'qr';
  const usual = Math.max(every() ?? pace.every, waiting && pace.qr === 'answer' ? pace.fastest.qr : pace.fastest.state);
  if (login.status === 'code' || isHosted(login)) return Math.max(usual, UNHURRIED);
  if (login.status !== 'qr' || pace.qr === 'answer') return usual;
  const left = Math.max(0, login.endsAt - now);
  if (left === 0 && isLast(login)) return pace.hurried ?? usual;
  if (left === 0 && now < qrDue) return usual;
  return Math.min(left, left <= LAST_MOMENTS ? (pace.hurried ?? usual) : usual);
}

function isHosted(login: LoginState): boolean {
  return login.status === 'qr' && 'page' in login.picture;
}

/** The gateway's socket, opened again when it drops. Ends where polling should take over. */
export async function* listen(
  g: Gateway,
  socket: GatewaySocket,
  m: Memory,
  r: LoginRequest,
  gate: Gate,
  transport: Transport,
  signal: AbortSignal,
): AsyncGenerator<LoginUpdate> {
  const trouble = new Trouble();
  for (let fruitful = false; ;) {
    const opened = Date.now();
    try {
      if (!ASKED_WHILE_HIDDEN.has(m.login.status)) await gate.open(signal);
      for await (const update of requested(g, socket, m, r, signal)) {
        fruitful = true;
        trouble.over(Date.now() - opened >= STEADY);
        yield update;
      }
    } catch (error) {
      if (!isTransient(error) || signal.aborted) throw error;
    }
    if (r.method === 'code' && m.coded && m.login.status === 'waiting') throw lost();
    if (transport === 'auto' && (!fruitful || trouble.tries >= RECONNECTS)) return;
    yield* held(m.login, Date.now());
    await trouble.pause(
      new LoginError('unavailable', 'The WebSocket cannot be kept open', { transient: true }),
      signal,
    );
  }
}

/** The frames of one socket, opened with the request where it takes one: each is made once, whatever becomes of the socket. */
async function* requested(
  g: Gateway,
  socket: GatewaySocket,
  m: Memory,
  r: LoginRequest,
  signal: AbortSignal,
): AsyncGenerator<LoginUpdate> {
  const opening = socket.opening?.(r);
  if (!opening) {
    yield* frames(g, socket, signal);
    return;
  }
  const { coded, restart } = m;
  const greet = (opened: WebSocket) => {
    if (r.method === 'code' ? !coded : restart) opened.send(opening.frame);
    if (r.method === 'code') m.coded = true;
    else m.restart = false;
  };
  let heard = false;
  try {
    for await (const update of frames(g, { ...socket, url: opening.url }, signal, greet)) {
      heard = true;
      yield update;
    }
  } catch (error) {
    // Not opened or refused: nothing was asked.
    if (!heard && isTransient(error)) Object.assign(m, { coded, restart });
    throw error;
  }
}

/** It may have rung the phone, and asking again would ring it again. */
function lost(): LoginError {
  return new LoginError('code-refused', 'The WebSocket closed before the pairing code came');
}

/** A code whose socket dropped may be dead, so it stays for a few seconds only. */
function* held(login: LoginState, now: number): Generator<LoginUpdate> {
  if (login.status !== 'qr' || isHosted(login)) return;
  const expiresIn = Math.min(HELD_AFTER_DROP, (login.endsAt - now) / 1000);
  yield { type: 'qr', ...(login.picture as { text: string }), expiresIn };
}

function isTransient(error: unknown): boolean {
  return error instanceof LoginError && error.transient;
}

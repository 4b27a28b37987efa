import type { GatewaySocket } from '../gateways/gateway.js';
import { LoginError } from '../login/login-error.js';
import type { LoginState, LoginUpdate, Unreachable } from '../login/login.js';
import { isHosted } from './ask.js';
import { isTransient, Retry } from './retry.js';
import { ASKED_WHILE_HIDDEN, type Run } from './run.js';
import { frames } from './socket.js';
import { monotonicNow } from '../platform/clock.js';

/** A socket that stayed open for this many ms was a stable one, so the count of reconnects starts again. */
const STEADY = 15_000;
/** The number of reconnects in a row after which polling takes over. */
const RECONNECTS = 3;
/** A connection that lasted so long without a single frame is not tried again, ms. */
const SILENT_CONNECTION = 20_000;
/** How long a code stays after its socket dropped, s. */
const HELD_AFTER_DROP = 5;

/** Yields the updates of the gateway's socket, and reconnects when it is lost. Returns when polling should take over. */
export async function* listen(run: Run, socket: GatewaySocket): AsyncGenerator<LoginUpdate | Unreachable> {
  const { request, memory, gate, transport, signal } = run;
  const retry = new Retry();
  for (let fruitful = false; ;) {
    let opened = monotonicNow();
    let isSilent = true;
    try {
      if (!ASKED_WHILE_HIDDEN.has(memory.login.status)) await gate.open(signal);
      opened = monotonicNow();
      for await (const update of requestedFrames(run, socket)) {
        fruitful = true;
        isSilent = false;
        retry.succeeded(monotonicNow() - opened >= STEADY);
        yield update;
      }
    } catch (error) {
      if (!isTransient(error) || signal.aborted) throw error;
    }
    if (request.method === 'code' && !memory.owes && memory.login.status === 'waiting') throw pairingCodeLost();
    const wasSilent = isSilent && monotonicNow() - opened >= SILENT_CONNECTION;
    if (transport === 'auto' && (!fruitful || wasSilent || retry.tries >= RECONNECTS)) return;
    yield* heldCode(memory.login, monotonicNow());
    const error = new LoginError('unavailable', 'The WebSocket cannot be kept open', { transient: true });
    if (retry.isLasting(error)) yield { type: 'unreachable' };
    await retry.pause(error, signal);
  }
}

/** Yields the updates of one socket. If it takes requests, the one that `memory` still owes is sent first, and only once. */
async function* requestedFrames(run: Run, socket: GatewaySocket): AsyncGenerator<LoginUpdate> {
  const { gateway, request, wants, memory, signal } = run;
  const opening = socket.opening?.(request, wants);
  if (!opening) {
    yield* frames(gateway, socket, signal);
    return;
  }
  const { owes } = memory;
  const sendOwed = (opened: WebSocket) => {
    signal.throwIfAborted();
    if (owes) opened.send(opening.frame);
    memory.owes = undefined;
  };
  let answered = false;
  try {
    for await (const update of frames(gateway, { ...socket, url: opening.url }, signal, sendOwed)) {
      answered = true;
      yield update;
    }
  } catch (error) {
    // A socket that was never opened, or was refused, has not passed the request on, so the request is still owed.
    if (!answered && isTransient(error)) memory.owes = owes;
    throw error;
  }
}

/** The error for a socket that was lost while the pairing code was awaited. Asking again could notify the phone twice. */
function pairingCodeLost(): LoginError {
  return new LoginError('code-refused', 'The WebSocket closed before the pairing code came');
}

/** Shortens the life of a QR code whose socket was lost: the gateway may have replaced it. */
function* heldCode(login: LoginState, now: number): Generator<LoginUpdate> {
  if (login.status !== 'qr' || isHosted(login)) return;
  const expiresIn = Math.min(HELD_AFTER_DROP, (login.endsAt - now) / 1000);
  yield { type: 'qr', ...(login.picture as { text: string }), expiresIn };
}

import type { LoginUpdate } from '../login/login.js';
import { BadRequest, BODY_LIMIT, readCommand, requestTooLong } from './http.js';
import type { RelayCommand, Want } from './protocol.js';
import type { SharedLogin } from './shared-login.js';
import { toErrorUpdate } from './to-update.js';
import { monotonicNow } from '../platform/clock.js';

/** The server's end of a WebSocket: `ws`, Deno's, or the accepted half of a worker's pair. */
export interface RelaySocket {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
}

const CONNECTING = 0;
/** The same code is sent again when so little is left of the time that was sent with it, ms: the last ten seconds are announced. */
const RENEWED_BEFORE = 10_000;
/** An end that comes nearer by less is no news, ms: a gateway's seconds are rounded, and its answers are late by turns. */
const SLACK = 1_500;
/** A login needs one frame, so a client that sends more before it was let in is up to no good. */
const MOST_WAITING_FRAMES = 8;

/** Keeps the frames that a client sends while the host still looks who it is. */
export function bufferFrames(socket: RelaySocket): {
  onFrame(listener: (frame: unknown) => void): void;
  readonly closed: Promise<void>;
} {
  let waiting: unknown[] = [];
  let handleFrame = (frame: unknown): void => {
    if (waiting.length < MOST_WAITING_FRAMES) waiting.push(frame);
  };
  socket.addEventListener('message', ({ data }) => handleFrame(data));
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', resolve));
  // `ws` throws an error that nobody listens for; `close` follows it.
  socket.addEventListener('error', () => undefined);
  return {
    closed,
    onFrame(listener) {
      handleFrame = listener;
      waiting.forEach(listener);
      waiting = [];
    },
  };
}

/** Resolves when the socket may be written to. */
export async function untilWritable(socket: RelaySocket): Promise<void> {
  if (socket.readyState === CONNECTING) await new Promise<void>((resolve) => socket.addEventListener('open', resolve));
}

export function sendUpdate(socket: RelaySocket, update: LoginUpdate): void {
  try {
    socket.send(JSON.stringify(update));
  } catch {
    // It is closing; `close` follows.
  }
}

/** A function that sends how the login stands, unless the socket was sent the same before. */
export function updateSender(socket: RelaySocket, login: SharedLogin, want: Want): () => void {
  let sent = { text: '', endsAt: Infinity };
  return () => {
    const now = monotonicNow();
    const update = login.updateFor(want);
    const { expiresIn = Infinity, ...rest } = update as LoginUpdate & { expiresIn?: number };
    const next = { text: JSON.stringify(rest), endsAt: now + expiresIn * 1000 };
    if (next.text === sent.text && next.endsAt >= sent.endsAt - SLACK && sent.endsAt - now > RENEWED_BEFORE) return;
    sent = next;
    sendUpdate(socket, update);
  };
}

/** Does what a frame asks for. What comes of it goes to all who listen, but a refusal to this socket only. */
export async function handleCommand(socket: RelaySocket, login: SharedLogin, frame: unknown): Promise<void> {
  try {
    const command = readFrameCommand(frame);
    if (command.type === 'code') sendUpdate(socket, (await login.code(command.phone)).update);
    else await login.restart();
  } catch (error) {
    sendUpdate(socket, error instanceof BadRequest ? error.update : toErrorUpdate(error));
  }
}

/** @throws {BadRequest} */
function readFrameCommand(frame: unknown): RelayCommand {
  if (typeof frame === 'string' && frame.length > BODY_LIMIT) throw requestTooLong();
  return readCommand(typeof frame === 'string' ? frame : '');
}

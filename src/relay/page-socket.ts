import type { LoginUpdate } from '../login/login.js';
import { BadRequest, BODY_LIMIT, readCommand, requestTooLong } from './http.js';
import type { RelayCommand, Want } from './protocol.js';
import type { SharedLogin } from './shared-login.js';
import { toErrorUpdate } from './to-update.js';
import { sleep } from '../platform/async.js';
import { monotonicNow } from '../platform/clock.js';

/** The server's end of a WebSocket: `ws`, Deno's, or the accepted half of a worker's pair. */
export interface RelaySocket {
  readonly readyState: number;
  /** In bytes, where the server's sockets tell it. */
  readonly bufferedAmount?: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  /** Those of `ws` can be asked whether anybody is there; others do so by themselves. */
  ping?(): void;
  on?(type: 'pong', listener: () => void): unknown;
  /** Closes without waiting for the other end. */
  terminate?(): void;
}

/** Values of `readyState` (https://websockets.spec.whatwg.org/#dom-websocket-readystate). */
const CONNECTING = 0;
const OPEN = 1;
/** What may still wait to be sent to a client when there is more to say, in bytes: some pictures of a QR code. */
const MOST_BUFFERED = 64_000;
const NORMAL_CLOSURE = 1000;
/** https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
const TRY_AGAIN_LATER = 1013;
/** A page takes a socket that says nothing for 30 s for a lost one, ms. */
const HEARTBEAT = 15_000;
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

/** Waits until the socket may be written to. Resolves with false where it has closed instead. */
export async function untilWritable(socket: RelaySocket, closed: Promise<void>): Promise<boolean> {
  const opened = new Promise<void>((resolve) => socket.addEventListener('open', resolve));
  if (socket.readyState === CONNECTING) await Promise.race([opened, closed]);
  return isWritable(socket);
}

export function isWritable({ readyState }: RelaySocket): boolean {
  return readyState === OPEN;
}

/** A client that reads nothing is let go before what waits for it fills the memory. */
export function sendUpdate(socket: RelaySocket, update: LoginUpdate): void {
  try {
    if ((socket.bufferedAmount ?? 0) > MOST_BUFFERED) {
      socket.close(TRY_AGAIN_LATER, 'Nothing is read at the other end');
      socket.terminate?.(); // the close itself would wait behind what is not read
      return;
    }
    socket.send(JSON.stringify(update));
  } catch {
    // It is closing; `close` follows.
  }
}

/**
 * A function that sends how the login stands. Where nothing changes it is sent again now and then, so that a connection that was
 * lost without a word is noticed at both ends.
 */
export function updateSender(socket: RelaySocket, login: SharedLogin, want: Want, closed: Promise<void>): () => void {
  let sent: LoginUpdate | undefined;
  let sentAt = -Infinity;
  const send = () => {
    sentAt = monotonicNow();
    sendUpdate(socket, (sent = login.state.updateFor(want)));
  };
  const isClientThere = answersPings(socket);
  const beat = () => {
    if (!isClientThere()) socket.terminate?.();
    // Nothing follows, and a page that has heard it has closed the socket itself.
    else if (sent?.type === 'linked') socket.close(NORMAL_CLOSURE, 'The number is linked');
    else if (monotonicNow() - sentAt > HEARTBEAT / 2) send();
  };
  void keepBeating(beat, closed);
  return send;
}

async function keepBeating(beat: () => void, closed: Promise<void>): Promise<void> {
  const over = new AbortController();
  void closed.then(() => over.abort());
  try {
    for (;;) {
      await sleep(HEARTBEAT, over.signal);
      beat();
    }
  } catch {
    // The socket is closed.
  }
}

/** A function that says whether the client has answered the ping of the call before, and sends another. */
function answersPings(socket: RelaySocket): () => boolean {
  if (!socket.ping || !socket.on || !socket.terminate) return () => true;
  let answered = true;
  socket.on('pong', () => (answered = true));
  return () => {
    const isThere = answered;
    answered = false;
    try {
      socket.ping?.();
    } catch {
      // It is closing; `close` follows.
    }
    return isThere;
  };
}

/** Does what a frame asks for. What comes of it goes to all who listen, but a refusal to this socket only. */
export async function handleCommand(
  socket: RelaySocket,
  login: SharedLogin,
  frame: unknown,
  request: Request,
): Promise<void> {
  try {
    const command = readFrameCommand(frame);
    if (command.type === 'restart') await login.restart(request);
    else if (command.type === 'passkey') sendUpdate(socket, (await login.passkey(command.assertion, request)).update);
    else sendUpdate(socket, (await login.code(command.phone, request)).update);
  } catch (error) {
    sendUpdate(socket, error instanceof BadRequest ? error.update : toErrorUpdate(error));
  }
}

/** @throws {BadRequest} */
function readFrameCommand(frame: unknown): RelayCommand {
  if (typeof frame === 'string' && frame.length > BODY_LIMIT) throw requestTooLong();
  return readCommand(typeof frame === 'string' ? frame : '');
}

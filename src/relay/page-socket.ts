import type { LoginUpdate } from '../login/login.js';
import { BadRequest, BODY_LIMIT, readCommand, readWant, requestTooLong } from './http.js';
import type { RelayCommand, Want } from './protocol.js';
import type { SharedLogin } from './shared-login.js';
import { toErrorUpdate } from './to-update.js';
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

/** A client that reads nothing is let go before what waits for it fills the memory. */
function sendUpdate(socket: RelaySocket, update: LoginUpdate): void {
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
 * A page at the other end of a socket, from before the host has said whose login it may see. Thousands of them may be open, which is
 * why they share the functions of this class in place of having their own.
 */
export class PageSocket {
  readonly #socket: RelaySocket;
  /** What the client has sent before it was let in. */
  #early: unknown[] = [];
  #login: SharedLogin | undefined;
  #want: Want = 'qr';
  #request: Request | undefined;
  #leave: (() => void) | undefined;
  #isToldOfLink = false;
  #sentAt = -Infinity;
  #isThere = true;
  #heartbeat: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: RelaySocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    socket.addEventListener('close', () => this.#leave?.());
    // `ws` throws an error that nobody listens for; `close` follows it.
    socket.addEventListener('error', ignore);
  }

  /** Resolves when the socket may be written to; with false where it has closed instead. */
  async opened(): Promise<boolean> {
    if (this.#socket.readyState === CONNECTING) await opensOrCloses(this.#socket);
    return this.isWritable;
  }

  get isWritable(): boolean {
    return this.#socket.readyState === OPEN;
  }

  /** Lets the page in: it hears how the login stands, and its frames are obeyed, until it leaves. */
  join(login: SharedLogin, request: Request, onLeft: () => void): void {
    this.#login = login;
    this.#request = request;
    this.#want = readWant(request);
    const unsubscribe = login.subscribe(this.#want, () => this.#tell(), request);
    this.#leave = () => {
      clearTimeout(this.#heartbeat);
      unsubscribe();
      onLeft();
    };
    if (canBePinged(this.#socket)) this.#socket.on('pong', () => (this.#isThere = true));
    this.#waitForBeat();
    this.#tell();
    this.#early.forEach((frame) => this.#receive(frame));
    this.#early = [];
  }

  /** Closes the socket, if need be with an update that says why. */
  close(code: number, reason: string, update?: LoginUpdate): void {
    if (update) sendUpdate(this.#socket, update);
    this.#socket.close(code, reason);
  }

  #receive(frame: unknown): void {
    if (this.#login) void handleCommand(this.#socket, this.#login, frame, this.#request);
    else if (this.#early.length < MOST_WAITING_FRAMES) this.#early.push(frame);
  }

  #tell(): void {
    this.#sentAt = monotonicNow();
    const update = this.#login?.state.updateFor(this.#want);
    this.#isToldOfLink = update?.type === 'linked';
    if (update) sendUpdate(this.#socket, update);
  }

  #waitForBeat(): void {
    this.#heartbeat = setTimeout(() => this.#beat(), HEARTBEAT);
  }

  /** Where nothing changes the page is told so now and then, so that a connection that was lost without a word is noticed at both ends. */
  #beat(): void {
    this.#waitForBeat();
    if (!this.#answersPings()) this.#socket.terminate?.();
    // Nothing follows, and a page that has heard it has closed the socket itself.
    else if (this.#isToldOfLink) this.close(NORMAL_CLOSURE, 'The number is linked');
    else if (monotonicNow() - this.#sentAt > HEARTBEAT / 2) this.#tell();
  }

  /** Whether the client has answered the ping of the beat before, where it can be asked. It is sent another. */
  #answersPings(): boolean {
    if (!canBePinged(this.#socket)) return true;
    const isThere = this.#isThere;
    this.#isThere = false;
    try {
      this.#socket.ping();
    } catch {
      // It is closing; `close` follows.
    }
    return isThere;
  }
}

function ignore(): void {
  // What follows it says enough.
}

function opensOrCloses(socket: RelaySocket): Promise<void> {
  return new Promise((resolve) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('close', resolve);
  });
}

function canBePinged(
  socket: RelaySocket,
): socket is RelaySocket & Required<Pick<RelaySocket, 'ping' | 'on' | 'terminate'>> {
  return [typeof socket.ping, typeof socket.on, typeof socket.terminate].every((type) => type === 'function');
}

/** Does what a frame asks for. What comes of it goes to all who listen, but a refusal to this socket only. */
export async function handleCommand(
  socket: RelaySocket,
  login: SharedLogin,
  frame: unknown,
  request: Request | undefined,
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

import { sleep, within } from '../platform/async.js';
import type { Gateway, GatewaySocket } from '../gateways/gateway.js';
import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';

/** A handshake that hangs has failed. */
const HANDSHAKE_TIMEOUT = 10_000;
/** Green API allows one socket per instance, and notices a closed one late. */
const BETWEEN_SOCKETS = 1_000;

/** The server closes a socket that may not be here (RFC 6455, 7.4.1), and has done nothing of what it asked for. */
const REFUSED = 1008;

/** The last socket to each gateway, which must be closed before the next one may open. */
const sockets = new WeakMap<Gateway, WebSocket>();

/**
 * The updates of one socket, until it closes. `greet` is called once it is open.
 * @throws {LoginError} transient, when it does not open or is refused.
 */
export async function* frames(
  g: Gateway,
  source: GatewaySocket,
  signal: AbortSignal,
  greet?: (socket: WebSocket) => void,
): AsyncGenerator<LoginUpdate> {
  if (!source.several) await untilFormerClosed(sockets.get(g), signal);
  const own = new AbortController();
  const socket = createSocket(source.url, source.WebSocket);
  sockets.set(g, socket);
  // Node's sockets throw an error that nobody listens for, even long after they were closed; `close` follows it.
  socket.addEventListener('error', () => undefined);
  const inbox = new Inbox(signal);
  // Frames are read one after the other, and from the start: the first may come with the handshake.
  socket.addEventListener(
    'message',
    ({ data }) => {
      inbox.add(() => source.read(data, signal));
    },
    { signal: own.signal },
  );
  socket.addEventListener(
    'close',
    ({ code }) => {
      inbox.end(code === REFUSED ? refused() : undefined);
    },
    { signal: own.signal },
  );
  try {
    if (!(await within(HANDSHAKE_TIMEOUT, signal, (s) => untilOpened(socket, s), false)))
      throw new LoginError('unavailable', 'The WebSocket could not be opened', { transient: true });
    greet?.(socket);
    yield* inbox.updates();
  } finally {
    own.abort();
    inbox.end();
    socket.close();
  }
}

function refused(): LoginError {
  return new LoginError('unavailable', 'The WebSocket was refused', { transient: true });
}

async function untilFormerClosed(socket: WebSocket | undefined, signal: AbortSignal): Promise<void> {
  if (!socket) return;
  if (socket.readyState !== socket.CLOSED)
    await within(HANDSHAKE_TIMEOUT, signal, (s) => untilClosed(socket, s), undefined);
  await sleep(BETWEEN_SOCKETS, signal);
}

function createSocket(url: string, Socket: typeof WebSocket): WebSocket {
  try {
    return new Socket(url);
  } catch {
    // Mixed content or a policy; the platform's error quotes the address.
    throw new LoginError('unavailable', 'The WebSocket could not be opened', { transient: true });
  }
}

function untilOpened(socket: WebSocket, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    socket.addEventListener(
      'open',
      () => {
        resolve(true);
      },
      { signal },
    );
    socket.addEventListener(
      'close',
      () => {
        resolve(false);
      },
      { signal },
    );
  });
}

function untilClosed(socket: WebSocket, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    socket.addEventListener(
      'close',
      () => {
        resolve(undefined);
      },
      { signal },
    );
  });
}

/** Push becomes pull: what a socket says waits here, in order, until the login asks for it. */
class Inbox {
  #updates: LoginUpdate[] = [];
  #last: Promise<void> = Promise.resolve();
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** Reads one frame after those before it. One that is no JSON is passed over: the next may be good. */
  add(read: () => Promise<LoginUpdate | undefined>): void {
    this.#last = this.#last.then(read).then(
      (update) => {
        if (update) this.#push(update);
      },
      (error: unknown) => {
        if (!(error instanceof LoginError) || !error.transient) this.end(error);
      },
    );
  }

  /** No more will come; what waits is still handed out. */
  end(error?: unknown): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#ended ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *updates(): AsyncGenerator<LoginUpdate> {
    for (;;) {
      // A frame that came before the end is read before the end is told.
      if (this.#ended) await this.#last;
      const update = this.#updates.shift();
      if (update) yield update;
      else if (this.#ended) break;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#ended.error !== undefined) throw this.#ended.error;
  }

  /** A newer QR code replaces one still waiting. */
  #push(update: LoginUpdate): void {
    if (update.type === 'qr' && this.#updates.at(-1)?.type === 'qr') this.#updates.pop();
    this.#updates.push(update);
    this.#wake?.();
  }

  readonly #abort = (): void => {
    this.end(this.#signal.reason);
  };
}

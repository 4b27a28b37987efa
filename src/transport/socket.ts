import { sleep, within } from '../platform/async.js';
import type { Gateway, GatewaySocket } from '../gateways/gateway.js';
import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';

/** The longest wait, in ms, for a socket to open, and for the former one to close. */
const HANDSHAKE_TIMEOUT = 10_000;
/** The pause between two sockets to one gateway, in ms. Green API allows one per instance, and notices late that it was closed. */
const BETWEEN_SOCKETS = 1_000;

/** The close code of a server that refuses a socket (RFC 6455, 7.4.1). Its requests have not been carried out. */
const REFUSED = 1008;

/** The last socket to each gateway. It must be closed before the next one may be opened. */
const sockets = new WeakMap<Gateway, WebSocket>();

/**
 * Yields the updates of one socket until it closes. `greet` is called once it is open.
 * @throws {LoginError} a transient one if the socket cannot be opened or is refused; else that of a frame that cannot be read.
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
  // Node's sockets throw an error without a listener, even long after they were closed. A `close` event follows it anyway.
  socket.addEventListener('error', () => undefined);
  const inbox = new Inbox(signal);
  // The listener is added before the socket is open, because the first frame may come together with the handshake.
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
    // Mixed content or a security policy is in the way. The browser's own error is dropped, because it quotes the address.
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

/** Turns the frames that a socket pushes into updates that the login pulls, in the order of their arrival. */
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

  /** Reads a frame once the former ones are read. A frame that cannot be parsed is skipped, because the next one may be good. */
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

  /** Accepts no more frames. The updates that are waiting are still yielded. */
  end(error?: unknown): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#ended ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *updates(): AsyncGenerator<LoginUpdate> {
    for (;;) {
      // A frame that came before the socket closed may still be being read.
      if (this.#ended) await this.#last;
      const update = this.#updates.shift();
      if (update) yield update;
      else if (this.#ended) break;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#ended.error !== undefined) throw this.#ended.error;
  }

  /** Adds an update; a newer QR code replaces one that nobody has taken yet. */
  #push(update: LoginUpdate): void {
    if (update.type === 'qr' && this.#updates.at(-1)?.type === 'qr') this.#updates.pop();
    this.#updates.push(update);
    this.#wake?.();
  }

  readonly #abort = (): void => {
    this.end(this.#signal.reason);
  };
}

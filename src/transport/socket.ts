import type { Gateway, GatewaySocket } from '../gateways/gateway.js';
import { LoginError } from '../login/login-error.js';
import type { LoginUpdate } from '../login/login.js';
import { sleep, within } from '../platform/async.js';
import { Inbox } from './inbox.js';

/** A handshake that takes longer has failed, ms. */
const HANDSHAKE_TIMEOUT = 10_000;
/** Green API allows one socket per instance, and notices a closed one late, ms. */
const BETWEEN_SOCKETS = 1_000;
/** A socket that says nothing for so long may have lost its other end without a word, ms. The relay says something every 15 s. */
const SILENCE = 30_000;

/** The close code of a server that refuses a socket (RFC 6455, 7.4.1). Its requests have not been carried out. */
const REFUSED = 1008;

/** The last socket to each account, which must be closed before the next one may open. */
const lastSockets = new Map<string, WebSocket>();

/**
 * The updates of one socket, until it closes or falls silent. `greet` is called once it is open. The socket is closed as soon as
 * `signal` aborts.
 * @throws {LoginError} transient, when it does not open or is refused.
 */
export async function* frames(
  gateway: Gateway,
  source: GatewaySocket,
  signal: AbortSignal,
  greet?: (socket: WebSocket) => void,
): AsyncGenerator<LoginUpdate> {
  signal.throwIfAborted();
  if (!source.several) await untilFormerClosed(lastSockets.get(accountKey(gateway, source)), signal);
  const socket = createSocket(source);
  lastSockets.set(accountKey(gateway, source), socket);
  const close = () => socket.close();
  signal.addEventListener('abort', close, { once: true });
  const inbox = new Inbox(signal, SILENCE);
  const listening = listenTo(socket, source, inbox, signal);
  try {
    if (!(await within(HANDSHAKE_TIMEOUT, signal, (s) => untilOpened(socket, s), false)))
      throw lostSocket('The WebSocket could not be opened');
    greet?.(socket);
    inbox.expectFrames();
    yield* inbox.updates();
  } finally {
    signal.removeEventListener('abort', close);
    listening.abort();
    inbox.end();
    socket.close();
  }
}

/** Stands outside of any other function, whose variables, and so the whole login, a listener of a closed socket would keep alive. */
function ignore(): void {}

/** Gateway objects come and go with the page's properties; the account behind them stays the same. */
function accountKey({ key }: Gateway, { url }: GatewaySocket): string {
  return key ?? url;
}

/** Frames are read one after the other, and from the start: the first may come with the handshake. */
function listenTo(socket: WebSocket, source: GatewaySocket, inbox: Inbox, signal: AbortSignal): AbortController {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  // Node's sockets throw an error that nobody listens for, even long after they were closed; `close` follows it.
  socket.addEventListener('error', ignore);
  socket.addEventListener('message', ({ data }) => inbox.add(() => source.read(data, signal)), options);
  socket.addEventListener(
    'close',
    ({ code }) => inbox.end(code === REFUSED ? lostSocket('The WebSocket was refused') : undefined),
    options,
  );
  return listening;
}

function lostSocket(message: string): LoginError {
  return new LoginError('unavailable', message, { transient: true });
}

async function untilFormerClosed(socket: WebSocket | undefined, signal: AbortSignal): Promise<void> {
  if (!socket) return;
  if (socket.readyState !== socket.CLOSED)
    await within(HANDSHAKE_TIMEOUT, signal, (s) => untilClosed(socket, s), undefined);
  await sleep(BETWEEN_SOCKETS, signal);
}

function createSocket({ url, WebSocket: Socket }: GatewaySocket): WebSocket {
  try {
    const socket = new Socket(url);
    socket.binaryType = 'arraybuffer';
    return socket;
  } catch {
    // Mixed content or a policy; the platform's error quotes the address.
    throw lostSocket('The WebSocket could not be opened');
  }
}

function untilOpened(socket: WebSocket, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    socket.addEventListener('open', () => resolve(true), { signal });
    socket.addEventListener('close', () => resolve(false), { signal });
  });
}

function untilClosed(socket: WebSocket, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    socket.addEventListener('close', () => resolve(undefined), { signal });
  });
}

import type { LoginUpdate } from '../login/login.js';
import type { Entry } from './logins.js';
import { BadRequest, BODY_LIMIT, parseRequest, tooLong } from './http.js';
import type { Want } from './shared-login.js';

/** The server's end of a WebSocket: `ws`, Deno's, or the accepted half of a worker's pair. */
export interface RelaySocket {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
}

const CONNECTING = 0;
/** A code that is still valid is told again when so little of what was told is left, ms. */
const RENEWED = 10_000;
/** An end that comes nearer by less is no news, ms. */
const SLACK = 1_500;

/** A login needs one frame. */
const MOST_WAITING = 8;

/** What a client says while it is not yet known who it is waits for that. */
export function bufferFrames(socket: RelaySocket): {
  onFrame(hear: (frame: unknown) => void): void;
  readonly gone: Promise<void>;
} {
  let waiting: unknown[] = [];
  let handleFrame = (frame: unknown): void => {
    if (waiting.length < MOST_WAITING) waiting.push(frame);
  };
  socket.addEventListener('message', ({ data }) => handleFrame(data));
  const gone = new Promise<void>((resolve) => socket.addEventListener('close', resolve));
  // `ws` throws an error that nobody listens for; `close` follows it.
  socket.addEventListener('error', () => undefined);
  return {
    gone,
    onFrame(listener) {
      handleFrame = listener;
      waiting.forEach(listener);
      waiting = [];
    },
  };
}

/** Resolves when it may be written to. */
export async function untilOpen(socket: RelaySocket): Promise<void> {
  if (socket.readyState === CONNECTING) await new Promise<void>((resolve) => socket.addEventListener('open', resolve));
}

export function sendUpdate(socket: RelaySocket, update: LoginUpdate): void {
  try {
    socket.send(JSON.stringify(update));
  } catch {
    // It is closing; `close` follows.
  }
}

/** Tells a socket of each change, without repeating itself. */
export function updateSender(socket: RelaySocket, { login }: Entry, want: Want): () => void {
  let said = { text: '', endsAt: Infinity };
  return () => {
    const now = Date.now();
    const update = login.updateFor(want);
    const { expiresIn = Infinity, ...rest } = update as LoginUpdate & { expiresIn?: number };
    const next = { text: JSON.stringify(rest), endsAt: now + expiresIn * 1000 };
    if (next.text === said.text && next.endsAt >= said.endsAt - SLACK && said.endsAt - now > RENEWED) return;
    said = next;
    sendUpdate(socket, update);
  };
}

/** One request, as a frame. What comes of it is told to all who listen; a refusal to this socket only. */
export async function hear(socket: RelaySocket, { login }: Entry, frame: unknown): Promise<void> {
  try {
    if (typeof frame === 'string' && frame.length > BODY_LIMIT) throw tooLong();
    const request = parseRequest(typeof frame === 'string' ? frame : '');
    const { update } = request.type === 'code' ? await login.code(request.phone) : await login.restart();
    if (request.type === 'code') sendUpdate(socket, update);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    sendUpdate(socket, error.update);
  }
}

import type { Gateway } from '../gateways/index.js';
import { LoginError } from '../login/login-error.js';
import { SharedLogins, type Entry } from './logins.js';
import { BadRequest, Origins, readRequest, toResponse, wantOf, type RelayRequest } from './http.js';
import type { Reply } from './cooldown.js';
import { bufferFrames, hear, untilOpen, sendUpdate, updateSender, type RelaySocket } from './page-socket.js';
import { toErrorUpdate } from './to-update.js';

export type { RelaySocket };

export interface RelayOptions {
  /** Whose login it is. As a function the host looks who is asking, and may refuse with a Response of its own. */
  readonly gateway: Gateway | ((request: Request) => Gateway | Response | Promise<Gateway | Response>);
  /** Other origins whose pages may ask, such as `https://app.example.com`. */
  readonly origins?: readonly string[] | undefined;
}

export interface Relay {
  /**
   * Answers one request of the login protocol. Rejects only where `gateway` does. `context`: a worker's, whose `waitUntil` keeps
   * a slow gateway's answer from being lost; whatever else a server hands over is left alone.
   */
  (request: Request, context?: object): Promise<Response>;
  /** Speaks the login protocol on the server's end of a WebSocket. `request`: the one that opened it; for Deno a copy, made before the upgrade. Never rejects. */
  accept(socket: RelaySocket, request: Request): Promise<void>;
}

/** How a socket is closed (RFC 6455, 7.4.1): it may not be here, or the host's own function has failed. */
const REFUSED = 1008;
const BROKEN = 1011;
const FOREIGN = 'Pages of this origin may not ask: name it in `origins`';

/** The embedder's own backend: answers the login protocol by asking a gateway, whose words and credentials stay here. */
export function createRelay({ gateway, origins = [] }: RelayOptions): Relay {
  const book = new SharedLogins();
  const allowed = new Origins(origins);
  const gatewayFor = async (request: Request) => (typeof gateway === 'function' ? gateway(request) : gateway);

  const answer = async (request: Request, context?: object): Promise<Response> => {
    try {
      if (request.method === 'OPTIONS' && allowed.named(request)) return allowed.preflight(request);
      if (request.method !== 'GET' && allowed.isForeign(request)) throw foreign();
      const read = await readRequest(request);
      const found = await gatewayFor(request);
      if (found instanceof Response) return found;
      return await exchange(book.open(found), read, context);
    } catch (error) {
      if (error instanceof BadRequest) return toResponse(error.update, error.status, allowHeader(error));
      if (error instanceof LoginError) return toResponse(toErrorUpdate(error));
      throw error;
    }
  };

  const relay = async (request: Request, context?: object) => allowed.allow(request, await answer(request, context));

  const accept = async (socket: RelaySocket, request: Request): Promise<void> => {
    const frames = bufferFrames(socket);
    try {
      await untilOpen(socket);
      // Without an update: behind a proxy that hides the host's name it may be the right page, and polling finds that out.
      if (allowed.isForeign(request)) return socket.close(REFUSED, FOREIGN);
      const found = await gatewayFor(request);
      if (found instanceof Response) throw new BadRequest(found.status, 'unauthorized', 'The host refuses this page');
      const entry = book.open(found);
      const news = updateSender(socket, entry, wantOf(request));
      void frames.gone.then(entry.stream.join(wantOf(request), news));
      news();
      frames.onFrame((frame) => void hear(socket, entry, frame));
    } catch (error) {
      refuseSocket(socket, error);
    }
  };

  return Object.assign(relay, { accept });
}

async function exchange({ login }: Entry, request: RelayRequest, context?: object): Promise<Response> {
  const { update, retryAfter } = await dispatch(login, request);
  if (login.settled && canWait(context)) context.waitUntil(login.settled);
  return retryAfter === undefined ? toResponse(update) : toResponse(update, 429, { 'Retry-After': String(retryAfter) });
}

function canWait(context: object | undefined): context is { waitUntil(promise: Promise<unknown>): void } {
  return context !== undefined && 'waitUntil' in context && typeof context.waitUntil === 'function';
}

function dispatch(login: Entry['login'], request: RelayRequest): Promise<Reply> {
  switch (request.type) {
    case 'get':
      return login.get(request.want);
    case 'code':
      return login.code(request.phone);
    case 'restart':
      return login.restart();
  }
}

function foreign(): BadRequest {
  return new BadRequest(403, 'config', FOREIGN);
}

function allowHeader({ status }: BadRequest): Record<string, string> {
  return status === 405 ? { Allow: 'GET, POST' } : {};
}

function refuseSocket(socket: RelaySocket, error: unknown): void {
  if (error instanceof BadRequest) sendUpdate(socket, error.update);
  else if (error instanceof LoginError) sendUpdate(socket, toErrorUpdate(error));
  socket.close(error instanceof LoginError ? REFUSED : BROKEN, 'No login here');
}

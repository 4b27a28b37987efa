import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { askPlainly, type PlainAnswer } from '../answer.js';
import { NO_FIRST_CODE, type FirstCode, type FirstOptions } from '../first-code.js';
import { updateAnswer } from '../http.js';
import type { Relay, RelaySocket } from '../index.js';
import { rememberIncoming } from './incoming.js';
import { sendResponse, type NodeResponse } from './send-response.js';
import { toBodilessRequest, toRequest, UnreadableRequest, type NodeRequest } from './to-request.js';

export { incomingOf } from './incoming.js';
export type { NodeRequest, NodeResponse };

/** Fastify hands over its own request and reply, around Node's. */
interface FastifyRequest {
  readonly raw: NodeRequest;
  readonly body?: unknown;
}
interface FastifyReply {
  readonly raw: NodeResponse;
  hijack(): unknown;
}

/**
 * A request listener for Node's HTTP/1 and HTTP/2 servers, and a route handler for Express, Fastify and Nest, above or below
 * their parsers of JSON. Never rejects and never throws: what cannot be read is answered with 400, 405 or 408.
 */
export type NodeHandler = (
  request: NodeRequest | FastifyRequest,
  response: NodeResponse | FastifyReply,
  next?: (error?: unknown) => void,
) => Promise<void>;

/**
 * Serves a relay from Node. An error that the host's own `gateway` function throws goes to `next` where the framework has
 * one; otherwise it is printed, and the page is answered with 500.
 */
export function toNodeHandler(relay: Relay): NodeHandler {
  return async (request, response, next) => {
    const incoming = 'raw' in request ? request.raw : request;
    const outgoing = 'raw' in response ? response.raw : response;
    if ('hijack' in response) response.hijack();
    // A client that goes away in the middle of an answer is no failure of the server.
    outgoing.on('error', () => undefined);
    try {
      const asked = rememberIncoming(await toRequest(incoming, request.body, outgoing), request);
      await sendResponse(await askPlainly(relay, asked), outgoing);
    } catch (error) {
      if (error instanceof UnreadableRequest) await sendResponse(toRefusal(error), outgoing);
      else if (next) next(error);
      else await sendFailure(error, outgoing);
    }
  };
}

/**
 * The relay's `first` for requests of Node's HTTP/1 and HTTP/2 servers, Express, Fastify and Nest: the first code of a page that is
 * rendered here. Never rejects.
 */
export function toNodeFirst(
  relay: Relay,
): (request: NodeRequest | FastifyRequest, options?: FirstOptions) => Promise<FirstCode> {
  return async (request, options) => {
    try {
      const incoming = 'raw' in request ? request.raw : request;
      const { method = 'GET' } = incoming;
      return await relay.first(rememberIncoming(toBodilessRequest(incoming, { method }), request), options);
    } catch {
      return NO_FIRST_CODE; // no Request can hold it
    }
  };
}

/** What `toNodeUpgradeHandler` needs of the `ws` package's server, made with `noServer: true`. */
export interface UpgradingServer {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: (socket: RelaySocket) => void): void;
}

/**
 * A listener for the `upgrade` event of Node's HTTP server. `server`: `new WebSocketServer({ noServer: true, maxPayload: 8192 })`
 * of the `ws` package; a limit on the payload, in bytes, keeps strangers from filling the memory. Never throws: a handshake that
 * cannot be read is answered with 400.
 */
export function toNodeUpgradeHandler(
  relay: Relay,
  server: UpgradingServer,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  return (request, socket, head) => {
    socket.on('error', () => undefined);
    try {
      const handshake = rememberIncoming(toBodilessRequest(request), request);
      server.handleUpgrade(request, socket, head, (accepted) => void relay.accept(accepted, handshake));
    } catch {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    }
  };
}

function toRefusal({ status, message }: UnreadableRequest): PlainAnswer {
  return updateAnswer({ type: 'error', code: 'config', message }, status);
}

async function sendFailure(error: unknown, outgoing: NodeResponse): Promise<void> {
  // eslint-disable-next-line no-console -- the host's own error, which nobody else would tell
  console.error(error);
  const message = "The server's own gateway function failed";
  await sendResponse(updateAnswer({ type: 'error', code: 'unavailable', message }, 500), outgoing);
}

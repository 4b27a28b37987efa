import type { Relay, RelaySocket } from '../../src/relay/index.js';
import { host } from './host.js';

interface Environment {
  readonly SIMULATOR: string;
  readonly LOGIN: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

declare const WebSocketPair: new () => readonly [WebSocket, RelaySocket & { accept(): void }];

let shared: Relay | undefined;

export default {
  fetch(request: Request, { SIMULATOR, LOGIN }: Environment, context: object): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (request.headers.get('upgrade') === 'websocket') return LOGIN.get(LOGIN.idFromName(pathname)).fetch(request);
    return (shared ??= host(SIMULATOR))(request, context);
  },
};

/** A worker may not write to the socket of another request; an object may, and all sockets of a login meet in one. */
export class Login {
  readonly #relay: Relay;

  constructor(_: unknown, { SIMULATOR }: Environment) {
    this.#relay = host(SIMULATOR);
  }

  fetch(request: Request): Response {
    const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, RelaySocket & { accept(): void }];
    server.accept();
    void this.#relay.accept(server, request);
    return new Response(null, { status: 101, webSocket: client } as ResponseInit);
  }
}

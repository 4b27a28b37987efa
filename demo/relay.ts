import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { SimulatorServer } from '../src/simulator/node.js';
import { Backend } from './backend.js';
import type { Order } from './simulation.js';

const LOGIN = /^\/demo\/login\/(\w+)/;
const ACCOUNT = /^\/demo\/accounts(?:\/(\w+))?$/;

/** Serves the demo's backend, and the accounts of its pages, over HTTP and WebSocket. */
export class DemoRelay {
  readonly #backend = new Backend(LOGIN);
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #server: SimulatorServer;

  constructor(server: SimulatorServer) {
    this.#server = server;
  }

  /** Answers a request if it is meant for the backend or an account. Resolves with whether it was. */
  async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> {
    const { url = '', method } = incoming;
    const account = ACCOUNT.exec(url);
    if (!account && !LOGIN.test(url)) return false;
    const response = await (account
      ? this.#account(method, account[1], incoming)
      : this.#backend.relay(toRequest(incoming)));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    return true;
  }

  upgrade(incoming: IncomingMessage, duplex: Duplex, head: Buffer): void {
    if (!LOGIN.test(incoming.url ?? '')) duplex.destroy();
    else
      this.#sockets.handleUpgrade(
        incoming,
        duplex,
        head,
        (socket) => void this.#backend.relay.accept(socket, toRequest(incoming)),
      );
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  #account(method: string | undefined, instance = '', incoming: IncomingMessage): Response | Promise<Response> {
    if (method === 'POST') return this.#order(toRequest(incoming));
    if (method !== 'DELETE') return this.#look(instance);
    this.#backend.close(instance);
    this.#server.simulator.remove(instance);
    return Response.json({});
  }

  async #order(request: Request): Promise<Response> {
    const { script, token, isDirect } = (await request.json()) as Order;
    const account = this.#server.simulator.add(script);
    const { gateway, instance } = account;
    const { origin } = this.#server;
    const told = token ?? account.token;
    const Socket = WebSocket as unknown as typeof globalThis.WebSocket;
    this.#backend.open(instance, gateway, { backendUrl: origin, token: told, WebSocket: Socket });
    return Response.json({ origin, instance, ...(isDirect && { token: told }) });
  }

  /** Answers with what the simulator has recorded about an account, without its token. */
  #look(instance: string): Response {
    const account = this.#server.simulator.account(instance);
    if (!account) return new Response(null, { status: 404 });
    const { state, qr = null, calls, sockets } = account;
    return Response.json({ state, qr, calls, sockets });
  }
}

function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = method === 'GET' ? null : (Readable.toWeb(incoming) as ReadableStream);
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
    method,
    headers: pairs,
    body,
    duplex: 'half',
  } as RequestInit);
}

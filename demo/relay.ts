import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { greenApi, plugChat, zApi, type Gateway } from '../src/gateways/index.js';
import { createRelay } from '../src/relay.js';
import type { AccountScript, SimulatedAccount } from '../src/simulator/index.js';
import type { SimulatorServer } from '../src/simulator/node.js';

/** What a page asks for: an account of its own. `direct`: it will speak to the gateway itself, so it is told the token. */
interface Order {
  readonly script: AccountScript;
  /** Instead of the right one. */
  readonly token?: string;
  readonly direct: boolean;
}

const LOGIN = /^\/demo\/login\/(\w+)/;
const ACCOUNT = /^\/demo\/accounts(?:\/(\w+))?$/;

/** The backend of the demo: it knows the gateways and their credentials, the page knows the name of its account only. */
export class DemoRelay {
  readonly #gateways = new Map<string, Gateway>();
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #server: SimulatorServer;
  readonly #relay = createRelay({
    gateway: ({ url }) =>
      this.#gateways.get(LOGIN.exec(new URL(url).pathname)?.[1] ?? '') ?? new Response(null, { status: 404 }),
  });

  constructor(server: SimulatorServer) {
    this.#server = server;
  }

  /** Answers what is the relay's; says whether it was. */
  async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> {
    const { url = '', method } = incoming;
    const account = ACCOUNT.exec(url);
    if (!account && !LOGIN.test(url)) return false;
    const response = await (account ? this.#account(method, account[1], incoming) : this.#relay(toRequest(incoming)));
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
        (socket) => void this.#relay.accept(socket, toRequest(incoming)),
      );
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  #account(method: string | undefined, instance = '', incoming: IncomingMessage): Response | Promise<Response> {
    if (method === 'POST') return this.#order(toRequest(incoming));
    if (method !== 'DELETE') return this.#look(instance);
    this.#gateways.delete(instance);
    this.#server.simulator.remove(instance);
    return Response.json({});
  }

  async #order(request: Request): Promise<Response> {
    const { script, token, direct } = (await request.json()) as Order;
    const account = this.#server.simulator.add(script);
    const { instance } = account;
    this.#gateways.set(instance, this.#gateway(account, token ?? account.token));
    return Response.json({ origin: this.#server.origin, instance, ...(direct && { token: token ?? account.token }) });
  }

  /** What the simulator has recorded, without the token. */
  #look(instance: string): Response {
    const account = this.#server.simulator.account(instance);
    if (!account) return new Response(null, { status: 404 });
    const { state, qr = null, calls, sockets } = account;
    return Response.json({ state, qr, calls, sockets });
  }

  #gateway({ gateway, instance }: SimulatedAccount, token: string): Gateway {
    const backendUrl = this.#server.origin;
    if (gateway === 'z-api') return zApi({ backendUrl, instance, token });
    if (gateway === 'plugchat') return plugChat({ backendUrl, token });
    return greenApi({ backendUrl, instance, token, WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
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

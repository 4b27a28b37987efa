import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { greenApi } from '../../src/gateways/green-api.js';
import { zApi } from '../../src/gateways/z-api.js';
import { createRelay, type Relay } from '../../src/relay/index.js';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The server of a product: it serves the built app, and the relay, which identifies a customer by a cookie or a header. */
export class Host {
  /** The folder whose files are served. */
  root = '';
  /** The `Authorization` header or the cookie of each request to the relay. */
  readonly #asked: string[] = [];
  readonly simulator: SimulatorServer;
  readonly #server: Server;
  readonly #relay: Relay;

  private constructor(simulator: SimulatorServer) {
    this.simulator = simulator;
    this.#relay = createRelay({ gateway: ({ headers }) => this.#gateway(headers) });
    this.#server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
  }

  static async start(): Promise<Host> {
    const host = new Host(await startSimulator());
    await new Promise<void>((resolve) => host.#server.listen(0, '127.0.0.1', resolve));
    return host;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The header or cookie of each request about an account. */
  askedAbout({ instance }: SimulatedAccount): readonly string[] {
    return this.#asked.filter((who) => who.includes(instance));
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await this.simulator.close();
  }

  #gateway(headers: Headers) {
    const who = headers.get('authorization') ?? headers.get('cookie') ?? '';
    this.#asked.push(who);
    const instance = /(?:Bearer |session=)(\w+)/.exec(who)?.[1];
    const account = this.simulator.simulator.account(instance ?? '');
    return account ? this.#gatewayOf(account) : new Response(null, { status: 401 });
  }

  #gatewayOf({ gateway, instance, token }: SimulatedAccount) {
    const options = { backendUrl: this.simulator.origin, instance, token };
    return gateway === 'z-api' ? zApi(options) : greenApi(options);
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname } = new URL(incoming.url ?? '/', this.origin);
    if (pathname === '/whatsapp/login') return this.#answer(incoming, outgoing);
    const names = { '/': ['index.html'], '/bench': ['bench.html', 'index.html'] }[pathname] ?? [pathname];
    for (const name of names) {
      const file = await readFile(join(this.root, name)).catch(() => undefined);
      if (file) return void outgoing.writeHead(200, { 'content-type': TYPES[extname(name)] ?? '' }).end(file);
    }
    outgoing.writeHead(404).end();
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, headers } = incoming;
    const body = method === 'POST' ? Readable.toWeb(incoming) : null;
    const init = { method, headers, body, duplex: 'half' } as RequestInit;
    const answer = await this.#relay(new Request(`${this.origin}${incoming.url}`, init));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }
}

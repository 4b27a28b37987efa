import { readFile } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { knownGateways } from '../../demo/gateways.js';
import { createRelay } from '../../src/relay/index.js';
import { toNodeHandler } from '../../src/relay/node/index.js';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import type { SimulatorServer } from '../../src/simulator/node.js';

/** The address of a backend in the code that the demo shows, and in front of a gateway that of a proxy which adds the credentials. */
const LOGIN = '/whatsapp/login';
const PROXY = '/whatsapp';

const cdn = new URL('../../dist/cdn/', import.meta.url);

/** A site of somebody who has copied the code, with an account of their own. */
export interface CodeSite {
  readonly html: string;
  readonly account: SimulatedAccount;
}

/** Serves each site under a name of its own, such as `http://vue-1.localhost:41234`, with the backend or the proxy that its code asks. */
export class CodeHost {
  readonly scripts = new Map<string, string>();
  /** The headers with which a site has asked its backend last. */
  readonly headers = new Map<string, Headers>();
  readonly #sites = new Map<string, CodeSite>();
  readonly #simulator: SimulatorServer;
  readonly #relay = createRelay({ gateway: (request) => this.#gatewayOf(request) });
  readonly #answerLogin = toNodeHandler(this.#relay);
  readonly #server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));

  constructor(simulator: SimulatorServer) {
    this.#simulator = simulator;
    this.#server.on('upgrade', (incoming, client, head) => {
      const { hostname, port } = new URL(simulator.origin);
      const upstream = connect(Number(port), hostname, () => {
        const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
        upstream.write(`GET ${this.#proxied(incoming)} HTTP/1.1\r\n${headers.join('')}\r\n`);
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      for (const end of [upstream, client]) end.on('error', () => end.destroy());
      upstream.on('close', () => client.destroy());
      client.on('close', () => upstream.destroy());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** Returns the site's address. */
  add(name: string, site: CodeSite): string {
    this.#sites.set(name, site);
    return `http://${name}.localhost:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await this.#relay.close();
  }

  #siteOf(host = ''): CodeSite {
    const site = this.#sites.get(host.split('.')[0] ?? '');
    if (!site) throw new Error(`There is no site at ${host}`);
    return site;
  }

  #gatewayOf({ url, headers }: Request): ReturnType<(typeof knownGateways)['z-api']['create']> {
    const { hostname } = new URL(url);
    this.headers.set(hostname.split('.')[0] ?? '', headers);
    const { gateway, instance, token } = this.#siteOf(hostname).account;
    return knownGateways[gateway].create({ backendUrl: this.#simulator.origin, instance, token });
  }

  #proxied({ url = '', headers }: IncomingMessage): string {
    return this.#siteOf(headers.host).account.proxyPath + url.slice(PROXY.length);
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { url = '', headers } = incoming;
    const [path = ''] = url.split('?');
    if (path === LOGIN) return this.#answerLogin(incoming, outgoing);
    if (path.startsWith(`${PROXY}/`)) return this.#forward(incoming, outgoing);
    if (path === '/') return void outgoing.setHeader('content-type', 'text/html').end(this.#siteOf(headers.host).html);
    const name = path.replace(/.*\//, '');
    const script = this.scripts.get(name) ?? (await readFile(new URL(name, cdn), 'utf8').catch(() => undefined));
    outgoing.writeHead(script === undefined ? 404 : 200, { 'content-type': 'text/javascript' }).end(script);
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers } = incoming;
    const onward = forward(this.#simulator.origin + this.#proxied(incoming), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }
}

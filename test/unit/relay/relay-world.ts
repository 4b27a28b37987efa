import assert from 'node:assert/strict';
import type { Gateway, GatewaySettings } from '../../../src/gateways/gateway.js';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import { createRelay, type Relay, type RelayOptions, type RelaySocket } from '../../../src/relay/index.js';
import type { SimulatedAccount } from '../../../src/simulator/index.js';
import { World } from '../transport/drive.js';

export const HOST = 'https://host.test/whatsapp/login';

/** The factory of each gateway. A host's function that names a request's gateway need not be async. */
const factories = new Map<string, (settings: GatewaySettings) => Gateway>();
for (const [name, load] of Object.entries(GATEWAYS)) factories.set(name, await load(''));

/** What a page was answered. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly update: any;
}

/** Pages in front of a relay in front of the simulator, by a clock that only the test moves. */
export class RelayWorld extends World {
  gatewayOf({ gateway, instance, token }: SimulatedAccount): Gateway {
    const { fetch, WebSocket } = this.simulator;
    const create = factories.get(gateway);
    if (!create) throw new Error(`No gateway is called ${gateway}`);
    return create({ backendUrl: 'https://gateway.test', instance, token, fetch, WebSocket });
  }

  pages(gateway: RelayOptions['gateway'], origins?: readonly string[]): Pages {
    return new Pages(createRelay({ gateway, origins }));
  }

  /** Pages of one account. */
  pagesOf(account: SimulatedAccount): Pages {
    // A host makes a new one for each request.
    return this.pages(() => this.gatewayOf(account));
  }
}

export class Pages {
  readonly relay: Relay;

  constructor(relay: Relay) {
    this.relay = relay;
  }

  async send(init: RequestInit = {}, url = HOST): Promise<PageAnswer> {
    const response = await this.relay(new Request(url, init));
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      update: text.startsWith('{') ? JSON.parse(text) : undefined,
    };
  }

  async ask(want: 'qr' | 'state' = 'qr'): Promise<any> {
    return (await this.send({}, `${HOST}?want=${want}`)).update;
  }

  post(body: unknown, headers: Record<string, string> = {}): Promise<PageAnswer> {
    return this.send({ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
  }
}

/** An update without its version, which is another in each login. */
export const withoutVersion = ({ version, ...update }: any): any => {
  assert.match(version, /^\w+\.(qr|state)\.\d+$/);
  return update;
};

export const called = (account: SimulatedAccount, ...methods: string[]): number =>
  account.calls.filter(({ method }) => methods.includes(method)).length;

/** The server's end of a WebSocket, and what its client received. */
export class ServerEnd extends EventTarget {
  readyState = 1;
  readonly received: any[] = [];
  closed: number | undefined;

  send(text: string): void {
    if (this.readyState !== 1) throw new Error('InvalidStateError');
    this.received.push(JSON.parse(text));
  }
  close(code: number): void {
    this.closed = code;
    this.leave();
  }
  /** The client has sent a frame. */
  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  leave(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
  get types(): string[] {
    return this.received.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);
  }
  get last(): any {
    return this.received.at(-1);
  }
}

/** Pages of which some ask over HTTP and others listen on a socket. */
export class PagesWithSockets extends Pages {
  readonly sockets: ServerEnd[] = [];

  constructor({ relay }: Pages) {
    super(relay);
  }

  join(url = HOST, headers: HeadersInit = {}): ServerEnd {
    const end = new ServerEnd();
    this.sockets.push(end);
    void this.relay.accept(end as unknown as RelaySocket, new Request(url, { headers }));
    return end;
  }
}

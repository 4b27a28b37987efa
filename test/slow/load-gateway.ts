import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the gateway was asked about one instance. */
export interface InstanceCalls {
  codes: number;
  states: number;
  open: number;
  mostOpen: number;
}

/** Z-API as the relay sees it, in a few lines, since it is one of those that share the machine: each code names its instance. */
export class LoadGateway {
  readonly calls = new Map<string, InstanceCalls>();
  /** Questions about this instance are not answered meanwhile. */
  hanging: string | undefined;
  /** Instances whose number is linked once their state was asked for so many times. */
  readonly linksAfter = new Map<string, number>();
  /** It breaks off every other connection, and answers on the others with 503. */
  isOut = false;
  /** The number of codes given so far, to all instances. Each code holds its own number, counted from 1. */
  given = 0;
  readonly #held: (() => void)[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));

  static async start(): Promise<LoadGateway> {
    const gateway = new LoadGateway();
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  callsOf(instance: string): InstanceCalls {
    const calls = this.calls.get(instance) ?? { codes: 0, states: 0, open: 0, mostOpen: 0 };
    this.calls.set(instance, calls);
    return calls;
  }

  /** Answers what has hung. */
  goOn(): void {
    this.hanging = undefined;
    for (const answer of this.#held.splice(0)) answer();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({ url = '', socket }: IncomingMessage, response: ServerResponse): void {
    const [, instance = '', what = ''] = /^\/instances\/(\w+)\/token\/[\w-]+\/(.*)/.exec(url) ?? [];
    const calls = this.callsOf(instance);
    calls[what === 'status' ? 'states' : 'codes']++;
    calls.mostOpen = Math.max(calls.mostOpen, ++calls.open);
    response.once('close', () => calls.open--);
    const answer = () =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(this.#say(instance, what)));
    if (this.isOut && calls.states % 2) socket.destroy();
    else if (this.isOut) response.writeHead(503).end();
    else if (this.hanging === instance) this.#held.push(answer);
    else answer();
  }

  #say(instance: string, what: string): object {
    if (what.startsWith('phone-code/')) return { code: 'ABCD2345' };
    if (what === 'device') return { phone: '5511999990000' };
    const isLinked = this.callsOf(instance).states >= (this.linksAfter.get(instance) ?? Infinity);
    if (what === 'status')
      return isLinked ? { connected: true } : { connected: false, error: 'You are not connected.' };
    if (isLinked) return { connected: true };
    return { value: `2@${instance},${++this.given},${'aB3+/x'.repeat(35)}` };
  }
}

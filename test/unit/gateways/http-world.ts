import { setImmediate } from 'node:timers/promises';
import sinon from 'sinon';
import type { Gateway } from '../../../src/gateways/gateway.js';
import type { AccountScript, SimulatedAccount } from '../../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../../src/simulator/node.js';
import { drive, type Driven, type DriveOptions } from '../transport/drive.js';

/** So many turns of the event loop without a request on its way mean that there is none. */
const QUIET_TURNS = 4;

/** A simulator behind real HTTP, with a clock that only the test moves. */
export class HttpWorld {
  readonly clock = sinon.useFakeTimers({
    now: 1_700_000_000_000,
    toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
  });
  readonly #server: SimulatorServer;
  readonly #accounts: SimulatedAccount[] = [];
  readonly #driven: Driven[] = [];
  #onTheirWay = 0;

  private constructor(server: SimulatorServer) {
    this.#server = server;
  }

  static async start(): Promise<HttpWorld> {
    return new HttpWorld(await startSimulator());
  }

  get origin(): string {
    return this.#server.origin;
  }

  add(script: AccountScript): SimulatedAccount {
    const account = this.#server.simulator.add(script);
    this.#accounts.push(account);
    return account;
  }

  /** The platform's, which is watched, so that no time passes while a request or an answer is on its way. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    this.#onTheirWay++;
    try {
      const response = await globalThis.fetch(input, init);
      const body = await response.arrayBuffer();
      return new Response(body.byteLength > 0 ? body : null, response);
    } finally {
      this.#onTheirWay--;
    }
  };

  drive(gateway: Gateway, options?: DriveOptions): Driven {
    const driven = drive(gateway, options);
    this.#driven.push(driven);
    return driven;
  }

  async pass(ms: number, step = 250): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      await this.clock.tickAsync(Math.min(step, left));
      await this.#arrival();
      for (const driven of this.#driven) driven.tick();
    }
  }

  /** Waits for a question that needs time to pass. */
  async settled<T>(question: Promise<T> | undefined): Promise<T | undefined> {
    let isSettled = false;
    const settle = () => (isSettled = true);
    question?.then(settle, settle);
    for (await this.#arrival(); question && !isSettled; await this.#arrival()) await this.clock.tickAsync(250);
    return question;
  }

  async close(): Promise<void> {
    for (const driven of this.#driven) driven.stop();
    this.clock.restore();
    await this.#server.close();
  }

  /** Resolves when every request has been answered, but for those that the simulator holds back. */
  async #arrival(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await setImmediate();
      const held = this.#accounts.reduce((sum, { pending }) => sum + pending, 0);
      if (this.#onTheirWay > held) quiet = 0;
    }
  }
}

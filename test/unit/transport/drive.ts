import { setImmediate } from 'node:timers/promises';
import sinon from 'sinon';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { advance } from '../../../src/login/advance.js';
import {
  beginRun,
  isRunning,
  type LoginRequest,
  type LoginState,
  type LoginUpdate,
  type Unreachable,
} from '../../../src/login/login.js';
import { toErrorState } from '../../../src/login/login-error.js';
import {
  createSimulator,
  type AccountScript,
  type SimulatedAccount,
  type Simulator,
} from '../../../src/simulator/index.js';
import { monotonicNow } from '../../../src/platform/clock.js';
import { Memory } from '../../../src/login/memory.js';
import { listen } from '../../../src/transport/listen.js';
import { updates } from '../../../src/transport/updates.js';
import type { Gate, Transport } from '../../../src/transport/run.js';

const open: Gate = { open: () => Promise.resolve(), reopened: () => new Promise(() => undefined) };

/** A gate that the test opens and shuts. */
export class Door implements Gate {
  #shut = false;
  readonly #changes = new EventTarget();
  set shut(shut: boolean) {
    this.#shut = shut;
    this.#changes.dispatchEvent(new Event('change'));
  }
  open(signal: AbortSignal): Promise<void> {
    return this.#until(() => !this.#shut, signal);
  }
  async reopened(signal: AbortSignal): Promise<void> {
    await this.#until(() => this.#shut, signal);
    await this.#until(() => !this.#shut, signal);
  }
  #until(holds: () => boolean, signal: AbortSignal): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const check = () => {
        if (holds()) resolve();
      };
      this.#changes.addEventListener('change', check, { signal });
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  }
}

/** A login without an element: the stream, folded. */
export interface Driven {
  readonly memory: Memory;
  readonly updates: (LoginUpdate | Unreachable)[];
  readonly statuses: string[];
  readonly done: Promise<void>;
  stop(): void;
  tick(): void;
}

export interface DriveOptions {
  readonly request?: LoginRequest;
  readonly transport?: Transport;
  readonly gate?: Gate;
  readonly restart?: boolean;
  readonly every?: number;
}

export function drive(gateway: Gateway, options: DriveOptions = {}): Driven {
  const {
    request = { method: 'qr' },
    transport = 'auto',
    gate = open,
    restart = false,
    every = gateway.pace.every,
  } = options;
  const run = new AbortController();
  const { signal } = run;
  const owes = request.method === 'code' ? 'code' : restart ? 'restart' : undefined;
  const wants = request.method === 'qr' ? 'qr' : 'state';
  const memory = new Memory(beginRun(request.method, gateway.pace, monotonicNow()), owes, () => every);
  const driven = { memory, updates: [] as (LoginUpdate | Unreachable)[], statuses: ['waiting'] };
  const become = (state: LoginState) => {
    if (state.status !== memory.login.status) driven.statuses.push(state.status);
    memory.login = state;
    if (!isRunning(state)) run.abort();
  };
  const follow = async () => {
    try {
      for await (const update of updates({ gateway, request, wants, memory, gate, transport, signal }, listen)) {
        driven.updates.push(update);
        become(advance(memory.login, update, monotonicNow()));
      }
    } catch (error) {
      if (!run.signal.aborted) become(toErrorState(error));
    }
  };
  return {
    ...driven,
    done: follow(),
    stop: () => {
      run.abort();
    },
    tick: () => {
      become(advance(memory.login, { type: 'tick' }, monotonicNow()));
    },
  };
}

/** A simulator in this process, with a clock that only the test moves. */
export class World {
  readonly clock = sinon.useFakeTimers({
    now: 1_700_000_000_000,
    toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
  });
  readonly simulator: Simulator = createSimulator();
  readonly #driven: Driven[] = [];

  add(script?: AccountScript): SimulatedAccount {
    return this.simulator.add(script);
  }

  drive(gateway: Gateway, options?: DriveOptions): Driven {
    const driven = drive(gateway, options);
    this.#driven.push(driven);
    return driven;
  }

  /** Moves the clock, and lets real work (a PNG is compressed in a thread) end at each step. */
  async pass(ms: number, step = 250): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      await this.clock.tickAsync(Math.min(step, left));
      for (let turn = 0; turn < 12; turn++) await setImmediate();
      for (const driven of this.#driven) driven.tick();
    }
  }

  close(): void {
    for (const driven of this.#driven) driven.stop();
    this.clock.restore();
  }
}

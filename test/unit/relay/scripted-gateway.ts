import type { Gateway, GatewaySocket, Pace } from '../../../src/gateways/gateway.js';
import type { Account, LoginUpdate } from '../../../src/login/login.js';
import { sleep } from '../../../src/platform/async.js';
import { monotonicNow } from '../../../src/platform/clock.js';

/** Each answer may hold the QR code, once a second. */
export const PACE: Pace = {
  every: 1_000,
  qr: 'answer',
  fastest: { qr: 1, state: 1 },
  codes: 5,
  window: 100_000,
  patience: 600_000,
  grace: 0,
};

export const QR: LoginUpdate = { type: 'qr', text: '2@a', expiresIn: 20 };

export interface ScriptedCall {
  readonly method: string;
  readonly at: number;
  readonly signal: AbortSignal;
}

type Answer<T> = () => T | Promise<T>;

/** What each call is answered; a gateway without `code`, `restart` … has none. */
export interface GatewayScript {
  readonly qr?: Answer<LoginUpdate>;
  readonly state?: Answer<LoginUpdate | undefined>;
  readonly start?: Answer<LoginUpdate>;
  readonly code?: Answer<LoginUpdate>;
  readonly restart?: Answer<LoginUpdate>;
  readonly account?: Answer<Account>;
}

/** A gateway that answers what the test says, and records who asked it what, and how many calls were open at a time. */
export class ScriptedGateway {
  readonly calls: ScriptedCall[] = [];
  mostOpen = 0;
  open = 0;
  /** How long each call takes, ms. */
  latency = 0;

  /** A gateway as the host of a relay would make it for each request, with all calls recorded here. */
  gateway(script: GatewayScript, options: Partial<Gateway> = {}): Gateway {
    const { qr = () => QR, state = () => undefined, start, code, restart, account } = script;
    return {
      key: 'one',
      methods: ['qr', 'code'],
      pace: PACE,
      qr: (signal) => this.#call('qr', signal, qr),
      state: (signal) => this.#call('state', signal, state),
      ...(start && { start: (signal: AbortSignal) => this.#call('start', signal, start) }),
      ...(code && { code: (_: string, signal: AbortSignal) => this.#call('code', signal, code) }),
      ...(restart && { restart: (signal: AbortSignal) => this.#call('restart', signal, restart) }),
      ...(account && { account: (signal: AbortSignal) => this.#call('account', signal, account) }),
      ...options,
    };
  }

  /** When `method` was called, ms. */
  times(method: string): number[] {
    return this.calls.filter((call) => call.method === method).map(({ at }) => at);
  }

  async #call<T>(method: string, signal: AbortSignal, answer: Answer<T>): Promise<T> {
    this.calls.push({ method, at: monotonicNow(), signal });
    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    try {
      if (this.latency > 0) await sleep(this.latency, signal);
      return await answer();
    } finally {
      this.open--;
    }
  }
}

/** The gateway's own WebSocket, as the relay sees it: it opens at once, and each frame is the update that the test sends. */
export class ScriptedSocket extends EventTarget {
  static readonly opened: ScriptedSocket[] = [];
  readonly CLOSED = 3;
  readyState = 0;

  static get last(): ScriptedSocket {
    return ScriptedSocket.opened.at(-1)!;
  }

  static readonly gatewaySocket: GatewaySocket = {
    url: 'wss://gateway.test',
    WebSocket: ScriptedSocket as unknown as typeof WebSocket,
    several: true,
    read: (frame) => Promise.resolve(frame as LoginUpdate),
  };

  constructor() {
    super();
    ScriptedSocket.opened.push(this);
    setTimeout(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
    });
  }

  push(data: LoginUpdate): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent('close'));
  }
}

class CloseEvent extends Event {
  readonly code = 1005;
}

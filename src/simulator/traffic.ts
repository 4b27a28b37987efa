import type { Account } from './account.js';
import type { Clock } from './clock.js';
import { FaultQueue } from './faults.js';
import type { ServerSocket } from './sockets.js';
import type { Watcher } from './watchers.js';

/** How many calls are kept. A demo may run for days, so the oldest ones are forgotten. */
const CALLS = 10_000;
/** The limits of gateways are calls per second. */
const SECOND = 1_000;

/**
 * One thing that a client did. The handshake of a socket and each frame that the client sends over it are calls, too.
 */
export interface RecordedCall {
  /** The gateway's own name of the method; `frame` for what a client sent over a socket. */
  readonly method: string;
  /** When the call came, in ms of the clock. */
  readonly at: number;
  /** The query of the address, unless it is empty. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What passes between the clients and one account: calls, sockets, and the faults that befall them. */
export class Traffic {
  readonly calls: RecordedCall[] = [];
  readonly faults = new FaultQueue();
  readonly #clock: Clock;
  readonly #sockets = new Set<ServerSocket>();
  /** The requests themselves: Node keeps the signal of one alive only as long as the request. */
  readonly #pending = new Map<Request, AbortController>();
  readonly #recent = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get sockets(): number {
    return this.#sockets.size;
  }

  get pending(): number {
    return this.#pending.size;
  }

  record(method: string, details: Pick<RecordedCall, 'query' | 'body'> = {}): void {
    this.calls.push({ method, at: this.#clock.now(), ...details });
    if (this.calls.length > CALLS) this.calls.shift();
  }

  /** Counts a call against a limit per second; false: one too many. */
  allows(method: string, limit: number): boolean {
    const now = this.#clock.now();
    const recent = (this.#recent.get(method) ?? []).filter((at) => now - at < SECOND);
    this.#recent.set(method, recent);
    return recent.length < limit && recent.push(now) > 0;
  }

  /** Opens a request; its signal aborts with the client's, or when the account is removed. */
  openRequest(request: Request): { readonly signal: AbortSignal; close(): void } {
    const controller = new AbortController();
    request.signal.addEventListener('abort', () => {
      controller.abort(request.signal.reason);
    });
    this.#pending.set(request, controller);
    return {
      signal: controller.signal,
      close: () => {
        this.#pending.delete(request);
      },
    };
  }

  /** Keeps an open socket until it is over; the watcher hears what happens to the account meanwhile. */
  attachSocket(socket: ServerSocket, account: Account, watcher: Watcher): void {
    const leave = account.watch(watcher);
    this.#sockets.add(socket);
    socket.onmessage = (data) => {
      this.record('frame', { body: data });
    };
    socket.onclose = () => {
      this.#sockets.delete(socket);
      leave();
      watcher('closed');
    };
  }

  dropSockets(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Ends everything that is open, as a gateway that goes away does. */
  close(): void {
    for (const socket of this.#sockets) socket.close(1001);
    for (const controller of this.#pending.values()) controller.abort(new TypeError('fetch failed'));
  }
}

import type { Clock } from './clock.js';

/** What a watcher is told about. `closed` is for the watcher of a socket, at the end of that socket. */
export type AccountEvent = 'changed' | 'expired' | 'closed';
export type Watcher = (event: AccountEvent) => void;

/** The callbacks that are told when an account changes, and the one timer that runs while there are any. */
export class Watchers {
  readonly #clock: Clock;
  readonly #due: () => number | undefined;
  readonly #watchers = new Set<Watcher>();
  #timer: unknown;

  /** `due` says when, in ms of the clock, time alone brings the next change. */
  constructor(clock: Clock, due: () => number | undefined) {
    this.#clock = clock;
    this.#due = due;
  }

  get size(): number {
    return this.#watchers.size;
  }

  /** Returns a function that takes the watcher away again. */
  add(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    this.schedule();
    return () => {
      this.#watchers.delete(watcher);
      this.schedule();
    };
  }

  notify(event: AccountEvent): void {
    for (const watcher of [...this.#watchers]) watcher(event);
    this.schedule();
  }

  /** Sets the timer anew. It must be called whenever the time of the next change may have moved. */
  schedule(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    const due = this.size > 0 ? this.#due() : undefined;
    if (due === undefined) return;
    const run = () => {
      this.notify('changed');
    };
    this.#timer = this.#clock.setTimeout(run, Math.max(0, due - this.#clock.now()));
  }

  /** Resolves at the next change, or after `ms`; rejects when the signal aborts. */
  next(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const end = (settle: () => void) => () => {
        this.#clock.clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        leave();
        settle();
      };
      const done = end(resolve);
      const abort = end(() => {
        reject(signal.reason as Error);
      });
      const timer = this.#clock.setTimeout(done, ms);
      signal.addEventListener('abort', abort);
      const leave = this.add(done);
    });
  }
}

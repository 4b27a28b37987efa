/** A timer, and on whose behalf it was set: the page's own must all be gone when its elements are. */
interface Timer {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
  readonly isOfPage: boolean;
}

const RealDate = Date;
const channel = new MessageChannel();
const turns: (() => void)[] = [];
channel.port1.onmessage = () => turns.shift()?.();

/** The next task of the event loop. All microtasks have run by then. A real timer would wait for 4 ms. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    turns.push(resolve);
    channel.port2.postMessage(undefined);
  });
}

/** So many turns of the event loop have passed before a played gateway that has set a timer is taken to wait for it. */
const HOLD_TURNS = 400;
/** Work that takes longer has failed, real ms. */
const PATIENCE = 20_000;
const { setTimeout: setRealTimeout } = globalThis;
const realNow = performance.now.bind(performance);

/** For what comes from the test's own server: the chunks of the element. */
export const realPause = (ms: number): Promise<void> => new Promise((resolve) => void setRealTimeout(resolve, ms));

/**
 * The time of a page: it stands still unless a test puts it forward, and then what is due happens in order. Everything else in the
 * page works by microtasks, so the same test does the same each time.
 */
class FakeTime {
  /** Ms since the page was opened, as `performance.now()` says. */
  now = 0;
  /** What the wall clock says beyond that, ms since 1970. Tests put it back and forth. */
  wall = Date.UTC(2026, 0, 1);
  readonly #timers = new Map<number, Timer>();
  #last = 0;
  #holds = 0;

  set(run: () => void, ms: number, isOfPage: boolean): number {
    const order = ++this.#last;
    // As in browsers, what a timer cannot hold is due at once; and some time passes always.
    const wait = ms >= 1 && ms < 2 ** 31 ? ms : 1;
    this.#timers.set(order, { due: this.now + wait, order, run, isOfPage });
    return order;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  /** How many timers of the page there are. */
  get pending(): number {
    return [...this.#timers.values()].filter(({ isOfPage }) => isOfPage).length;
  }

  /** Between two tests nothing of the former one is due any more. */
  reset(): void {
    this.#timers.clear();
    this.#holds = 0;
  }

  /** Time stands still while this is under way, unless it waits for a timer itself. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#holds++;
    try {
      return await work;
    } finally {
      this.#holds = Math.max(0, this.#holds - 1);
    }
  }

  /** What has begun is done, as far as no time has to pass for it. */
  async settle(): Promise<void> {
    await turn();
    await turn();
    const end = realNow() + PATIENCE;
    for (let turns = 0; this.#holds > 0 && (turns < HOLD_TURNS || !this.#isWaitedOutside); turns++) {
      if (realNow() > end) throw new Error('A played gateway does not answer');
      await turn();
    }
  }

  get #isWaitedOutside(): boolean {
    return [...this.#timers.values()].some(({ isOfPage }) => !isOfPage);
  }

  /** Puts the clock forward, and does in order what is due until then. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await this.settle();
      const next = this.#next();
      if (!next || next.due > end) break;
      this.#timers.delete(next.order);
      this.now = Math.max(this.now, next.due);
      next.run();
    }
    this.now = end;
    await this.settle();
  }

  /** The machine sleeps: the wall clock goes on, and no timer fires before it wakes. */
  sleep(ms: number): void {
    this.wall += ms;
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers.values())
      if (!first || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer;
    return first;
  }
}

export const time = new FakeTime();

/** Timers of what stands outside the page, such as a gateway. */
export const outsideClock = {
  now: () => time.wall + time.now,
  setTimeout: (run: () => void, ms: number) => time.set(run, ms, false),
  clearTimeout: (timer: unknown) => time.clear(timer),
};

/** Takes the place of the browser's own clocks, before any script of the page has run. */
export function installTime(): void {
  performance.now = () => time.now;
  globalThis.Date = class extends RealDate {
    constructor(...given: [number]) {
      super(...(given.length > 0 ? given : ([time.wall + time.now] as const)));
    }
    static override now = () => time.wall + time.now;
  } as DateConstructor;
  globalThis.setTimeout = ((run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    time.set(() => run(...given), ms, true)) as typeof setTimeout;
  globalThis.clearTimeout = (timer) => time.clear(timer);
  globalThis.requestAnimationFrame = (run) => time.set(() => run(time.now), 16, true);
  globalThis.cancelAnimationFrame = (frame) => time.clear(frame);
  globalThis.requestIdleCallback = (run) =>
    time.set(() => run({ didTimeout: false, timeRemaining: () => 50 }), 1, true);
}

/** A timer, and on whose behalf it was set: the page's own must all be gone when its elements are. */
interface Timer {
  readonly due: number;
  readonly order: number;
  run: () => void;
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
const { setTimeout: setRealTimeout, requestAnimationFrame: requestRealFrame } = globalThis;
const realNow = performance.now.bind(performance);

/** For what comes from the test's own server: the chunks of the element. */
export const realPause = (ms: number): Promise<void> => new Promise((resolve) => void setRealTimeout(resolve, ms));

/** The browser has drawn since: until then its own lists hold each element that was removed. On a busy machine that takes a second. */
export const realFrame = (): Promise<void> => new Promise((resolve) => void requestRealFrame(() => resolve()));

function nothing(): void {}

const START = Date.UTC(2026, 0, 1);

/**
 * The time of a page: it stands still unless a test puts it forward, and then what is due happens in order. Everything else in the
 * page works by microtasks, so the same test does the same each time.
 */
class FakeTime {
  /** Ms since the page was opened, as `performance.now()` says. */
  now = 0;
  /** What the wall clock says beyond that, ms since 1970. Tests put it back and forth. */
  wall = START;
  /** How long the machine has slept, ms. */
  slept = 0;
  readonly #timers = new Map<number, Timer>();
  /** The same in the order in which they are due: the parent of `n` is `(n - 1) / 2`. */
  readonly #heap: Timer[] = [];
  #last = 0;
  #holds = 0;

  set(run: () => void, ms: number, isOfPage: boolean): number {
    const order = ++this.#last;
    // As in browsers, what a timer cannot hold is due at once; and some time passes always.
    const wait = ms >= 1 && ms < 2 ** 31 ? ms : 1;
    const timer: Timer = { due: this.now + wait, order, run, isOfPage };
    this.#timers.set(order, timer);
    this.#push(timer);
    return order;
  }

  /** It stays in the heap until it would be due, but holds nothing any more of what has set it. */
  clear(timer: unknown): void {
    const cleared = this.#timers.get(timer as number);
    if (cleared) cleared.run = nothing;
    this.#timers.delete(timer as number);
  }

  /** How many timers of the page there are. */
  get pending(): number {
    return [...this.#timers.values()].filter(({ isOfPage }) => isOfPage).length;
  }

  /** Between two tests nothing of the former one is due any more. */
  reset(): void {
    this.#timers.clear();
    this.#heap.length = 0;
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
    this.slept += ms;
  }

  /** The first one that is due; those that were cleared are dropped on the way. */
  #next(): Timer | undefined {
    for (;;) {
      const [first] = this.#heap;
      if (!first || this.#timers.get(first.order) === first) return first;
      this.#pop();
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    for (let up = (at - 1) >> 1; at > 0 && isBefore(timer, heap[up]!); up = (at - 1) >> 1) {
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && isBefore(heap[down + 1]!, heap[down]!)) down++;
      if (!isBefore(heap[down]!, last)) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = last;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

export const time = new FakeTime();

/** The clock and the timers of what stands outside the page, such as a gateway: nobody puts them back. */
export const outsideClock = {
  now: () => START + time.slept + time.now,
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

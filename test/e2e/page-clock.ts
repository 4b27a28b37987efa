import type { Frame, Page } from 'puppeteer-core';

declare global {
  /** Puts the page's clock forward, and does in order what is due until then. */
  var passTime: (ms: number) => Promise<void>;
}

/** Between two looks, ms of the page: shorter than anything that a test has to see. */
const STEP = 500;
/** Between two looks, real ms: for what happens outside the page. */
const BREATH = 20;
/** A busy machine takes seconds for what takes a moment, ms. */
const PATIENCE = 90_000;

/** Lets tests put forward the clock of this page, which runs as ever unless they do. Before the page is opened. */
export async function installPageClock(page: Page): Promise<void> {
  // The loader of these tests keeps the names of functions by a helper that a page does not have.
  await page.evaluateOnNewDocument(`globalThis.__name ??= (named) => named; (${installClock.toString()})()`);
}

/** Lets time fly in the page until a condition holds there: for waits in which nothing happens but that the page waits. */
export async function passTimeUntil(
  frame: Page | Frame,
  condition: (wanted: string) => unknown,
  wanted = '',
): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await frame.evaluate(condition, wanted))) {
    if (performance.now() > end) throw new Error(`Never came: ${condition.toString()} ${wanted}`);
    await frame.evaluate((ms) => globalThis.passTime(ms), STEP);
    await new Promise((resolve) => setTimeout(resolve, BREATH));
  }
}

/** Runs in the page, before its scripts. */
function installClock(): void {
  const { setTimeout: set, clearTimeout: clear, Date: RealDate, fetch: realFetch, WebSocket: RealSocket } = globalThis;
  const realNow = performance.now.bind(performance);
  const timers = new Map<number, { readonly due: number; readonly fire: () => void; readonly handle: unknown }>();
  const requests = new Set<object>();
  let ahead = 0;
  let last = 0;
  const now = () => realNow() + ahead;
  const pause = (ms: number) => new Promise<void>((resolve) => void set(resolve, ms));

  performance.now = now;
  globalThis.Date = class extends RealDate {
    constructor(...given: [number]) {
      super(...(given.length > 0 ? given : ([RealDate.now() + ahead] as const)));
    }
    static override now = () => RealDate.now() + ahead;
  } as DateConstructor;
  globalThis.setTimeout = ((run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
    const timer = ++last;
    const fire = () => {
      timers.delete(timer);
      run(...given);
    };
    timers.set(timer, { due: now() + ms, fire, handle: set(fire, ms) });
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (timer) => {
    clear(timers.get(Number(timer))?.handle as number);
    timers.delete(Number(timer));
  };

  // A network takes real time: the clock waits for what is asked, for three seconds at most, lest it run into time-outs.
  const hold = () => {
    const request = {};
    requests.add(request);
    const release = () => requests.delete(request);
    set(release, 3_000);
    return release;
  };
  globalThis.fetch = (...given) => realFetch(...given).finally(hold());
  globalThis.WebSocket = class extends RealSocket {
    constructor(...given: [string | URL, (string | string[])?]) {
      super(...given);
      const release = hold();
      for (const type of ['open', 'close']) this.addEventListener(type, release);
    }
  };
  globalThis.passTime = async (ms) => {
    const end = now() + ms;
    for (;;) {
      await pause(0);
      while (requests.size > 0) await pause(5);
      const next = [...timers.values()].sort((a, b) => a.due - b.due)[0];
      if (!next || next.due > end) break;
      ahead += Math.max(0, next.due - now());
      clear(next.handle as number);
      next.fire();
    }
    ahead += Math.max(0, end - now());
  };
}

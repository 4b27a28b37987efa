import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import { PAGE_BUDGETS } from '../size/budgets.js';
import { drawn, MODULE, until, World } from './drop-in.js';

const QR = JSON.stringify({ type: 'qr', text: '2@a-code-of-the-page-s-own-backend', expiresIn: 600 });
const LOGIN = '/login?want=qr';
/** Asked again so late that no test sees it. */
const ELEMENT = '<wa-qr-login backend-url="/login" method="qr" poll-interval="600"></wa-qr-login>';
const PRELOAD = readFileSync(new URL('../../dist/cdn/preload.html', import.meta.url), 'utf8').replaceAll('./', '/');

/** What the first code waits for, without hashes. */
const nameOf = (path: string) => (path === '/wa-qr-login.js' ? 'entry' : path.replace(/^\/|-[\w-]{8}\.js$/g, ''));

describe('what a page with its own backend asks for until the first code', () => {
  let world: World;
  /** Lets go whatever is held. */
  let release: () => void;

  before(async () => (world = await World.start()));
  beforeEach(async () => {
    await world.reset();
    world.site.pages.set('/login', QR);
  });
  after(() => world.close());

  /** Holds the answers to some requests until `release()`. */
  function hold(isHeld: (path: string) => boolean): void {
    const released = new Promise<void>((resolve) => (release = resolve));
    world.site.hold = (path) => (isHeld(path) ? released : undefined);
  }
  const asked = () => world.site.asked.map(nameOf);
  const isAsked = (...names: readonly string[]) => names.every((name) => asked().includes(name));

  it('is asked for in as few steps as the budget has, each of which waits for the one before', async () => {
    const opened = world.open(ELEMENT + MODULE);
    hold((path) => path === '/wa-qr-login.js');
    await until(() => isAsked('entry'), 'the entry');
    assert.deepEqual(asked(), ['page', 'entry']); // the first step and the second
    const entry = release;
    hold((path) => path !== '/wa-qr-login.js');
    entry();
    await until(() => isAsked('card', 'en', 'qrcode', 'login?want=qr'), 'everything else in the third');
    const { length } = asked();
    const third = release;
    hold(() => true); // A fourth step would never be answered.
    third();
    await drawn(await opened);
    assert.deepEqual([3, length], [PAGE_BUDGETS.steps, PAGE_BUDGETS.requests]);
    release();
  });

  it('holds one question, asked before the card is there to read the answer', async () => {
    hold((path) => path.startsWith('/card-'));
    const opened = world.open(ELEMENT + MODULE);
    await until(() => isAsked('login?want=qr'), 'the question');
    release();
    await drawn(await opened);
    assert.equal(world.site.asked.filter((path) => path === LOGIN).length, 1);
  });

  it('has no question from an element that is told to wait, or that begins with the number', async () => {
    for (const more of ['manual', 'phone="5511999999999"']) {
      await world.reset();
      world.site.pages.set('/login', QR);
      const element = ELEMENT.replace('method="qr"', more === 'manual' ? more : `method="code" ${more}`);
      const page = await world.open(element + MODULE);
      await page.waitForFunction(() => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('button'));
      assert.deepEqual(
        asked().filter((name) => /login\?|qrcode/.test(name)),
        [],
        more,
      );
    }
  });

  it('needs no preflight at another origin', async () => {
    world.elsewhere.pages.set('/login', QR);
    world.elsewhere.headers = { 'access-control-allow-origin': '*' };
    const element = ELEMENT.replace('"/login"', `"${world.elsewhere.origin}/login"`);
    await drawn(await world.open(element + MODULE));
    assert.equal(world.elsewhere.asked.length, 1 + PAGE_BUDGETS.preflights);
  });

  it('is asked for with the entry where the page has the lines of the build, and each file once', async () => {
    hold((path) => path === '/wa-qr-login.js');
    const opened = world.open(PRELOAD + ELEMENT + MODULE);
    await until(() => isAsked('card', 'en', 'qrcode', 'entry'), 'all files at once');
    assert.ok(!isAsked('login?want=qr'));
    release();
    const page = await opened;
    await drawn(page);
    // What follows the first code may still be asked for by the page of the test before, which was closed a moment ago.
    const needed = asked().filter((name) => !/^more$|-later$/.test(name));
    assert.deepEqual([[...new Set(needed)], page.crashes], [needed, []]);
  });
});

declare global {
  /** What the page has going. */
  var going: { readonly timers: Set<unknown>; fired: number; frames: number; listeners: number };
}

/** Counts in the page, before its scripts run. */
function count(): void {
  const { setTimeout: set, clearTimeout: clear, requestAnimationFrame: frame } = globalThis;
  const going = (globalThis.going = { timers: new Set<unknown>(), fired: 0, frames: 0, listeners: 0 });
  globalThis.setTimeout = ((act: () => void, ms?: number) => {
    const timer: unknown = set(() => {
      going.timers.delete(timer);
      going.fired++;
      act();
    }, ms);
    going.timers.add(timer);
    return timer;
  }) as typeof set;
  globalThis.clearTimeout = (timer) => {
    going.timers.delete(timer);
    clear(timer);
  };
  globalThis.requestAnimationFrame = (act) => {
    going.frames++;
    return frame(act);
  };
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof add>) {
    const [, , options] = args;
    add.apply(this, args);
    if (this !== window && this !== document) return;
    going.listeners++;
    const signal = typeof options === 'object' ? options.signal : undefined;
    if (signal) add.call(signal, 'abort', () => going.listeners--);
  };
}

describe('a page on which a code stands', () => {
  let world: World;

  before(async () => (world = await World.start()));
  after(() => world.close());

  it('has as many nodes, timers and listeners as the budget, and no frame of ours', async () => {
    world.site.pages.set('/login', QR);
    world.site.pages.set('/page', `<!doctype html><html lang="en">${ELEMENT}${MODULE}`);
    const page = await world.browser.newPage();
    await page.evaluateOnNewDocument(`globalThis.__name ??= (named) => named; (${count.toString()})()`);
    await page.goto(`${world.site.origin}/page`);
    await drawn(page);
    await until(() => world.site.asked.some((path) => path.includes('/en-later-')), 'all that follows the code');
    await page.waitForFunction(() => globalThis.going.fired > 0);
    const counted = await page.evaluate(async () => {
      const { going } = globalThis;
      const { fired, frames } = going;
      const countNodes = (node: Node): number =>
        [...node.childNodes].reduce((sum, child) => sum + 1 + countNodes(child), 0);
      // The element looks at its clock every second: two of those are idle time.
      while (going.fired < fired + 2) await new Promise((resolve) => void requestIdleCallback(resolve));
      const root = document.querySelector('wa-qr-login')?.shadowRoot;
      return {
        elements: root?.querySelectorAll('*').length ?? 0,
        nodes: root ? countNodes(root) : 0,
        timers: going.timers.size,
        listeners: going.listeners,
        frames: going.frames - frames,
      };
    });
    const { elements, nodes, timers, listeners, frames } = PAGE_BUDGETS;
    assert.ok(counted.elements <= elements, `${counted.elements} elements of ${elements}`);
    assert.ok(counted.nodes <= nodes, `${counted.nodes} nodes of ${nodes}`);
    assert.ok(counted.timers <= timers, `${counted.timers} timers of ${timers}`);
    assert.ok(counted.listeners <= listeners, `${counted.listeners} listeners of ${listeners}`);
    assert.ok(counted.frames <= frames, `${counted.frames} frames of ${frames}`);
  });
});

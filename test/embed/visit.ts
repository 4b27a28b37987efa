import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page, WaitForSelectorOptions } from 'puppeteer-core';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import type { Host } from './host.js';

/** The messages in the console that are expected. Any other error or warning fails the test. */
const KNOWN_ERRORS: readonly RegExp[] = [
  // The element warns rightly, because the page with the list holds gateway credentials.
  /^<wa-qr-login>: everybody who sees this page can read its gateway credentials/,
  // Lit prints this in development builds.
  /^Lit is in dev mode/,
];

const watch = build({
  entryPoints: [fileURLToPath(new URL('../browser/watch.ts', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'watching',
  // The watch keeps sockets in memory, and they keep their element, so it must be off where elements are counted.
  footer: { js: "if (location.search !== '?unwatched') globalThis.watch = new watching.Watch();" },
}).then(({ outputFiles }) => outputFiles[0]?.text ?? '');

/** The number of whoever links. */
export const PHONE = '5511999999999';

export interface Entry {
  readonly type: string;
  readonly detail: any;
}

/** A page of an app in a browser profile of its own. */
export class Visit {
  readonly page: Page;
  /** The errors and warnings of the console and the page, without the expected ones. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #origin: string;

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.#origin = origin;
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      if (!['error', 'warn'].includes(message.type()) || KNOWN_ERRORS.some((known) => known.test(text))) return;
      this.complaints.push(text);
    });
  }

  static async open(browser: Browser, { origin }: Pick<Host, 'origin'>): Promise<Visit> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1000, height: 2000 });
    const visit = new Visit(context, page, origin);
    page.setDefaultTimeout(20_000);
    // tsx wraps each named function in a call of `__name`, also the functions that run in the page.
    await page.evaluateOnNewDocument('globalThis.__name = (named) => named;');
    await page.evaluateOnNewDocument(await watch);
    return visit;
  }

  /** Runs a test in a page of its own, whose console must stay silent. */
  static async during(
    browser: Browser,
    host: Pick<Host, 'origin'>,
    run: (visit: Visit) => Promise<void>,
  ): Promise<void> {
    const visit = await Visit.open(browser, host);
    try {
      await run(visit);
    } finally {
      await visit.close();
    }
    assert.deepEqual(visit.complaints, []);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(this.#origin + path);
    if (path.startsWith('/bench')) await this.page.waitForFunction(() => (globalThis as any).app?.set);
  }

  /** Sets the cookie by which the relay identifies the page. */
  async takeSession({ instance }: SimulatedAccount): Promise<void> {
    await this.setCookie('session', instance);
  }

  setCookie(name: string, value: string): Promise<void> {
    return this.#context.setCookie({ name, value, domain: '127.0.0.1' });
  }

  /** Changes the state of the app. */
  async set(change: Readonly<Record<string, unknown>>): Promise<void> {
    await this.page.evaluate((c) => (globalThis as any).app.set(c), change);
  }

  /** Waits for an element, and releases the handle, which would keep the element in memory. */
  async has(selector: string, options: WaitForSelectorOptions = {}): Promise<void> {
    await (await this.page.waitForSelector(selector, options))?.dispose();
  }

  async hasStatus(status: string, selector = 'wa-qr-login'): Promise<void> {
    await this.has(`${selector}[status="${status}"]`);
  }

  /** A QR code is drawn, not only known. Without a handle, which would keep the element in memory. */
  async isDrawn(selector = 'wa-qr-login'): Promise<void> {
    await this.page.waitForFunction(
      (host) => document.querySelector(host)?.shadowRoot?.querySelector('[part~="qr"] canvas')?.checkVisibility(),
      {},
      selector,
    );
  }

  /** The phone scans the code as soon as it is drawn. */
  async scan(account: SimulatedAccount, selector?: string): Promise<void> {
    await this.isDrawn(selector);
    assert.equal(account.scan(account.qr ?? ''), 'linking');
  }

  /** The app says who is linked, as the lines do that README.md shows. */
  async saysLinked(): Promise<void> {
    await this.page.waitForFunction(
      (text) => document.querySelector('p')?.textContent === text,
      {},
      `Linked: ${PHONE}`,
    );
  }

  async hasTitle(part: string): Promise<void> {
    await this.page.waitForFunction(
      (text) => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('h2')?.textContent.includes(text),
      {},
      part,
    );
  }

  /** Waits for an event of this type in the app's list, and returns its detail. */
  async heard(type: string): Promise<any> {
    await this.has(`ol [data-type="${type}"]`);
    return (await this.entries()).find((entry) => entry.type === type)?.detail;
  }

  async entries(): Promise<Entry[]> {
    const rows = await this.page.$$eval('ol li', (items) => items.map((li) => [li.dataset['type']!, li.textContent]));
    return rows.map(([type, detail]) => ({ type: type!, detail: JSON.parse(detail!) }));
  }

  async statuses(): Promise<string[]> {
    return (await this.entries()).filter(({ type }) => type === 'statechange').map(({ detail }) => detail.status);
  }

  /** Reads a property of the element. */
  property(name: string): Promise<unknown> {
    return this.page.$eval('wa-qr-login', (login, key) => (login as any)[key], name);
  }

  attribute(name: string): Promise<string | null> {
    return this.page.$eval('wa-qr-login', (login, key) => login.getAttribute(key), name);
  }

  /** Returns what is open in the page: timers, sockets, requests, and listeners of window and document. */
  open(): Promise<unknown> {
    return this.page.evaluate(() => (globalThis as any).watch.open);
  }

  /** Returns the same once the framework has finished what it does at its start. */
  async openWhenIdle(): Promise<unknown> {
    await this.page.waitForFunction(() =>
      Object.keys((globalThis as any).watch.open).every((key) => key === 'listeners'),
    );
    return this.open();
  }

  async isAsOpenAs(before: unknown): Promise<void> {
    const wanted = JSON.stringify(before);
    await this.page
      .waitForFunction((open) => JSON.stringify((globalThis as any).watch.open) === open, {}, wanted)
      .catch(async () => assert.deepEqual(await this.open(), before));
  }

  /** Waits for something that only the test can see. The test's own time-out ends the wait. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await this.settle();
  }

  /** Waits for some frames, in which the framework and the element do what they have deferred. */
  async settle(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let i = 0; i < 5; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  }

  /** Counts the elements that are still in memory. */
  async alive(): Promise<number> {
    const prototype = await this.page.evaluateHandle(() => customElements.get('wa-qr-login')!.prototype);
    const found = await this.page.queryObjects(prototype);
    const count = await found.evaluate((elements) => (elements as unknown[]).length);
    await found.dispose();
    await prototype.dispose();
    return count;
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

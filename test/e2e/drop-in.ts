import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import puppeteer, { type Browser, type Frame, type Page } from 'puppeteer-core';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { launchChromium } from '../tools/browser-page.js';
import { findFirefox } from '../tools/find-browsers.mjs';
import { installPageClock, passTimeUntil } from './page-clock.js';

const cdn = new URL('../../dist/cdn/', import.meta.url);

/** Every script that the build makes for a CDN. */
export const builtFiles = (): readonly string[] => readdirSync(cdn).filter((name) => name.endsWith('.js'));

/** Asked for by the tests themselves. */
const SETTLED = '/settled';

interface Failure {
  readonly path: RegExp;
  left: number;
}

/** Serves the built files from any folder, and the pages of a test. */
export class Site {
  /** Paths in the order they were asked for, without those that a browser asks for by itself. */
  readonly asked: string[] = [];
  readonly pages = new Map<string, string>();
  /** What is served below a path instead of the built files. */
  readonly folders = new Map<string, URL>();
  /** From where to where this site redirects, as a CDN does for an alias. */
  readonly redirects = new Map<string, string>();
  /** What this site makes of a built file. */
  change: (path: string, file: string) => string = (_, file) => file;
  /** Sent with each file. */
  headers: OutgoingHttpHeaders = {};
  /** Awaited before a file is sent. */
  hold: (path: string) => Promise<unknown> | undefined = () => undefined;
  readonly #failures: Failure[] = [];
  readonly #server = createServer((request, response) => {
    const { url = '' } = request;
    if (url === '/favicon.ico' || url === SETTLED) return void response.writeHead(404).end();
    this.asked.push(url);
    const location = this.redirects.get(url);
    if (location) return void response.writeHead(302, { location }).end();
    void this.#answer(url.replace(/\?.*/, '')).then(({ status, type, body }) =>
      response.writeHead(status, { 'content-type': type, ...this.headers }).end(body),
    );
  });

  static async start(): Promise<Site> {
    const site = new Site();
    await new Promise<void>((resolve) => site.#server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next requests for such a path are answered with a 503. */
  fail(path: RegExp, times = Infinity): void {
    this.#failures.push({ path, left: times });
  }

  /** Nothing fails any more. */
  mend(): void {
    this.#failures.length = 0;
  }

  /**
   * As a new site, at the same address. Closing the connections drops what a closed page has asked for and nobody has read yet; a
   * request of its own comes after the connections that were still to be accepted.
   */
  async reset(): Promise<void> {
    await fetch(this.origin + SETTLED);
    this.#server.closeAllConnections();
    this.asked.length = 0;
    this.mend();
    this.pages.clear();
    this.redirects.clear();
    this.change = (_, file) => file;
    this.headers = {};
    this.hold = () => undefined;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #fileOf(path: string): URL {
    for (const [start, folder] of this.folders)
      if (path.startsWith(start)) return new URL(path.slice(start.length), folder);
    return new URL(path.replace(/.*\//, ''), cdn);
  }

  async #answer(path: string): Promise<{ status: number; type: string; body: string }> {
    await this.hold(path);
    const page = this.pages.get(path);
    if (page !== undefined) return { status: 200, type: 'text/html', body: page };
    const failure = this.#failures.find((one) => one.left > 0 && one.path.test(path));
    if (failure) failure.left--;
    const file = failure ? undefined : await readFile(this.#fileOf(path), 'utf8').catch(() => undefined);
    if (file === undefined) return { status: failure ? 503 : 404, type: 'text/plain', body: 'Not here' };
    return { status: 200, type: 'text/javascript', body: this.change(path, file) };
  }
}

/** How Firefox logs what it has refused to load, which is no error of the page. */
const REFUSED = /Cross-Origin Request Blocked|Loading module from|hashes in the integrity attribute/;

/** A page, the errors that nobody has caught in it, and the warnings in its console. */
export type Tab = Page & { readonly crashes: string[]; readonly warnings: string[] };

/** What every test of the drop-in has: a gateway, the page's own site, another site for the files, and a browser. */
export class World {
  private constructor(
    readonly gateway: SimulatorServer,
    readonly site: Site,
    readonly elsewhere: Site,
    readonly browser: Browser,
  ) {}

  static async start(launch: () => Promise<Browser> = launchChromium): Promise<World> {
    const [gateway, site, elsewhere, browser] = await Promise.all([
      startSimulator(),
      Site.start(),
      Site.start(),
      launch(),
    ]);
    return new World(gateway, site, elsewhere, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.site.close();
    this.elsewhere.close();
    await this.gateway.close();
  }

  /** Both sites as new, and no page open but one. */
  async reset(): Promise<void> {
    for (const page of (await this.browser.pages()).slice(1)) await page.close();
    await Promise.all([this.site.reset(), this.elsewhere.reset()]);
  }

  /** An account of a gateway that sends the text of its codes, which a chunk has to draw. */
  account(): SimulatedAccount {
    return this.gateway.simulator.add({ gateway: 'z-api', linkDelay: 100 });
  }

  /** The element for such an account. */
  element({ instance, token }: SimulatedAccount, more = ''): string {
    return `<wa-qr-login gateway="z-api" backend-url="${this.gateway.origin}" instance="${instance}" token="${token}" method="qr" ${more}></wa-qr-login>`;
  }

  /** Opens a page of the site. */
  async open(html: string, path = '/page'): Promise<Tab> {
    this.site.pages.set(path, `<!doctype html><html lang="en"><title>Page</title>${html}`);
    const page = Object.assign(await this.browser.newPage(), { crashes: [] as string[], warnings: [] as string[] });
    await installPageClock(page);
    page.on('pageerror', (error) => {
      if (!REFUSED.test(String(error))) page.crashes.push(String(error));
    });
    page.on('console', (message) => {
      if (message.type() === 'warn') page.warnings.push(message.text());
    });
    await page.goto(this.site.origin + path);
    return page;
  }
}

export const MODULE = '<script type="module" src="/wa-qr-login.js"></script>';
export const CLASSIC = '<script src="/wa-qr-login.classic.js"></script>';

/** Busy machines take seconds for what takes a moment, ms. */
const PATIENCE = { timeout: 60_000, polling: 50 };

/** The first element of the page, or the one that matches, has come to this status. */
export const status = (page: Page, wanted: string, selector = 'wa-qr-login'): Promise<unknown> =>
  page.waitForFunction(
    (css, s) => document.querySelector(css)?.getAttribute('status') === s,
    PATIENCE,
    selector,
    wanted,
  );

/** The card of the first element has such a part. */
export const has = (page: Page | Frame, selector: string): Promise<unknown> =>
  page.waitForFunction(
    (css) => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector(css),
    PATIENCE,
    selector,
  );

/** The first element of the page shows a QR code that the encoder has drawn. */
export const drawn = (page: Page | Frame): Promise<unknown> => has(page, '[part~=qr] > canvas');

/** The same, where the element waits first: before it asks how the login stands, or for a chunk that has failed. */
export const statusInTime = (page: Page | Frame, wanted: string): Promise<void> =>
  passTimeUntil(page, (s) => document.querySelector('wa-qr-login')?.getAttribute('status') === s, wanted);

export const drawnInTime = (page: Page | Frame): Promise<void> =>
  passTimeUntil(page, () =>
    Boolean(document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('[part~=qr] > canvas')),
  );

/** Waits for what the servers of the test see. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  for (const end = performance.now() + PATIENCE.timeout; !condition();) {
    if (performance.now() > end) throw new Error(`Never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Whatever the page does by itself has reached the servers, for tests that say that it does nothing: its observers have had some
 * frames, its timers a minute, and a request of the test's own came after all others.
 */
export function settled(page: Page): Promise<void> {
  return page.evaluate(async (marker) => {
    const frames = async () => {
      for (let count = 0; count < 5; count++) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    await frames();
    await globalThis.passTime(60_000);
    await frames();
    await new Promise((resolve) => void requestIdleCallback(resolve));
    await fetch(marker);
  }, SETTLED);
}

const firefox = findFirefox();

/** Firefox remembers failures that Chromium forgets, so some tests run in both; Chromium is the one that is always there. */
export const engines: readonly (readonly [string, () => Promise<Browser>])[] = [
  ['Chromium', launchChromium],
  ...(firefox
    ? [
        [
          'Firefox',
          () => puppeteer.launch({ browser: 'firefox', executablePath: firefox.path, headless: true }),
        ] as const,
      ]
    : []),
];

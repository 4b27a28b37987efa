import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { launchChromium } from '../tools/browser-page.js';
import type { View } from './react-app/app.js';

const APP = resolve('test/e2e/react-app');
const OURS = Object.fromEntries(
  ['gateways/index', 'frameworks/react'].map((file) => [
    `wa-qr-login/${file.split('/')[file.startsWith('g') ? 0 : 1]}`,
    resolve(`dist/${file}.js`),
  ]),
);

/** An app in one version of React, rendered on a server and taken over in a page, with a backend that wants a header. */
export class ReactWorld {
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #script: string;
  readonly #render: (view: View) => string;
  /** What the backend was asked, and whether the page's session was known. */
  readonly asked: string[] = [];
  isLinked = false;

  private constructor(browser: Browser, script: string, render: (view: View) => string) {
    this.#browser = browser;
    this.#script = script;
    this.#render = render;
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  /** `packages`: where this version of React is installed. */
  static async create(packages: string): Promise<ReactWorld> {
    const client = await bundle('client', packages, { format: 'esm', conditions: ['development'] });
    const server = await bundle('server', packages, { format: 'cjs', platform: 'node' });
    const folder = await mkdtemp(join(tmpdir(), 'wa-react-'));
    const file = join(folder, 'server.cjs');
    await writeFile(file, server);
    const { render } = createRequire(import.meta.url)(file) as { render: (view: View) => string };
    await rm(folder, { recursive: true });
    const world = new ReactWorld(await launchChromium(), client, render);
    await new Promise<void>((listening) => world.#server.listen(0, '127.0.0.1', listening));
    return world;
  }

  /** What the server sends of a view. */
  markup(view: View): string {
    return this.#render(view);
  }

  /** Opens a view, rendered on the server or not, and returns it with all that the console says. React has not begun there. */
  async open(view: View, { rendered = true } = {}): Promise<{ page: Page; said: string[] }> {
    this.asked.length = 0;
    this.isLinked = false;
    const page = await this.#browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    const { port } = this.#server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?view=${view}${rendered ? '&rendered' : ''}`);
    await page.waitForFunction(() => 'begin' in globalThis);
    return { page, said };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #serve({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://app');
    if (pathname === '/client.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(this.#script);
    else if (pathname === '/login') this.#answer(headers['x-session'] === 'seven', response);
    else response.writeHead(200, { 'content-type': 'text/html' }).end(this.#html(searchParams));
  }

  #answer(isKnown: boolean, response: ServerResponse): void {
    this.asked.push(isKnown ? 'known' : 'unknown');
    const update = this.isLinked
      ? { type: 'linked', account: { phone: '5511999999999' } }
      : { type: 'qr', text: '2@a,code', expiresIn: 60 };
    response
      .writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
      .end(JSON.stringify(isKnown ? update : {}));
  }

  #html(query: URLSearchParams): string {
    const rendered = query.has('rendered') ? this.#render(query.get('view') as View) : '';
    return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>App</title>
      <div id="app">${rendered}</div><script type="module" src="/client.js"></script>`;
  }
}

/** Without the lines with which the development builds of Lit and React greet. */
export const complaints = (said: readonly string[]): string[] =>
  said.filter((text) => !/^Lit is in dev mode|Download the React DevTools/.test(text));

async function bundle(name: string, packages: string, options: BuildOptions): Promise<string> {
  const names = ['react', 'react-dom', 'scheduler'];
  const { outputFiles } = await build({
    entryPoints: [join(APP, `${name}.tsx`)],
    bundle: true,
    write: false,
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    alias: { ...OURS, ...Object.fromEntries(names.map((one) => [one, resolve(packages, one)])) },
    logLevel: 'silent',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

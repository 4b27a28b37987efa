import { build } from 'esbuild';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { launchChromium } from '../tools/browser-page.js';

const folder = fileURLToPath(new URL('page/', import.meta.url));

/** The element from its sources, and the scripts of `page/`, in a Chromium whose time, network and sight the tests play. */
export class PlayedPages {
  readonly #server: Server;
  readonly #browsers: Browser[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<PlayedPages> {
    const files = await bundle();
    const server = createServer(({ url = '/' }, response) => {
      const file = files.get(url);
      const type = file === undefined ? 'text/html' : 'text/javascript';
      response.writeHead(200, { 'content-type': type }).end(file ?? pageFor(url));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PlayedPages(server);
  }

  /** A page with this script, in a browser process of its own, so that each may have a core. */
  async open(script: string): Promise<Page> {
    // Hours of a played page take minutes.
    const browser = await launchChromium({ protocolTimeout: 600_000 });
    this.#browsers.push(browser);
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    const { port } = this.#server.address() as AddressInfo;
    await page.setViewport({ width: 1200, height: 1600 });
    await page.goto(`http://127.0.0.1:${port}/?${script}`);
    await page.waitForFunction('globalThis.isReady', { polling: 50, timeout: 60_000 });
    return page;
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** The script that meets the browser's own network, by the browser's own clock. */
const REAL = 'real';

function pageFor(url: string): string {
  const script = url.replace(/^\/\?/, '');
  const scripts = script === REAL ? [script] : ['install', script];
  return `<!doctype html><html lang="en"><title>Page</title><link rel="icon" href="data:,"><body>
    ${scripts.map((name) => `<script type="module" src="/${name}.js"></script>`).join('')}`;
}

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: ['install', 'races', 'matrix', 'soak', REAL].map((name) => `${folder}${name}.ts`),
    outdir: '/',
    ...{ bundle: true, splitting: true, format: 'esm', write: false, target: 'es2022', logLevel: 'error' },
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { launchChromium } from '../tools/browser-page.js';

/** The built files, as a CDN would serve them, on pages that do what real pages do. */
describe('the drop-in', () => {
  let gateway: SimulatorServer;
  let server: Server;
  let browser: Browser;
  let origin: string;
  const pages = new Map<string, string>();

  before(async () => {
    gateway = await startSimulator();
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname;
      const page = pages.get(path);
      if (page !== undefined) response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      else
        readFile(new URL(`../../dist/cdn${path}`, import.meta.url)).then(
          (file) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(file),
          () => response.writeHead(404).end(),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await gateway.close();
  });

  const element = (account: { instance: string; token: string }, more = '') =>
    `<wa-qr-login gateway="green-api" backend-url="${gateway.origin}" instance="${account.instance}" token="${account.token}" ${more}></wa-qr-login>`;
  const status = (page: Page, wanted: string) =>
    page.waitForFunction(
      (s) => document.querySelector('wa-qr-login')?.getAttribute('status') === s,
      { timeout: 15_000 },
      wanted,
    );
  const open = async (html: string): Promise<Page> => {
    pages.set('/page', `<!doctype html><title>Page</title>${html}`);
    const page = await browser.newPage();
    await page.goto(`${origin}/page`);
    return page;
  };

  for (const script of [
    '<script type="module" src="/wa-qr-login.js"></script>',
    '<script src="/wa-qr-login.classic.js"></script>',
  ])
    it(`is one line of HTML: ${script}`, async () => {
      const account = gateway.simulator.add({ linkDelay: 100 });
      const page = await open(script + element(account));
      await status(page, 'qr');
      account.scan(account.qr ?? '');
      await status(page, 'linked');
      await page.close();
    });

  for (const transport of ['websocket', 'polling'])
    it(`goes on after a real stay in the back-forward cache (${transport})`, async () => {
      const account = gateway.simulator.add({ linkDelay: 100 });
      pages.set('/elsewhere', '<!doctype html><title>Elsewhere</title>');
      const page = await open(
        `<script type="module" src="/wa-qr-login.js"></script>${element(account, `transport="${transport}"`)}`,
      );
      await status(page, 'qr');
      await page.evaluate(() => {
        (globalThis as { cached?: boolean }).cached = false;
        addEventListener('pageshow', ({ persisted }) => ((globalThis as { cached?: boolean }).cached = persisted));
      });
      await page.evaluate(() => document.location.assign('/elsewhere'));
      await page.waitForFunction(() => document.title === 'Elsewhere');
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual([account.sockets, account.pending], [0, 0]);
      const asked = account.calls.length;
      await page.goBack();
      await page.waitForFunction(() => document.title === 'Page');
      assert.equal(
        await page.evaluate(() => (globalThis as { cached?: boolean }).cached),
        true,
        'the page did not come from the cache',
      );
      await status(page, 'qr');
      account.scan(account.qr ?? '');
      await status(page, 'linked');
      assert.ok(account.calls.length > asked);
      await page.close();
    });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { launchChromium } from '../tools/browser-page.js';
import { snippetWith } from '../tools/snippets.js';

declare global {
  /** What the policy of a page has refused. */
  var refused: string[];
}

/** The built files under the strictest policy a page can have and still run a script. */
describe('under a strict Content-Security-Policy', () => {
  let gateway: SimulatorServer;
  let server: Server;
  let browser: Browser;
  const pages = new Map<string, string>();

  before(async () => {
    gateway = await startSimulator();
    const sockets = gateway.origin.replace('http', 'ws');
    // The policy that README shows for a page's own backend. Any Trusted Types policy but the one that is named there would be refused.
    const policy = snippetWith('README.md', `default-src 'none'`)
      .replace('wss://app.example', `${gateway.origin} ${sockets}`)
      .concat('; trusted-types lit-html');
    server = createServer((request, response) => {
      const page = pages.get(request.url ?? '');
      if (page !== undefined)
        response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(page);
      else
        readFile(new URL(`../../dist/cdn${request.url}`, import.meta.url)).then(
          (file) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(file),
          () => response.writeHead(404).end(),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await gateway.close();
  });

  async function open(script: string, attributes: Readonly<Record<string, string>>): Promise<Page> {
    const list = Object.entries({ 'backend-url': gateway.origin, method: 'qr', ...attributes });
    const tag = `<wa-qr-login ${list.map(([name, value]) => `${name}="${value}"`).join(' ')}></wa-qr-login>`;
    pages.set('/page', `<!doctype html><html lang="pt-BR"><title>Page</title>${script}${tag}`);
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(() => {
      globalThis.refused = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        globalThis.refused.push(`${violatedDirective} ${blockedURI} ${sample}`),
      );
    });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page`);
    return page;
  }

  /** The browser asks for an icon by itself, which `default-src` forbids. */
  const refused = async (page: Page): Promise<string[]> =>
    (await page.evaluate(() => globalThis.refused)).filter((what) => !what.includes('favicon.ico'));

  /** Puppeteer watches a shadow root only where it is asked for what is visible. */
  const has = (page: Page, selector: string) => page.waitForSelector(selector, { visible: true });

  for (const script of [
    '<script type="module" src="/wa-qr-login.js"></script>',
    '<script src="/wa-qr-login.classic.js"></script>',
  ])
    it(`draws a QR code from text, with all its styles, and links: ${script}`, async () => {
      const { simulator } = gateway;
      const account = simulator.add({ gateway: 'z-api', linkDelay: 100 });
      const { instance, token } = account;
      const page = await open(script, { gateway: 'z-api', instance, token });
      await has(page, 'wa-qr-login >>> .qr canvas');
      const side = await page.$eval('wa-qr-login >>> .qr', (qr) => qr.getBoundingClientRect().width);
      assert.equal(side, 325, 'no style sheet was applied');
      const running = await page.$eval('wa-qr-login', (login) => login.shadowRoot!.getAnimations().length);
      assert.ok(running > 0, 'the ring does not run');
      account.scan(account.qr ?? '');
      await has(page, 'wa-qr-login[status="linked"]');
      assert.deepEqual(await refused(page), []);
      await page.close();
    });

  it('draws a QR code that is a picture', async () => {
    const { instance, token } = gateway.simulator.add();
    const page = await open('<script type="module" src="/wa-qr-login.js"></script>', {
      gateway: 'green-api',
      instance,
      token,
    });
    const canvas = (await has(page, 'wa-qr-login >>> .qr canvas')) ?? assert.fail();
    const box = await canvas.boundingBox();
    assert.ok(box && box.width > 250, 'nothing was drawn');
    assert.deepEqual(await refused(page), []);
    await page.close();
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { TargetType, type Browser, type Frame, type Page } from 'puppeteer-core';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { launchChromium } from '../tools/browser-page.js';
import { installPageClock, passTimeUntil } from './page-clock.js';

const tls = (file: string) => readFileSync(new URL(`../tools/tls/${file}.pem`, import.meta.url));
const port = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

/** A customer's domain (a CNAME record): another host name, over TLS, with a certificate of its own. */
describe('the hosted QR page', () => {
  let gateway: SimulatorServer;
  let domain: Server;
  let site: Server;
  let browser: Browser;
  /** How the domain answers a page: as the gateway does, with a refusal to be framed, or never. */
  let manner: 'framed' | 'refuses' | 'silent' = 'framed';
  let html = '';

  before(async () => {
    gateway = await startSimulator();
    domain = createTlsServer({ key: tls('key'), cert: tls('cert') }, (request, response) => {
      const isPage = /^\/waInstance\d+\/\w+$/.test(request.url ?? '');
      if (isPage && manner === 'silent') return;
      void fetch(gateway.origin + (request.url ?? '')).then(async (answer) => {
        const headers = {
          'content-type': answer.headers.get('content-type') ?? '',
          ...(isPage && manner === 'refuses' && { 'x-frame-options': 'DENY' }),
        };
        response.writeHead(answer.status, headers).end(await answer.text());
      });
    });
    site = createServer((request, response) => {
      if (request.url === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(html);
      else
        readFile(new URL(`../../dist/cdn${request.url}`, import.meta.url)).then(
          (file) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(file),
          () => response.writeHead(404).end(),
        );
    });
    await Promise.all([listen(domain), listen(site)]);
    browser = await launchChromium({ acceptInsecureCerts: true });
  });
  after(async () => {
    await browser.close();
    for (const server of [domain, site]) {
      server.close();
      server.closeAllConnections();
    }
    await gateway.close();
  });

  const origin = () => `https://qr.localhost:${port(domain)}`;
  const open = async ({ instance }: SimulatedAccount, token: string): Promise<Page> => {
    html = `<!doctype html><html lang="en"><title>Page</title><script type="module" src="/wa-qr-login.js"></script>
      <wa-qr-login gateway="green-api" backend-url="${gateway.origin}" instance="${instance}" token="${token}" qr-domain="${origin()}"></wa-qr-login>`;
    const page = await browser.newPage();
    await installPageClock(page);
    // Which tab comes to the front when another closes is the browser's affair.
    await page.emulateFocusedPage(true);
    await page.goto(`http://127.0.0.1:${port(site)}/`, { waitUntil: 'domcontentloaded' });
    return page;
  };
  const status = (page: Page, wanted: string) =>
    page.waitForFunction(
      (s) => document.querySelector('wa-qr-login')?.getAttribute('status') === s,
      { timeout: 60_000, polling: 100 },
      wanted,
    );
  /** The state is asked for every few seconds only. */
  const linked = (page: Page) =>
    passTimeUntil(page, () => document.querySelector('wa-qr-login[status=linked]') !== null);
  const frameOf = async (page: Page): Promise<Frame> => {
    const handle = await page.waitForSelector('wa-qr-login >>> iframe', { visible: true });
    const frame = await handle?.contentFrame();
    assert.ok(frame);
    return frame;
  };
  const attributes = (page: Page, selector: string, names: string[]) =>
    page.$eval(`wa-qr-login >>> ${selector}`, (found, wanted) => wanted.map((name) => found.getAttribute(name)), names);

  it('is framed with few rights, and the login is heard of by the state alone', async () => {
    manner = 'framed';
    const account = gateway.simulator.add({ limits: false, linkDelay: 100, phone: '79001234567' });
    const page = await open(account, account.token);
    await status(page, 'qr');
    const frame = await frameOf(page);
    assert.deepEqual(await attributes(page, 'iframe', ['sandbox', 'referrerpolicy', 'title', 'src']), [
      'allow-scripts allow-same-origin',
      'no-referrer',
      'Page with the QR code to link your WhatsApp',
      `${origin()}/waInstance${account.instance}/${account.token}`,
    ]);
    assert.deepEqual(await attributes(page, 'a', ['target', 'rel']), ['_blank', 'noopener noreferrer']);
    const height = await page.$eval('wa-qr-login >>> iframe', (frame) => frame.getBoundingClientRect().height);
    assert.ok(height >= 320, String(height));
    assert.equal(
      account.calls.some(({ method }) => method === 'qr' || method === 'scanqrcode'),
      false,
    );
    await frame.waitForSelector('button').then((button) => button?.click());
    await frame.waitForSelector('img:not([hidden])');
    await frame.evaluate(() => parent.postMessage({ type: 'linked', status: 'linked' }, '*'));
    account.scan(account.qr ?? '');
    await linked(page);
    assert.equal(await page.$('wa-qr-login >>> iframe'), null);
    await page.close();
  });

  it('opens in a new tab where it refuses to be framed', async () => {
    manner = 'refuses';
    const account = gateway.simulator.add({ limits: false, linkDelay: 100 });
    const page = await open(account, account.token);
    await status(page, 'qr');
    const opened = browser.waitForTarget(
      (target) => target.type() === TargetType.PAGE && target.url().startsWith(origin()),
    );
    await page.waitForSelector('wa-qr-login >>> a', { visible: true }).then((link) => link?.click());
    const tab = await opened.then((target) => target.page());
    assert.ok(tab);
    await tab.waitForSelector('button').then((button) => button?.click());
    await tab.waitForSelector('img:not([hidden])');
    assert.equal(account.scan(account.qr ?? ''), 'linking');
    await tab.close();
    await page.bringToFront();
    await linked(page);
    await page.close();
  });

  it('may never answer: wrong credentials are told by the state', async () => {
    manner = 'silent';
    const account = gateway.simulator.add({ limits: false });
    const page = await open(account, 'wrong');
    await status(page, 'error');
    await page.close();
    const other = await open(account, account.token);
    await status(other, 'qr');
    account.set({ state: 'authorized' });
    await linked(other);
    await other.close();
  });
});

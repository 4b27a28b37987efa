import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { knownGateways } from '../../demo/gateways.js';
import type { GatewayName } from '../../src/simulator/index.js';
import { launchChromium } from '../tools/browser-page.js';
import { visit, type Visit } from './demo-visit.js';
import { passTimeUntil } from './page-clock.js';

declare global {
  /** What the policy of a page has refused. */
  var refused: string[];
}

const DIST = new URL('../../demo/dist/', import.meta.url);
/** As a host of static files has it: somewhere below its root. */
const PATH = '/some/where/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** The names of the gateways that give pairing codes. */
const withCodes = Object.entries(knownGateways).flatMap(([name, { hasCodes }]) => (hasCodes ? [name] : []));

/** The way and the gateway of a login: a page can ask every one itself but wuzapi, which sends no CORS headers. */
const ways = (['relay', 'direct'] as const).flatMap((way) =>
  Object.keys(knownGateways)
    .filter((gateway) => way === 'relay' || gateway !== 'wuzapi')
    .map((gateway) => [way, gateway] as const),
);

describe('the demo without a server', { concurrency: 4 }, () => {
  let files: ReadonlySet<string>;
  let server: Server;
  let browser: Browser;

  before(async () => {
    const built = spawnSync('npm', ['run', 'build:demo', '--silent'], { encoding: 'utf8', shell: true });
    assert.equal(built.status, 0, built.stderr);
    files = new Set(readdirSync(DIST, { encoding: 'utf8', recursive: true }).filter((name) => name.includes('.')));
    server = createServer(({ url = '' }, response) => {
      const name = url.split('?')[0]!.slice(PATH.length) || 'index.html';
      if (!url.startsWith(PATH) || !files.has(name)) return response.writeHead(404).end();
      return response.writeHead(200, { 'content-type': TYPES[extname(name)] }).end(readFileSync(new URL(name, DIST)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchChromium();
  });

  after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });

  /** Opens it; a request for anything but a file of the folder, a socket or a refusal of the policy fails the test. */
  async function open(t: TestContext, settings: Readonly<Record<string, string>> = {}): Promise<Visit> {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
    const elsewhere: string[] = [];
    const watch = async (page: Page) => {
      page.on('request', (request) => {
        const { href, origin, pathname } = new URL(request.url());
        const isFile = origin + PATH === address && (pathname === PATH || files.has(pathname.slice(PATH.length)));
        if (!isFile && !href.startsWith('data:image/svg+xml,')) elsewhere.push(href);
      });
      const cdp = await page.createCDPSession();
      await cdp.send('Network.enable');
      cdp.on('Network.webSocketCreated', ({ url }) => elsewhere.push(url));
      await page.evaluateOnNewDocument(() => {
        globalThis.refused = [];
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          globalThis.refused.push(`${violatedDirective} ${blockedURI}`),
        );
      });
    };
    const v = await visit(t, browser, address, settings, watch);
    t.after(async () => {
      assert.deepEqual(elsewhere, []);
    });
    return v;
  }

  async function assertClean(v: Visit): Promise<void> {
    assert.deepEqual(await v.page.evaluate(() => globalThis.refused), []);
    v.assertNoComplaints();
  }

  for (const [way, gateway] of ways) {
    const { hasSocket } = knownGateways[gateway as GatewayName];
    for (const transport of hasSocket || way === 'relay' ? ['auto', 'polling'] : ['polling'])
      it(`links by a scan of what is on screen (${way}, ${gateway}, ${transport})`, async (t) => {
        const v = await open(t, { way, gateway, transport });
        await v.isDrawn();
        // Both lists come from one look at the simulator: once it has seen a call, it has seen the socket.
        const sockets = hasSocket && transport === 'auto' ? '1' : '0';
        await v.page.waitForFunction(
          (wanted) => document.querySelector('#calls li') && document.querySelector('#sockets')!.textContent === wanted,
          {},
          sockets,
        );
        await v.scan();
        const { account, already } = await v.detailInTimeOf('linked');
        const isNameOnly = gateway === 'evolution-go';
        assert.equal(isNameOnly ? account.name : account.phone, isNameOnly ? 'Alex Example' : '15550100123');
        assert.equal(already, false);
        await assertClean(v);
      });
  }

  for (const [way, gateway] of ways.filter(([, one]) => withCodes.includes(one)))
    it(`links by a pairing code (${way}, ${gateway})`, async (t) => {
      const v = await open(t, { way, gateway, method: 'code' });
      await v.askForCode();
      await v.press('enter-code');
      await v.detailInTimeOf('linked');
      await assertClean(v);
    });

  it('draws a picture where one is asked for', async (t) => {
    const v = await open(t, { way: 'direct', gateway: 'z-api', 'qr-format': 'image' });
    await v.page.waitForSelector('wa-qr-login >>> [part~="qr"] canvas', { visible: true });
    await v.scan();
    await v.detailInTimeOf('linked');
    await assertClean(v);
  });

  it('goes through its scenarios', async (t) => {
    const v = await open(t, { way: 'direct', scenario: 'quota' });
    assert.equal((await v.detailOf('error')).code, 'quota');
    for (const [scenario, status] of [
      ['linked', 'linked'],
      ['slow', 'waiting'],
      ['logout', 'error'],
    ] as const) {
      await v.page.select('select[name="scenario"]', scenario);
      await v.isIn(status);
    }
    await v.press('log-out');
    await v.page.locator('wa-qr-login >>> button').click();
    await v.isDrawn();
    await assertClean(v);
  });

  it('a wrong token is refused', async (t) => {
    const v = await open(t, { way: 'direct', gateway: 'plugchat', scenario: 'token' });
    assert.equal((await v.detailOf('error')).code, 'unauthorized');
    await assertClean(v);
  });

  it('refused CORS is a refusal here, too, and offline is offline', async (t) => {
    const v = await open(t, { way: 'direct', network: 'no-cors' });
    assert.equal((await v.detailInTimeOf('error')).code, 'blocked');
    await v.spoil('none');
    await v.page.locator('.methods [name="restart"]').click();
    await v.isDrawn();
    await v.spoil('offline');
    await passTimeUntil(v.page, () =>
      document.querySelector('#events [data-type="error"] code')?.textContent.includes('offline'),
    );
    await assertClean(v);
  });

  it('befalls the backend’s questions where the page asks a backend', async (t) => {
    const v = await open(t, { network: 'html' });
    assert.equal((await v.detailInTimeOf('error')).code, 'unavailable');
    await assertClean(v);
  });

  it('lets codes expire that nobody scans', async (t) => {
    const v = await open(t, { way: 'direct', scenario: 'unscanned', transport: 'polling' });
    assert.deepEqual(await v.detailInTimeOf('expired'), { reason: 'codes' });
    assert.deepEqual(await v.statuses(), ['waiting', 'qr', 'expired']);
    await assertClean(v);
  });

  it('fetches the language that is chosen', async (t) => {
    const v = await open(t, { lang: 'ar' });
    await v.isDrawn();
    assert.equal(
      await v.page.$eval('wa-qr-login', (login) => getComputedStyle(login.shadowRoot!.querySelector('h2')!).direction),
      'rtl',
    );
    await assertClean(v);
  });

  it('offers no control for an address that nobody could reach', async (t) => {
    const v = await open(t, { way: 'direct' });
    await v.isDrawn();
    for (const name of ['backend-url', 'qr-domain'])
      assert.equal(
        await v.page.$eval(`#settings [name="${name}"]`, (control) => control.closest('label')!.hidden),
        true,
      );
    assert.equal(await v.page.$eval('#settings [name="token"]', (control) => control.closest('label')!.hidden), false);
  });

  it('has the gallery beside it', async (t) => {
    const v = await open(t);
    await Promise.all([v.page.waitForNavigation(), v.page.locator('nav a[href*="gallery"]').click()]);
    const figure = await v.page.waitForSelector('[data-state="qr"]');
    await figure?.evaluate((it) => it.scrollIntoView()); // A card begins when it is seen.
    await v.page.waitForSelector('[data-state="qr"] wa-qr-login[status="qr"]');
    await v.page.waitForSelector('[data-state="qr"] wa-qr-login >>> [part~="qr"] canvas');
    await assertClean(v);
  });

  it('has the documents beside it, and no link within them leads nowhere', async (t) => {
    const v = await open(t);
    await Promise.all([v.page.waitForNavigation(), v.page.locator('nav a[href*="README"]').click()]);
    const waiting = [v.page.url()];
    const seen = new Set(waiting);
    for (let address = waiting.pop(); address; address = waiting.pop()) {
      await v.page.goto(address);
      const { links, lost, unseen } = await v.page.evaluate(() => {
        const hrefs = [...document.querySelectorAll('a')].map(({ href }) => href);
        const here = location.href.split('#')[0];
        return {
          links: hrefs.filter((href) => href.startsWith(location.origin)).map((href) => href.split('#')[0]!),
          lost: hrefs.filter((href) => href.startsWith(`${here}#`) && !document.getElementById(href.split('#')[1]!)),
          unseen: [...document.images].filter(({ naturalWidth }) => naturalWidth === 0).map(({ src }) => src),
        };
      });
      assert.deepEqual({ lost, unseen }, { lost: [], unseen: [] }, address);
      for (const link of links) {
        const name = new URL(link).pathname.slice(PATH.length);
        assert.ok(files.has(name), `${address} → ${link}`);
        if (/README\.html$/.test(name) && !seen.has(link)) waiting.push(link);
        seen.add(link);
      }
    }
    assert.ok(seen.size > 8, [...seen].join());
    await assertClean(v);
  });
});

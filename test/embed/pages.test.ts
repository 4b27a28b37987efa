import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { launchChromium } from '../tools/browser-page.js';
import { App } from './apps.js';
import { Host } from './host.js';
import { Visit } from './visit.js';

const PHONE = '5511999999999';

/** Pages without a framework whose parts are opened, loaded and replaced by a library. */
describe('pages', () => {
  let app: App;
  let host: Host;
  let browser: Browser;

  before(async () => {
    app = await App.install('pages');
    [host, browser] = await Promise.all([Host.start(), launchChromium()]);
    host.root = app.folder;
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    await app?.remove();
  });

  const inPage = (fact: string, run: (visit: Visit, account: SimulatedAccount) => Promise<void>): void => {
    it(fact, { timeout: 120_000 }, async () => {
      const account = host.simulator.simulator.add({ phone: PHONE, linkDelay: 200, limits: false });
      const visit = await Visit.open(browser, host);
      await visit.takeSession(account);
      try {
        await run(visit, account);
      } finally {
        await visit.close();
      }
      assert.deepEqual(visit.complaints, []);
    });
  };

  const links = async (visit: Visit, account: SimulatedAccount, selector = 'wa-qr-login'): Promise<void> => {
    await visit.isDrawn(selector);
    assert.equal(account.scan(account.qr ?? ''), 'linking');
    await visit.page.waitForFunction((text) => document.title === text, {}, `Linked: ${PHONE}`);
  };

  for (const part of ['modal', 'offcanvas', 'collapse', 'tab', 'carousel'])
    inPage(`asks for nothing until Bootstrap has opened the ${part}, and then links`, async (visit, account) => {
      await visit.go('/bootstrap.html');
      await visit.has(`#${part} wa-qr-login:defined`);
      await visit.settle();
      assert.deepEqual(host.askedAbout(account), []);
      await visit.page.click(`#open-${part}`);
      await links(visit, account, `#${part} wa-qr-login`);
    });

  inPage('links on a page that Turbo Drive has gone to', async (visit, account) => {
    await visit.go('/turbo-away.html');
    await visit.page.waitForFunction(() => 'Turbo' in globalThis);
    await visit.page.evaluate(() => ((globalThis as any).isSameDocument = true));
    await visit.page.click('#login');
    await links(visit, account);
    assert.equal(await visit.page.evaluate(() => (globalThis as any).isSameDocument), true);
  });

  inPage('ends with the page that Turbo Drive leaves, and begins again when it comes back', async (visit, account) => {
    await visit.go('/turbo.html');
    await visit.isDrawn();
    await visit.page.click('#away');
    await visit.has('#login');
    await visit.until(() => account.sockets + account.pending === 0);
    await visit.page.goBack();
    await links(visit, account);
  });

  inPage('links in a frame that Turbo has loaded', async (visit, account) => {
    await visit.go('/turbo-away.html');
    await visit.page.waitForFunction(() => 'Turbo' in globalThis);
    await visit.page.click('#framed');
    await links(visit, account);
  });

  inPage('links in what htmx has swapped in, and ends with what it swaps out', async (visit, account) => {
    await visit.go('/htmx.html');
    await visit.page.click('#show');
    await visit.isDrawn();
    await visit.page.click('#hide');
    await visit.has('#place p');
    await visit.until(() => account.sockets + account.pending === 0);
    await visit.page.click('#show');
    await links(visit, account);
  });
});

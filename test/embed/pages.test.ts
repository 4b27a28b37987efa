import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { PHONE, Visit } from './visit.js';
import { declareWorld } from './world.js';

/** Pages without a framework whose parts are opened, loaded and replaced by a library. */
describe('pages', () => {
  const world = declareWorld('pages');
  before(() => {
    world.host.root = world.app.folder;
  });

  const inPage = (fact: string, run: (visit: Visit, account: SimulatedAccount) => Promise<void>): void => {
    it(fact, { timeout: 120_000 }, () =>
      Visit.during(world.browser, world.host, async (visit) => {
        const account = world.host.simulator.simulator.add({ phone: PHONE, linkDelay: 200, limits: false });
        await visit.takeSession(account);
        await run(visit, account);
      }),
    );
  };

  const links = async (visit: Visit, account: SimulatedAccount, selector?: string): Promise<void> => {
    await visit.scan(account, selector);
    await visit.page.waitForFunction((text) => document.title === text, {}, `Linked: ${PHONE}`);
  };

  for (const part of ['modal', 'offcanvas', 'collapse', 'tab', 'carousel'])
    inPage(`asks for nothing until Bootstrap has opened the ${part}, and then links`, async (visit, account) => {
      await visit.go('/bootstrap.html');
      await visit.has(`#${part} wa-qr-login:defined`);
      await visit.settle();
      assert.deepEqual(world.host.askedAbout(account), []);
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

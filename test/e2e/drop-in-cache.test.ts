import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { MODULE, settled, status, statusInTime, until, World } from './drop-in.js';

declare global {
  /** Whether the last showing of the page came from the back-forward cache. */
  var cached: boolean;
}

describe('the drop-in on a page that is left and comes back', () => {
  let world: World;

  before(async () => (world = await World.start()));
  beforeEach(() => world.reset());
  after(() => world.close());

  for (const transport of ['websocket', 'polling'])
    it(`goes on after a real stay in the back-forward cache (${transport})`, async () => {
      const account = world.gateway.simulator.add({ linkDelay: 100 });
      world.site.pages.set('/elsewhere', '<!doctype html><title>Elsewhere</title>');
      const element = world.element(account, `transport="${transport}"`).replace('z-api', 'green-api');
      const page = await world.open(MODULE + element);
      await status(page, 'qr');
      await page.evaluate(() => {
        globalThis.cached = false;
        addEventListener('pageshow', ({ persisted }) => (globalThis.cached = persisted));
      });
      await page.evaluate(() => document.location.assign('/elsewhere'));
      await page.waitForFunction(() => document.title === 'Elsewhere');
      await until(() => account.sockets + account.pending === 0, 'nothing is open any more');
      const asked = account.calls.length;
      await settled(page);
      assert.equal(account.calls.length, asked);
      await page.goBack();
      await page.waitForFunction(() => document.title === 'Page');
      assert.equal(await page.evaluate(() => globalThis.cached), true, 'the page did not come from the cache');
      await status(page, 'qr');
      account.scan(account.qr ?? '');
      await statusInTime(page, 'linked');
      assert.ok(account.calls.length > asked);
    });
});

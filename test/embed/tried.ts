import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { TriedFramework } from './apps.js';
import { PHONE, Visit } from './visit.js';
import { declareWorld } from './world.js';

/** Declares the tests of an app that is built to files: its types are checked, and its lines to copy link a number. */
export function tried(framework: TriedFramework): void {
  describe(framework, () => {
    const world = declareWorld(framework);
    before(async () => {
      world.host.root = await world.app.build('production');
    });

    it('is typed: the strict check passes, and what is wrong in it is refused', async () => {
      const { ok, output } = await world.app.run('check');
      assert.ok(ok, output);
    });

    it('links a number, asked with what the `headers` function says, under the text that `messages` brings', () =>
      Visit.during(world.browser, world.host, async (visit) => {
        const account = world.host.simulator.simulator.add({ phone: PHONE, linkDelay: 200 });
        await visit.takeSession(account);
        await visit.setCookie('csrf', 'demo');
        const asked: (string | undefined)[] = [];
        visit.page.on('request', (request) => {
          if (request.url().includes('/whatsapp/login')) asked.push(request.headers()['x-csrf-token']);
        });
        await visit.go('/');
        await visit.hasTitle('Connect Acme CRM');
        await visit.scan(account);
        await visit.saysLinked();
        assert.deepEqual([...new Set(asked)], ['demo']);
      }));
  });
}

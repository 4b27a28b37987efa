import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import type { RenderedFramework, Served } from './apps.js';
import { PHONE, Visit } from './visit.js';
import { declareWorld } from './world.js';

/** What one way of running the app is. */
interface Way {
  /** The script that builds the app, if it is built before it is served. */
  readonly build?: string;
  /** The script that serves it. */
  readonly serve: string;
}

/**
 * Declares the tests of an app that a framework renders on its own server, where a route of the app holds the relay. The route refuses
 * whoever lacks a header, so a login shows that the function `headers` was set before the element asked for the first time.
 */
export function rendered(framework: RenderedFramework, ways: Readonly<Record<string, Way>>): void {
  describe(framework, () => {
    const world = declareWorld(framework, 'served');

    it('is typed: the strict check passes', async () => {
      const { ok, output } = await world.app.run('check');
      assert.ok(ok, output);
    });

    for (const [name, { build, serve }] of Object.entries(ways))
      describe(name, () => {
        let served: Served;

        before(async () => {
          if (build) {
            const { ok, output } = await world.app.run(build);
            assert.ok(ok, output);
          }
          served = await world.app.serve(serve, { GATEWAY_URL: world.host.simulator.origin });
        });
        after(() => served?.stop());

        const inPage = (fact: string, run: (visit: Visit, account: SimulatedAccount) => Promise<void>): void => {
          it(fact, { timeout: 120_000 }, () =>
            Visit.during(world.browser, served, async (visit) => {
              const account = world.host.simulator.simulator.add({ phone: PHONE, linkDelay: 200, limits: false });
              await visit.setCookie('csrf', 'demo');
              await visit.setCookie('session', `${account.instance}-${account.token}`);
              await run(visit, account);
            }),
          );
        };

        const links = async (visit: Visit, account: SimulatedAccount): Promise<void> => {
          await visit.hasTitle('Connect Acme CRM');
          await visit.scan(account);
          await visit.saysLinked();
        };

        it('renders the tag and its attributes on the server', async () => {
          const html = await (await fetch(served.origin)).text();
          assert.match(html, /<wa-qr-login[^>]* backend-url="\/whatsapp\/login"/);
          assert.match(html, /<wa-qr-login[^>]* app-name="Acme CRM"/);
        });

        inPage('links a number on the page that was rendered on the server', async (visit, account) => {
          await visit.go('/');
          await links(visit, account);
        });

        inPage('links a number on the page that a link within the app has led to', async (visit, account) => {
          await followWithinApp(visit);
          await links(visit, account);
        });

        inPage('asks no more when the app has gone to another page', async (visit, account) => {
          await visit.go('/other');
          await visit.page.click('a');
          await visit.isDrawn();
          await visit.page.goBack();
          await visit.has('a');
          await visit.until(() => account.sockets + account.pending === 0);
        });
      });
  });
}

/** Until the app's script has taken the link over, a click on it loads the page anew; on a busy machine that is any time after the page is loaded. */
async function followWithinApp(visit: Visit): Promise<void> {
  for (let patience = 0; patience <= 5_000; patience += 500) {
    await visit.go('/other');
    await visit.page.evaluate(() => ((globalThis as any).isSameDocument = true));
    await pause(patience);
    await visit.page.click('a');
    await visit.page.waitForSelector('wa-qr-login');
    if (await visit.page.evaluate(() => (globalThis as any).isSameDocument)) return;
  }
  assert.fail('The link loads the page anew: the app never took it over.');
}

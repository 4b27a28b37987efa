import assert from 'node:assert/strict';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import type { Answers } from './answers.js';
import type { InPage } from './embedded.js';
import { PHONE, type Visit } from './visit.js';
import type { World } from './world.js';

/** Tests whole logins, from the first request to what the app shows of the event. */
export function asksAboutLogins(world: World, inPage: InPage, answers: Answers): void {
  const heard = new Set<string>();
  const hear = async (visit: Visit, type: string) => {
    const detail = await visit.heard(type);
    for (const entry of await visit.entries()) heard.add(entry.type);
    answers.set(
      'The events that its template hears are',
      [...heard]
        .sort()
        .map((name) => `\`${name}\``)
        .join(', '),
    );
    return detail;
  };
  const add = (script = {}): SimulatedAccount =>
    world.host.simulator.simulator.add({ phone: PHONE, linkDelay: 200, ...script });
  /** Shows an element that asks the gateway without a backend, by a `Gateway` object that the page has made. */
  const showGateway = (visit: Visit, { instance, token }: SimulatedAccount, change = {}) =>
    visit.page.evaluate(
      (backendUrl, keys, more) => {
        const { set, greenApi } = (globalThis as any).app;
        set({ view: 'properties', gateway: greenApi({ backendUrl, ...keys }), ...more });
      },
      world.host.simulator.origin,
      { instance, token },
      change,
    );

  inPage('links a number with the lines that README.md shows', null, async (visit) => {
    const account = add({ gateway: 'z-api' });
    await visit.takeSession(account);
    await visit.go('/');
    await visit.scan(account); // a drawing of a text, by the encoder that was bundled
    await visit.saysLinked();
  });

  inPage('links through the relay, asked with what the `headers` function says', '/bench', async (visit) => {
    const account = add();
    await visit.page.evaluate((instance) => {
      const headers = async () => ({ Authorization: `Bearer ${await Promise.resolve(instance)}` });
      (globalThis as any).app.set({ view: 'properties', headers });
    }, account.instance);
    await visit.scan(account);
    const { account: who, already } = await hear(visit, 'linked');
    assert.deepEqual([who.phone, already], [PHONE, false]);
    assert.deepEqual([...new Set(world.host.askedAbout(account))], [`Bearer ${account.instance}`]);
  });

  inPage('asks with the `headers` function that the app has changed to, in the same login', '/bench', async (visit) => {
    const account = add();
    const say = (end: string) =>
      visit.page.evaluate((value) => {
        (globalThis as any).app.set({ view: 'properties', headers: () => ({ Authorization: value }) });
      }, `Bearer ${account.instance} ${end}`);
    await say('first');
    await visit.hasStatus('qr');
    await say('second');
    await visit.until(() => world.host.askedAbout(account).at(-1)?.endsWith('second') === true);
    assert.deepEqual(await visit.statuses(), ['waiting', 'qr']);
  });

  inPage('links by a `Gateway` object that the app has made', '/bench', async (visit) => {
    const account = add();
    await showGateway(visit, account);
    await visit.isDrawn();
    assert.equal(account.sockets, 1);
    assert.equal(account.scan(account.qr!), 'linking');
    const { account: who, already } = await hear(visit, 'linked');
    assert.deepEqual([who.phone, already], [PHONE, false]);
    // A gateway may report `linked` at once, without `linking` before it.
    assert.deepEqual(
      (await visit.statuses()).filter((status) => status !== 'linking'),
      ['waiting', 'qr', 'linked'],
    );
  });

  inPage('begins anew with the `Gateway` object that the app has changed to', '/bench', async (visit) => {
    const [former, account] = [add(), add()];
    await showGateway(visit, former);
    await visit.isDrawn();
    await showGateway(visit, account);
    await visit.until(() => former.sockets === 0 && account.sockets === 1);
    await visit.hasStatus('qr');
    assert.deepEqual(await visit.statuses(), ['waiting', 'qr', 'idle', 'waiting', 'qr']);
  });

  inPage('tells the app of the end of the codes', '/bench', async (visit) => {
    const account = add();
    await showGateway(visit, account);
    await visit.isDrawn();
    account.expire();
    assert.deepEqual(await hear(visit, 'expired'), { reason: 'timeout' });
    assert.deepEqual(await visit.statuses(), ['waiting', 'qr', 'expired']);
  });

  inPage('tells the app of an error, and neither the window nor the console', '/bench', async (visit) => {
    const account = add();
    account.fault('has-auth');
    await visit.page.evaluate(() => {
      (globalThis as any).crashes = 0;
      addEventListener('error', () => (globalThis as any).crashes++);
    });
    await visit.page.evaluate((value) => {
      (globalThis as any).app.set({ view: 'properties', headers: { Authorization: value } });
    }, `Bearer ${account.instance}`);
    const { code, retryable, message } = await hear(visit, 'error');
    assert.deepEqual([code, retryable, typeof message], ['logout-required', true, 'string']);
    assert.deepEqual(await visit.statuses(), ['waiting', 'error']);
    assert.equal(await visit.page.evaluate(() => (globalThis as any).crashes), 0);
  });
}

import assert from 'node:assert/strict';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import type { Answers } from './answers.js';
import type { InPage } from './embedded.js';
import type { Visit } from './visit.js';
import type { World } from './world.js';

/** Tests an element that is mounted, hidden, moved, removed and mounted again. */
export function asksAboutLife(world: World, inPage: InPage, answers: Answers): void {
  // The limits are off, because elements are mounted again within the second that Green API demands between two sockets.
  const add = () => world.host.simulator.simulator.add({ linkDelay: 200, limits: false });
  const showList = (visit: Visit, accounts: readonly SimulatedAccount[]) =>
    visit.set({
      view: 'list',
      list: accounts.map(({ instance, token }) => ({ instance, token, origin: world.host.simulator.origin })),
    });

  inPage(
    'leaves nothing open when it is unmounted, and starts anew when it is mounted again',
    '/bench',
    async (visit) => {
      const account = add();
      const before = await visit.openWhenIdle();
      for (const turn of [1, 2, 3]) {
        await showList(visit, [account]);
        await visit.isDrawn();
        assert.equal(account.sockets, 1);
        assert.deepEqual((await visit.statuses()).filter((status) => status === 'qr').length, turn);
        await visit.set({ view: 'none' });
        await visit.isAsOpenAs(before);
        await visit.until(() => account.sockets + account.pending === 0);
      }
      const asked = account.calls.length;
      await visit.settle();
      assert.equal(account.calls.length, asked);
      const after = (await visit.statuses()).at(-1);
      answers.set(
        'After it was removed, the app still hears',
        after === 'idle' ? '`statechange` to `idle`' : 'nothing',
      );
      answers.set('Removed and shown again, it', 'begins a new login');
    },
  );

  inPage('leaves nothing open when it is unmounted while it asks the relay', '/bench', async (visit) => {
    const account = add();
    await visit.takeSession(account);
    const before = await visit.openWhenIdle();
    await visit.set({ view: 'properties' });
    await visit.isDrawn();
    await visit.set({ view: 'none' });
    await visit.isAsOpenAs(before);
    const { length } = world.host.askedAbout(account);
    await visit.settle();
    assert.equal(world.host.askedAbout(account).length, length);
  });

  inPage('lets go of the elements that were removed', '/bench?unwatched', async (visit) => {
    const account = add();
    for (let turn = 0; turn < 3; turn++) {
      await showList(visit, [account]);
      await visit.isDrawn();
      await visit.set({ view: 'none' });
      await visit.settle();
    }
    // A framework may keep its last tree until it renders the next one.
    await visit.set({ appName: 'Second' });
    await visit.settle();
    // Chromium's style cache keeps the last element, and a framework may keep the one before. A leak would keep all three.
    answers.set('After removal, its memory is', (await visit.alive()) <= 2 ? 'freed' : 'kept');
  });

  inPage('keeps the login of each when a list is ordered anew', '/bench', async (visit) => {
    const accounts = [add(), add(), add()];
    await showList(visit, accounts);
    for (const { instance } of accounts) await visit.isDrawn(`#login-${instance}`);
    await visit.page.$$eval('wa-qr-login', (logins) => ((globalThis as any).logins = new Set(logins)));
    const [told, asked] = [await visit.statuses(), accounts.map(({ calls }) => calls.length)];
    for (const order of [
      [2, 1, 0],
      [1, 2, 0],
      [0, 1, 2],
      [0, 2, 1],
    ]) {
      const wanted = order.map((index) => accounts[index]!);
      await showList(visit, wanted);
      await visit.page.waitForFunction(
        (ids) => JSON.stringify([...document.querySelectorAll('wa-qr-login')].map(({ id }) => id)) === ids,
        {},
        JSON.stringify(wanted.map(({ instance }) => `login-${instance}`)),
      );
      await visit.settle();
    }
    const same = await visit.page.$$eval('wa-qr-login', (logins) =>
      logins.every((login) => (globalThis as any).logins.has(login)),
    );
    answers.set('Moved in a keyed list, it is', same ? 'the same element, and keeps its login' : 'another element');
    assert.deepEqual(await visit.statuses(), told);
    assert.deepEqual(
      accounts.map(({ calls }) => calls.length),
      asked,
    );
    assert.deepEqual(
      accounts.map(({ sockets }) => sockets),
      [1, 1, 1],
    );
    const [moved] = accounts;
    assert.equal(moved!.scan(moved!.qr!), 'linking');
    await visit.hasStatus('linked', `#login-${moved!.instance}`);
  });

  inPage('keeps its login while it is hidden', '/bench', async (visit) => {
    const account = add();
    await visit.takeSession(account);
    await visit.set({ view: 'properties' });
    await visit.isDrawn();
    await visit.page.$eval('wa-qr-login', (login) => ((globalThis as any).login = login));
    await visit.set({ hidden: true });
    await visit.has('wa-qr-login', { hidden: true });
    await visit.settle();
    await visit.set({ hidden: false });
    await visit.has('wa-qr-login', { visible: true });
    const same = await visit.page.$eval('wa-qr-login', (login) => login === (globalThis as any).login);
    assert.deepEqual(await visit.statuses(), ['waiting', 'qr']);
    answers.set('Hidden and shown, it is', same ? 'the same element, and keeps its login' : 'another element');
  });
}

import assert from 'node:assert/strict';
import type { InPage } from './embedded.js';
import type { World } from './world.js';

/** Tests an effect that adds a listener, starts the login, and cleans both up. React's StrictMode runs such effects twice. */
export function asksImperatively(world: World, inPage: InPage, twice: boolean): void {
  inPage(`begins one login by an effect that runs ${twice ? 'twice' : 'once'}`, '/bench', async (visit) => {
    const account = world.host.simulator.simulator.add();
    await visit.takeSession(account);
    const before = await visit.openWhenIdle();
    await visit.set({ view: 'imperative' });
    await visit.isDrawn();
    assert.deepEqual(await visit.statuses(), [...(twice ? ['waiting', 'idle'] : []), 'waiting', 'qr']);
    // How often a login asks depends on how fast the machine is; that there was one alone is what the statuses say.
    assert.ok(world.host.askedAbout(account).length >= 1);
    await visit.set({ view: 'none' });
    await visit.isAsOpenAs(before);
  });
}

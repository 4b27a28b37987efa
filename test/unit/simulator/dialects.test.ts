import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DIALECTS, GATEWAY_NAMES, type FaultName } from '../../../src/simulator/dialects.js';
import { createSimulator, type AccountScript, type AccountState } from '../../../src/simulator/index.js';
import { FakeClock, ORIGIN, setUp } from './simulator-clock.js';

/** What every gateway in the registry can do; a new one is tested here without a line. */
for (const gateway of GATEWAY_NAMES) {
  const dialect = DIALECTS[gateway];
  const add = (script: AccountScript = {}) => createSimulator({ clock: new FakeClock() }).add({ gateway, ...script });

  describe(`the dialect ${gateway}`, () => {
    it('says in its own words where an account stands, and takes them from a script', () => {
      for (const [word, state] of Object.entries(dialect.states)) {
        assert.equal(add({ state: word as AccountState }).state, word);
        assert.ok(['unlinked', 'linking', 'linked', 'banned'].includes(state), word);
      }
    });

    it('takes the words that all gateways have in common', () => {
      for (const state of ['unlinked', 'linking', 'linked'] as const) {
        const { state: word } = add({ state });
        assert.equal(dialect.states[word], state, word);
      }
      assert.doesNotThrow(() => add({ state: 'banned' }));
    });

    it('changes its word with the account', () => {
      const account = add({ state: 'linked' });
      account.logout();
      assert.equal(account.state, add().state);
      account.set({ state: 'linked' });
      assert.equal(account.state, add({ state: 'linked' }).state);
    });

    it('fails as it says, for the methods that it names, and in no other way', async () => {
      for (const [name, { on = ['any'] }] of Object.entries(dialect.faults)) {
        const { clock, simulator, account } = setUp({ gateway });
        account.fault(name as FaultName);
        const request = new Request(`${ORIGIN}${account.proxyPath}/${on[0]}`);
        const answer = simulator.fetch(request);
        await clock.tick(10_000);
        assert.ok((await answer) instanceof Response, name);
        account.clearFaults();
      }
      const foreign = GATEWAY_NAMES.flatMap((other) => Object.keys(DIALECTS[other].faults));
      for (const name of foreign.filter((one) => !Object.hasOwn(dialect.faults, one)))
        assert.throws(() => add().fault(name as FaultName), TypeError, name);
      assert.throws(() => add().fault('toString' as FaultName), TypeError);
    });

    it('takes its own options from a script, and none that only another has', () => {
      const foreign = GATEWAY_NAMES.flatMap((other) => Object.entries(DIALECTS[other].fields));
      for (const [key, { initial }] of foreign) {
        const script = { [key]: initial ?? 1 } as AccountScript;
        if (Object.hasOwn(dialect.fields, key)) assert.doesNotThrow(() => add(script), key);
        else assert.throws(() => add(script), new RegExp(key));
      }
    });

    it('lets a page read its answers, unless the script forbids it', async () => {
      const { simulator, account } = setUp({ gateway, cors: true });
      const allowed = async () => {
        const headers = { Origin: 'https://app.example' };
        const response = await simulator.fetch(`${ORIGIN}${account.proxyPath}/any`, { headers });
        return response.headers.get('Access-Control-Allow-Origin');
      };
      assert.match((await allowed()) ?? '', /^(\*|https:\/\/app\.example)$/);
      account.set({ cors: false });
      assert.equal(await allowed(), null);
    });
  });
}

describe('the registry of gateways', () => {
  it('begins with the one that is played where a script names none', () => {
    assert.equal(createSimulator().add().gateway, GATEWAY_NAMES[0]);
    assert.equal(createSimulator().add().gateway, 'green-api');
  });

  it('refuses a gateway that it does not hold', () => {
    for (const gateway of ['toString', 'telegram', '', 5])
      assert.throws(() => createSimulator().add({ gateway } as unknown as AccountScript), /gateway/);
  });
});

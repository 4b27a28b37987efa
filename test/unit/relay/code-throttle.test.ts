import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CodeThrottle } from '../../../src/relay/code-throttle.js';
import { RelayWorld } from './relay-world.js';
import { ScriptedGateway } from './scripted-gateway.js';

const phoneOf = (n: number) => `55119${String(n).padStart(8, '0')}`;

describe('phones are not rung too often', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    world.close();
  });

  /** Pages of accounts of which each has the key that it names, or none. */
  const pagesWithKeys = () =>
    world.pages(({ headers }) => {
      const { key: _, ...gateway } = scripted.gateway({ code: () => ({ type: 'code', code: 'ABCD1234' }) });
      const key = headers.get('x-key');
      return key === null ? gateway : { ...gateway, key };
    });
  const headersOf = (key: string | undefined): Record<string, string> => (key === undefined ? {} : { 'x-key': key });

  for (const [what, keyOf] of [
    ['over many keys', (n: number) => String(n)],
    ['without a key', () => undefined],
  ] as const)
    it(`one of them ${what}`, async () => {
      const pages = pagesWithKeys();
      const post = (n: number) => pages.post({ type: 'code', phone: phoneOf(1) }, headersOf(keyOf(n)));
      const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => post(n)));
      assert.equal(answers.filter(({ update }) => update.type === 'code').length, 1);
      const refused = answers.filter(({ status }) => status === 429);
      assert.equal(refused.length, 99);
      assert.ok(
        refused.every(({ headers, update }) => headers.get('retry-after') === '15' && update.code === 'rate-limited'),
      );
      await world.pass(15_000, 1_000);
      assert.equal((await post(7)).update.type, 'code');
      assert.equal(scripted.times('code').length, 2);
    });

  it('many of them on behalf of one account', async () => {
    const pages = pagesWithKeys();
    const statuses: number[] = [];
    for (let n = 0; n < 8; n++) {
      statuses.push((await pages.post({ type: 'code', phone: phoneOf(n) }, headersOf('one'))).status);
      await world.pass(16_000, 4_000);
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429, 429]);
    assert.equal((await pages.post({ type: 'code', phone: phoneOf(0) }, headersOf('one'))).status, 200);
    assert.equal((await pages.post({ type: 'code', phone: phoneOf(9) }, headersOf('two'))).status, 200);
    await world.pass(500_000, 10_000);
    assert.equal((await pages.post({ type: 'code', phone: phoneOf(10) }, headersOf('one'))).status, 200);
  });

  it('counting from the ring, also over several keys', async () => {
    scripted.latency = 9_000;
    const pages = pagesWithKeys();
    const answered = pages.post({ type: 'code', phone: phoneOf(1) }, headersOf('one'));
    await world.pass(9_000);
    assert.equal((await answered).update.type, 'code');
    await world.pass(10_000);
    const { status, headers } = await pages.post({ type: 'code', phone: phoneOf(1) }, headersOf('two'));
    assert.deepEqual([status, headers.get('retry-after')], [429, '5']);
  });

  it('and a bounded number of them is remembered', () => {
    const throttle = new CodeThrottle();
    for (let n = 0; n < 10_001; n++) throttle.note(String(n), phoneOf(n));
    assert.equal(throttle.pauseBefore('0', phoneOf(0)), 0);
    assert.ok(throttle.pauseBefore('1', phoneOf(1)) > 0);
  });
});

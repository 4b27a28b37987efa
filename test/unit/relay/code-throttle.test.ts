import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
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

describe('the phones of one account', () => {
  const CAP_TIME = 600_000;
  let clock: sinon.SinonFakeTimers;
  let throttle: CodeThrottle;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['Date', 'performance'] });
    clock.tick(CAP_TIME);
    throttle = new CodeThrottle();
  });
  afterEach(() => clock.restore());

  /** Rings five phones, one a minute; the last of them now. */
  const ringFive = (from = 0) => {
    for (let n = from; n < from + 5; n++) {
      if (n > from) clock.tick(60_000);
      throttle.note('one', phoneOf(n));
    }
  };
  const pause = (n: number, key = 'one') => throttle.pauseBefore(key, phoneOf(n));

  it('may be others as soon as ten minutes have passed since the first of them', () => {
    ringFive();
    assert.equal(pause(5), CAP_TIME - 240_000);
    clock.tick(CAP_TIME - 240_001);
    assert.equal(pause(5), 1);
    clock.tick(1);
    assert.equal(pause(5), 0);
  });

  it('are counted anew after that: those that were forgotten do not count, the others do', () => {
    ringFive();
    clock.tick(CAP_TIME);
    ringFive(5);
    assert.equal(pause(10), CAP_TIME - 240_000);
    assert.equal(pause(9), 15_000, 'that phone has rung just now');
  });

  it('are counted although another account has had the phone rung', () => {
    throttle.note('two', phoneOf(7));
    ringFive();
    throttle.note('two', phoneOf(7));
    clock.tick(15_000);
    assert.equal(pause(7), CAP_TIME - 255_000);
    assert.equal(pause(7, 'two'), 0);
  });
});

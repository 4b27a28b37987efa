import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import sinon from 'sinon';
import { backend } from '../../../src/gateways/backend.js';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { plugChat, zApi } from '../../../src/gateways/index.js';
import { drive, type Driven, type DriveOptions } from './drive.js';

const TEN_MINUTES = 600_000;
const URL = 'https://gateway.test';

/** Each wait of a login has an end, however long a gateway brings nothing. */
describe('a wait', () => {
  let clock: sinon.SinonFakeTimers;
  let login: Driven;
  let asked: number;
  /** What the gateway says to whoever asks below this path. */
  let answer: (path: string) => unknown;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    asked = 0;
  });
  afterEach(() => {
    login.stop();
    clock.restore();
  });

  const fetch = ((url: string) => {
    asked++;
    return Promise.resolve(new Response(JSON.stringify(answer(url.slice(URL.length + 1)))));
  }) as typeof globalThis.fetch;
  const start = (gateway: Gateway, options?: DriveOptions) => (login = drive(gateway, options));
  const pass = async (ms: number, step = 500) => {
    for (let left = ms; left > 0; left -= step) {
      await clock.tickAsync(Math.min(step, left));
      for (let turn = 0; turn < 3; turn++) await setImmediate();
      login.tick();
    }
  };
  const own = (more: Parameters<typeof backend>[0] = {}) => backend({ backendUrl: URL, fetch, ...more });
  const outcome = () => {
    const { login: state } = login.memory;
    return state.status === 'expired' ? state.reason : state.status === 'error' ? state.code : state.status;
  };

  for (const type of ['waiting', 'linking'])
    it(`of a backend that says ${type} and nothing else ends after ten minutes`, async () => {
      answer = () => ({ type });
      start(own());
      await pass(TEN_MINUTES - 5_000);
      assert.equal(login.memory.login.status, type);
      await pass(10_000);
      assert.equal(outcome(), 'timeout');
      const before = asked;
      await pass(60_000);
      assert.equal(asked, before);
    });

  it('of a backend that says linking after a code ends ten minutes after that', async () => {
    answer = () => ({ type: 'qr', text: '2@a', expiresIn: 60 });
    start(own());
    await pass(300_000);
    answer = () => ({ type: 'linking' });
    await pass(TEN_MINUTES - 5_000);
    assert.equal(login.memory.login.status, 'linking');
    await pass(10_000);
    assert.equal(outcome(), 'timeout');
  });

  it('ends with the code that it was for: a backend that goes on bringing codes counts them itself', async () => {
    let n = 0;
    answer = () => ({ type: 'qr', text: `2@${Math.floor(n++ / 10)}`, expiresIn: 1.5 });
    start(own());
    await pass(3 * TEN_MINUTES);
    assert.ok(login.statuses.includes('waiting') && login.statuses.length > 100, String(login.statuses.length));
    assert.ok(['qr', 'waiting'].includes(outcome()), outcome());
  });

  for (const [name, create] of Object.entries({
    'Z-API': () => zApi({ backendUrl: URL, instance: 'i', token: 't', fetch }),
    PlugChat: () => plugChat({ backendUrl: URL, token: 't', fetch }),
  }))
    it(`of ${name} for a second code that never comes ends after ten minutes`, async () => {
      let codes = 0;
      answer = (path) =>
        path.endsWith('qr-code') ? { value: codes++ === 0 ? `2@${'a'.repeat(40)}` : null } : { connected: false };
      start(create());
      await pass(5_000);
      assert.equal(outcome(), 'qr');
      await pass(30_000);
      assert.equal(outcome(), 'waiting');
      await pass(TEN_MINUTES - 30_000);
      assert.equal(outcome(), 'waiting');
      await pass(30_000);
      assert.equal(outcome(), 'timeout');
    });

  it('for headers that never come ends in an error that can be tried again, and nothing was asked', async () => {
    start(own({ headers: () => new Promise(() => undefined) }));
    await pass(120_000);
    assert.equal(outcome(), 'unavailable');
    assert.ok(login.memory.login.status === 'error' && login.memory.login.retryable);
    assert.equal(asked, 0);
  });

  it('for headers of a pairing code that never come ends, too', async () => {
    start(own({ headers: () => new Promise(() => undefined) }), {
      request: { method: 'code', phone: '5511999999999' },
    });
    await pass(30_000);
    assert.equal(outcome(), 'unavailable');
    assert.equal(asked, 0);
  });

  for (const every of [Infinity, 2_147_484_000])
    it(`between two questions of ${every} ms does not become none at all`, async () => {
      answer = () => ({ type: 'waiting' });
      start(own(), { every });
      await pass(60_000);
      assert.equal(asked, 1);
    });
});

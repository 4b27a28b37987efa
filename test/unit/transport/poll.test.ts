import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { backend } from '../../../src/gateways/backend.js';
import { LoginError } from '../../../src/login/login-error.js';
import { Retry } from '../../../src/transport/retry.js';
import { World } from './drive.js';

interface Asked {
  readonly at: number;
  readonly query: string;
}

/** A backend of the page by the clock: what it was asked, and what it answers after how many ms. */
describe('a page asks its own backend', () => {
  let world: World;
  let asked: Asked[];
  beforeEach(() => {
    world = new World();
    asked = [];
  });
  afterEach(() => {
    world.close();
  });

  const drive = (answer: (n: number, query: URLSearchParams) => object | Promise<object>, options = {}) => {
    const start = Date.now();
    const gateway = backend({
      backendUrl: 'https://host.test/login',
      fetch: async (input) => {
        const { search, searchParams } = new URL(String(input));
        asked.push({ at: Date.now() - start, query: search });
        return Response.json(await answer(asked.length, searchParams));
      },
    });
    return world.drive(gateway, options);
  };
  const after = (ms: number, value: object) => new Promise<object>((resolve) => setTimeout(() => resolve(value), ms));
  const cutOff = (ms: number) =>
    new Promise<object>((_, reject) => setTimeout(() => reject(new TypeError('cut off')), ms));
  /** A pause of nothing is a timer of 1 ms. */
  const times = () => asked.map(({ at }) => Math.round(at / 100) * 100);

  it('as ever, where it names no versions', async () => {
    drive(() => ({ type: 'waiting' }));
    await world.pass(8_000);
    assert.deepEqual(times(), [0, 2_000, 4_000, 6_000, 8_000]);
    assert.deepEqual(new Set(asked.map(({ query }) => query)), new Set(['?want=qr']));
  });

  it('with the version that it has, and lets it hold the answer', async () => {
    drive((n) =>
      n === 1
        ? { type: 'qr', text: '2@a', expiresIn: 60, version: 'v 1' }
        : after(20_000, { type: 'waiting', version: 'v 1' }),
    );
    await world.pass(45_000);
    assert.deepEqual(times(), [0, 2_000, 22_000, 42_000]);
    assert.deepEqual(
      asked.map(({ query }) => query),
      ['?want=qr', ...Array.from({ length: 3 }, () => '?want=qr&wait=20&seen=v+1')],
    );
  });

  it('once per change, and again two seconds after it has asked', async () => {
    drive((n) =>
      n === 1
        ? { type: 'waiting', version: '1' }
        : after(n === 2 ? 7_000 : 100, { type: 'linking', version: String(n) }),
    );
    await world.pass(12_000);
    assert.deepEqual(times(), [0, 2_000, 9_000, 11_000]);
  });

  it('at the known end of a code, rather than up to two seconds later', async () => {
    drive((n) => ({ type: 'qr', text: `2@${n}`, expiresIn: 5 }));
    const login = drive((n) => ({
      type: 'qr',
      text: `2@${Math.floor((n - 1) / 3)}`,
      expiresIn: 5 - 2 * ((n - 1) % 3),
    }));
    asked = [];
    await world.pass(5_000);
    login.stop();
    assert.ok(times().includes(5_000), String(times()));
  });

  it('and counts down to the renewal that it tells, never to the end of the code', async () => {
    const answers = [
      { type: 'qr', text: '2@a', expiresIn: 60 },
      { type: 'qr', text: '2@b', expiresIn: 60, renewsIn: '14' },
      { type: 'qr', text: '2@b', expiresIn: 58, renewsIn: 12 },
      { type: 'qr', text: '2@c', expiresIn: 60, renewsIn: 'soon' },
    ];
    const login = drive((n) => answers[n - 1] ?? { type: 'waiting' });
    const renewals: unknown[] = [];
    for (let n = 0; n < 4; n++) {
      await world.pass(100, 100);
      const { login: state } = login.memory;
      renewals.push(state.status === 'qr' && Math.round((state.renewsAt - state.since) / 1000));
      await world.pass(1_900, 100);
    }
    assert.deepEqual(renewals, [Infinity, 14, 14, Infinity]);
  });

  it('without waiting, after a proxy has cut a held answer off', async () => {
    drive((n, query) => (query.has('wait') ? cutOff(10_000) : { type: 'waiting', version: String(n) }));
    await world.pass(120_000);
    const plain = asked.filter(({ query }) => query === '?want=qr').length;
    assert.ok(plain >= 8, String(plain));
  });

  it('and never ends because held answers are cut off', async () => {
    const login = drive((_, query) => (query.has('wait') ? cutOff(5_000) : { type: 'waiting', version: '1' }));
    await world.pass(300_000, 1_000);
    assert.deepEqual(login.statuses, ['waiting']);
  });

  it('and tells from the second failure on that it is out of reach, until it answers', async () => {
    let isDown = false;
    const code = { type: 'qr', text: '2@a', expiresIn: 60 };
    const login = drive(() => (isDown ? Promise.reject(new TypeError('down')) : code));
    const told = () => [
      login.memory.login.status,
      'unreachable' in login.memory.login && login.memory.login.unreachable,
    ];
    await world.pass(1_000);
    isDown = true;
    await world.pass(1_500);
    assert.deepEqual(told(), ['qr', false], 'after one failure');
    await world.pass(6_000);
    assert.deepEqual(told(), ['qr', true]);
    isDown = false;
    // The longest pause between two attempts, with its jitter, is 10 s.
    await world.pass(11_000);
    assert.deepEqual(told(), ['qr', false]);
  });

  it('and is within reach where it only asks for patience', async () => {
    const login = world.drive(
      backend({
        backendUrl: 'https://host.test/login',
        fetch: async () => new Response('', { status: 429 }),
      }),
    );
    await world.pass(10_000);
    assert.deepEqual(login.updates, []);
  });

  it('anew without the version of the run before', async () => {
    const first = drive(() => ({ type: 'waiting', version: '1' }));
    await world.pass(500);
    first.stop();
    asked = [];
    drive(() => ({ type: 'waiting', version: '1' }));
    await world.pass(100);
    assert.deepEqual(
      asked.map(({ query }) => query),
      ['?want=qr'],
    );
  });

  it('and a thousand pages that were told the same `Retry-After` do not come back at the same time', () => {
    const pauses = Array.from({ length: 1_000 }, () =>
      new Retry().pauseAfterFailure(new LoginError('rate-limited', '', { transient: true, retryAfter: 10 })),
    );
    assert.ok(Math.min(...pauses) >= 10_000);
    assert.ok(Math.max(...pauses) <= 12_500);
    for (let from = 10_000; from < 12_500; from += 250) {
      const inQuarter = pauses.filter((ms) => ms >= from && ms < from + 250).length;
      assert.ok(inQuarter > 50 && inQuarter < 160, `${inQuarter} pages from ${from} ms`);
    }
  });
});

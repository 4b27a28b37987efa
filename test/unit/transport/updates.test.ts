import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { greenApi } from '../../../src/gateways/green-api.js';
import type { Gateway } from '../../../src/gateways/gateway.js';
import type { SimulatedAccount } from '../../../src/simulator/index.js';
import { Door, World } from './drive.js';

const ORIGIN = 'http://gateway.test';

describe('a login with Green API, by the clock', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.close();
  });

  const gateway = ({ instance, token }: SimulatedAccount): Gateway =>
    greenApi({
      backendUrl: ORIGIN,
      instance,
      token,
      fetch: world.simulator.fetch,
      WebSocket: world.simulator.WebSocket,
    });
  const called = (account: SimulatedAccount, method: string) => account.calls.filter((call) => call.method === method);

  describe('polled', () => {
    const transport = 'polling';

    it('goes from waiting to qr to linking to linked, with the account', async () => {
      const account = world.add({ phone: '79001234567' });
      const login = world.drive(gateway(account), { transport });
      await world.pass(1_500);
      assert.equal(login.memory.login.status, 'qr');
      assert.equal(account.scan(account.qr ?? ''), 'linking');
      await world.pass(6_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
      assert.deepEqual(login.memory.login, {
        status: 'linked',
        account: { id: '79001234567@c.us', phone: '79001234567' },
        already: false,
      });
      assert.equal(called(account, 'getWaSettings').length, 1);
    });

    it('asks every second, one question at a time, and keeps the limits of the gateway', async () => {
      const account = world.add();
      world.drive(gateway(account), { transport });
      await world.pass(10_000);
      const { length } = called(account, 'qr');
      assert.ok(length >= 9 && length <= 11, String(length));
    });

    it('is never faster than the gateway allows, whatever the page asks for', async () => {
      const account = world.add();
      world.drive(gateway(account), { transport, every: 1 });
      await world.pass(10_000, 50);
      const times = called(account, 'qr').map(({ at }) => at);
      assert.ok(times.length > 15);
      assert.ok(
        times.every((at, i) => i < 3 || at - (times[i - 3] ?? 0) >= 1_000),
        'more than 3 in a second',
      );
    });

    it('can be slowed down', async () => {
      const account = world.add();
      world.drive(gateway(account), { transport, every: 5_000 });
      await world.pass(10_500);
      assert.equal(called(account, 'qr').length, 3);
    });

    it('shows five codes, then expires and asks no more', async () => {
      const account = world.add();
      const login = world.drive(gateway(account), { transport });
      await world.pass(103_000);
      assert.deepEqual(login.statuses.at(-1), 'expired');
      assert.equal(new Set(login.updates.map((update) => 'image' in update && update.image)).size >= 5, true);
      const { length } = account.calls;
      await world.pass(60_000, 1_000);
      assert.equal(account.calls.length, length);
    });

    it('covers a code 20 s after the last answer that held it', async () => {
      const account = world.add();
      const login = world.drive(gateway(account), { transport });
      await world.pass(2_000);
      account.fault('hang');
      await world.pass(17_000);
      assert.equal(login.memory.login.status, 'qr');
      await world.pass(4_000);
      assert.equal(login.memory.login.status, 'waiting');
    });

    it('goes on after failures that pass, and shows the same code meanwhile', async () => {
      const account = world.add();
      const login = world.drive(gateway(account), { transport });
      await world.pass(2_000);
      for (const name of ['error-500', 'reset', 'half-clean'] as const) account.fault(name, { on: 'qr', times: 1 });
      await world.pass(17_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr']);
      await world.pass(10_000);
      assert.equal(login.memory.login.status, 'qr');
    });

    it('waits as long as a 429 asks for, and a quarter longer at most', async () => {
      const account = world.add();
      account.fault('rate-limited', { times: 1, retryAfter: 9 });
      world.drive(gateway(account), { transport });
      await world.pass(8_900);
      assert.equal(account.calls.length, 1);
      await world.pass(2_500);
      assert.ok(account.calls.length > 1);
    });

    it('is unavailable after 30 s of failures, and asks no more', async () => {
      const account = world.add();
      account.fault('error-502');
      const login = world.drive(gateway(account), { transport });
      await world.pass(29_000);
      assert.deepEqual(login.statuses, ['waiting']);
      await world.pass(15_000);
      assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'unavailable');
      const { length } = account.calls;
      await world.pass(60_000, 1_000);
      assert.equal(account.calls.length, length);
    });

    for (const [fault, code] of [
      ['unauthorized', 'unauthorized'],
      ['forbidden', 'unauthorized'],
      ['not-found-json', 'not-found'],
      ['quota', 'quota'],
      ['has-auth', 'logout-required'],
      ['error-text', 'unavailable'],
      ['deleted', 'inactive'],
      ['expired-account', 'inactive'],
      ['validation', 'config'],
    ] as const) {
      it(`ends at once with ${code} on ${fault}`, async () => {
        const account = world.add();
        account.fault(fault);
        const login = world.drive(gateway(account), { transport });
        await world.pass(20_000);
        assert.equal(login.memory.login.status === 'error' && login.memory.login.code, code);
        assert.equal(account.calls.length, 1);
      });
    }

    for (const fault of ['slow', 'hang', 'starting', 'starting-or-not'] as const) {
      it(`waits for minutes for a first code (${fault})`, async () => {
        const account = world.add();
        account.fault(fault, { on: 'qr' });
        const login = world.drive(gateway(account), { transport });
        await world.pass(240_000, 1_000);
        assert.deepEqual(login.statuses, ['waiting']);
        account.clearFaults();
        await world.pass(70_000, 1_000); // a question that hangs is waited for, as a slow one is
        assert.deepEqual(login.statuses.slice(0, 2), ['waiting', 'qr']);
      });
    }

    it('asks for no code while the page is hidden, and at once when it is seen', async () => {
      const account = world.add();
      const gate = new Door();
      world.drive(gateway(account), { transport, gate });
      await world.pass(3_000);
      gate.shut = true;
      await world.pass(1_500);
      const { length } = account.calls;
      await world.pass(60_000, 1_000);
      assert.equal(account.calls.length, length);
      gate.shut = false;
      await world.pass(50, 50);
      assert.equal(account.calls.length, length + 1);
    });

    it('is linked at once, and says already, when the account was linked before', async () => {
      const account = world.add({ state: 'authorized', phone: '5511999999999', phoneForm: 'number' });
      const login = world.drive(gateway(account), { transport });
      await world.pass(1_000);
      assert.deepEqual(login.memory.login, {
        status: 'linked',
        account: { id: '5511999999999@c.us', phone: '5511999999999' },
        already: true,
      });
    });

    it('is linked without an account that does not come within 3 s', async () => {
      const account = world.add({ state: 'authorized' });
      account.fault('hang', { on: 'getWaSettings' });
      const login = world.drive(gateway(account), { transport });
      await world.pass(2_750);
      assert.equal(login.memory.login.status, 'linking');
      await world.pass(1_000);
      assert.deepEqual(login.memory.login, { status: 'linked', account: {}, already: true });
    });

    it('asks for the passkey, and goes on listening', async () => {
      const account = world.add();
      const login = world.drive(gateway(account), { transport });
      await world.pass(2_000);
      account.passkey();
      await world.pass(2_000);
      assert.equal(login.memory.login.status, 'passkey');
      account.logout();
      account.set({ state: 'authorized' });
      await world.pass(4_000);
      assert.equal(login.memory.login.status, 'linked');
    });
  });

  describe('by WebSocket', () => {
    it('shows what is pushed, sends nothing, asks nothing by HTTP, and is linked with the account', async () => {
      const account = world.add({ phone: '79001234567', name: 'Ana' });
      const login = world.drive(gateway(account));
      await world.pass(1_000);
      account.scan(account.qr ?? '');
      await world.pass(3_000);
      assert.deepEqual(login.memory.login, {
        status: 'linked',
        account: { id: '79001234567@c.us', phone: '79001234567', name: 'Ana' },
        already: false,
      });
      assert.deepEqual(
        account.calls.map(({ method }) => method),
        ['scanqrcode'],
      );
      assert.equal(account.sockets, 0);
    });

    it('asks who it is when the gateway only says that it is linked', async () => {
      const account = world.add({ linkedFrame: 'alreadyLogged', phone: '79001234567' });
      const login = world.drive(gateway(account));
      await world.pass(1_000);
      account.scan(account.qr ?? '');
      await world.pass(3_500);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
      assert.equal(login.memory.login.status === 'linked' && login.memory.login.account.phone, '79001234567');
    });

    for (const timeoutFrame of ['timeoutExpired', 'timeout'] as const) {
      it(`shows each new code and expires after 100 s, told by ${timeoutFrame}`, async () => {
        const account = world.add({ timeoutFrame });
        const login = world.drive(gateway(account));
        await world.pass(99_000);
        assert.deepEqual(login.statuses, ['waiting', 'qr']);
        await world.pass(2_000);
        assert.deepEqual(login.memory.login, { status: 'expired', reason: 'timeout' });
        assert.equal(login.updates.filter(({ type }) => type === 'qr').length, 5);
        assert.equal(called(account, 'scanqrcode').length, 1);
      });
    }

    it('mends a drop with a new socket, and keeps the code up meanwhile', async () => {
      const account = world.add();
      const login = world.drive(gateway(account));
      await world.pass(2_000);
      account.drop();
      await world.pass(4_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr']);
      assert.equal(called(account, 'scanqrcode').length, 2);
      assert.equal(account.sockets, 1);
    });

    it('covers the code when a drop is not mended in 5 s', async () => {
      const account = world.add();
      const login = world.drive(gateway(account), { transport: 'websocket' });
      await world.pass(2_000);
      account.fault('refuse-socket');
      account.drop();
      await world.pass(4_000);
      assert.equal(login.memory.login.status, 'qr');
      await world.pass(2_000);
      assert.equal(login.memory.login.status, 'waiting');
    });

    it('waits a second after one socket is closed before it opens the next', async () => {
      const account = world.add();
      const g = gateway(account);
      const former = world.drive(g);
      await world.pass(1_000);
      former.stop();
      world.drive(g);
      await world.pass(900, 50);
      assert.equal(called(account, 'scanqrcode').length, 1);
      await world.pass(500, 50);
      assert.equal(called(account, 'scanqrcode').length, 2);
      assert.equal(account.sockets, 1);
    });

    for (const fault of ['refuse-socket', 'hang-socket'] as const) {
      it(`polls instead, and stays polling (${fault})`, async () => {
        const account = world.add();
        account.fault(fault);
        const login = world.drive(gateway(account));
        await world.pass(13_000);
        assert.equal(login.memory.login.status, 'qr');
        assert.equal(called(account, 'scanqrcode').length, 1);
        assert.ok(called(account, 'qr').length >= 1);
        account.scan(account.qr ?? '');
        await world.pass(6_000);
        assert.equal(login.memory.login.status, 'linked');
      });
    }

    it('polls when a socket opens but drops each time', async () => {
      const account = world.add();
      account.fault('drop-socket');
      const login = world.drive(gateway(account));
      await world.pass(55_000); // not a moment in which one code takes the place of another
      assert.ok(called(account, 'scanqrcode').length <= 6, String(called(account, 'scanqrcode').length));
      assert.ok(called(account, 'qr').length > 5);
      assert.equal(login.memory.login.status, 'qr');
    });

    it('does not poll when the page wants the socket only', async () => {
      const account = world.add();
      account.fault('refuse-socket');
      const login = world.drive(gateway(account), { transport: 'websocket' });
      await world.pass(60_000);
      assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'unavailable');
      assert.equal(called(account, 'qr').length, 0);
      assert.ok(called(account, 'scanqrcode').length >= 3);
    });

    it('passes over a frame that is no JSON', async () => {
      const account = world.add();
      account.fault('garbage-frame', { times: 1 });
      account.fault('half-frame', { times: 1 });
      const login = world.drive(gateway(account));
      await world.pass(45_000);
      assert.equal(login.memory.login.status, 'qr');
    });

    it('stays open while the page is hidden', async () => {
      const account = world.add();
      const gate = new Door();
      const login = world.drive(gateway(account), { gate });
      await world.pass(2_000);
      gate.shut = true;
      await world.pass(30_000);
      assert.equal(account.sockets, 1);
      account.scan(account.qr ?? '');
      await world.pass(3_000);
      assert.equal(login.memory.login.status, 'linked');
    });

    it('says logout-required, passkey and already linked as the frames do', async () => {
      const unusable = world.add();
      unusable.fault('has-auth');
      const first = world.drive(gateway(unusable));
      const linked = world.add({ state: 'authorized' });
      const second = world.drive(gateway(linked));
      const guarded = world.add();
      guarded.passkey();
      const third = world.drive(gateway(guarded));
      await world.pass(2_000);
      assert.equal(first.memory.login.status === 'error' && first.memory.login.code, 'logout-required');
      assert.equal(second.memory.login.status === 'linked' && second.memory.login.already, true);
      assert.equal(third.memory.login.status, 'passkey');
    });
  });

  describe('by pairing code', () => {
    const request = { method: 'code', phone: '79001234567' } as const;

    it('asks once, as an integer, then for the state every 5 s and for nothing else', async () => {
      const account = world.add({ phone: '79001234567' });
      const login = world.drive(gateway(account), { request });
      await world.pass(21_000);
      assert.equal(login.memory.login.status, 'code');
      assert.deepEqual(
        called(account, 'getAuthorizationCode').map(({ body }) => body),
        [{ phoneNumber: 79001234567 }],
      );
      assert.equal(called(account, 'getStateInstance').length, 4);
      assert.equal(account.calls.length, 5);
      assert.equal(login.memory.login.status === 'code' && account.enterCode(login.memory.login.code), 'linking');
      await world.pass(10_000);
      assert.deepEqual(login.statuses, ['waiting', 'code', 'linking', 'linked']);
    });

    it('goes on asking while the page is hidden, and asks at once when it is seen again', async () => {
      const account = world.add();
      const gate = new Door();
      world.drive(gateway(account), { request, gate });
      await world.pass(1_000);
      gate.shut = true;
      await world.pass(10_000);
      const { length } = account.calls;
      assert.equal(length, 3);
      await world.pass(2_000);
      gate.shut = false;
      await world.pass(50, 50);
      assert.equal(account.calls.length, length + 1);
    });

    it('expires with the code and asks no more', async () => {
      const account = world.add();
      const login = world.drive(gateway(account), { request });
      await world.pass(151_000, 1_000);
      assert.deepEqual(login.memory.login, { status: 'expired', reason: 'timeout' });
      const { length } = account.calls;
      await world.pass(30_000, 1_000);
      assert.equal(account.calls.length, length);
    });

    for (const [fault, code] of [
      ['code-refused', 'code-refused'],
      ['error-500', 'unavailable'],
      ['reset', 'unavailable'],
      ['hang', 'unavailable'],
      ['rate-limited', 'rate-limited'],
      ['starting', 'code-refused'],
      ['validation', 'invalid-phone'],
      ['half-clean', 'bad-response'],
    ] as const) {
      it(`is asked for once only, even when that fails (${fault})`, async () => {
        const account = world.add();
        account.fault(fault, { on: 'getAuthorizationCode' });
        const login = world.drive(gateway(account), { request });
        await world.pass(40_000, 1_000);
        assert.equal(login.memory.login.status === 'error' && login.memory.login.code, code);
        const others = account.calls.filter(({ method }) => method !== 'getAuthorizationCode');
        assert.equal(called(account, 'getAuthorizationCode').length, 1);
        // Whoever is refused a code may be linked already.
        assert.equal(others.length, /refused|phone/.test(code) ? 1 : 0);
      });
    }

    it('is told as the link where the gateway refuses a code because the account is linked already', async () => {
      for (const fault of ['code-refused', 'validation'] as const) {
        const account = world.add({ state: 'linked' });
        account.fault(fault, { on: 'getAuthorizationCode' });
        const login = world.drive(gateway(account), { request });
        await world.pass(2_000);
        assert.equal(login.memory.login.status === 'linked' && login.memory.login.already, true, fault);
      }
    });

    it('keeps its refusal where the state cannot be asked for', async () => {
      const account = world.add({ state: 'linked' });
      account.fault('code-refused', { on: 'getAuthorizationCode' });
      account.fault('error-500', { on: 'getStateInstance' });
      const login = world.drive(gateway(account), { request });
      await world.pass(2_000);
      assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'code-refused');
    });
  });
});

describe('a gateway that a page cannot reach', () => {
  let world: World;
  const at = (origin: string | undefined) => {
    if (origin) Object.defineProperty(globalThis, 'location', { value: { origin }, configurable: true });
    else Reflect.deleteProperty(globalThis, 'location');
  };
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.close();
    at(undefined);
  });

  const lost = async (page: string, before?: (account: SimulatedAccount) => void) => {
    at(page);
    const account = world.add();
    const { instance, token } = account;
    const g = greenApi({
      backendUrl: ORIGIN,
      instance,
      token,
      fetch: world.simulator.fetch,
      WebSocket: world.simulator.WebSocket,
    });
    before?.(account);
    if (!before) account.fault('reset');
    const login = world.drive(g, { transport: 'polling' });
    if (before) {
      await world.pass(3_000);
      account.clearFaults();
      account.fault('reset');
    }
    await world.pass(60_000);
    return login.memory.login.status === 'error' && login.memory.login.code;
  };

  it('is blocked, when no answer ever came from another origin', async () => {
    assert.equal(await lost('https://page.test'), 'blocked');
  });

  it('is unavailable, when it is of the same origin', async () => {
    assert.equal(await lost(ORIGIN), 'unavailable');
  });

  it('is unavailable, when it had answered, be it with an error', async () => {
    assert.equal(await lost('https://page.test', () => undefined), 'unavailable');
    assert.equal(await lost('https://page.test', (account) => account.fault('error-500')), 'unavailable');
  });
});

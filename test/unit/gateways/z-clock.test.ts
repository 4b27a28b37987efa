import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { plugChat } from '../../../src/gateways/plugchat.js';
import { zApi } from '../../../src/gateways/z-api.js';
import type { AccountScript, SimulatedAccount } from '../../../src/simulator/index.js';
import { Door, World } from '../transport/drive.js';

const ORIGIN = 'http://gateway.test';
const PHONE = '5511999999999';
/** Answers arrive between two steps of the clock. */
const STEP = 50;

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => {
  world.close();
});

const called = (account: SimulatedAccount, method: string) => account.calls.filter((call) => call.method === method);
/** A phone takes what is on screen. */
const scan = (account: SimulatedAccount) => account.scan(account.qr ?? '');

const gateways: Readonly<Record<'z-api' | 'plugchat', (account: SimulatedAccount) => Gateway>> = {
  'z-api': ({ instance, token }) =>
    zApi({ backendUrl: ORIGIN, instance, token, clientToken: 'client', fetch: world.simulator.fetch }),
  plugchat: ({ token }) => plugChat({ backendUrl: ORIGIN, token, fetch: world.simulator.fetch }),
};

for (const name of ['z-api', 'plugchat'] as const)
  describe(`a login with ${name}, by the clock`, () => {
    const add = (script?: AccountScript) =>
      world.add({ gateway: name, phone: PHONE, ...(name === 'z-api' && { clientToken: 'client' }), ...script });
    const gateway = gateways[name];
    const who = name === 'z-api' ? { phone: PHONE, name: 'Simulated Person' } : { phone: PHONE };

    it('goes from waiting to qr to linking to linked, with the account', async () => {
      const account = add();
      const login = world.drive(gateway(account));
      await world.pass(3_000);
      assert.equal(login.memory.login.status, 'qr');
      assert.equal(scan(account), 'linking');
      await world.pass(5_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
      assert.deepEqual(login.memory.login, { status: 'linked', account: who, already: false });
      assert.equal(called(account, 'qr-code').length, 1);
      assert.equal(called(account, 'device').length, 1);
      const { length } = account.calls;
      await world.pass(60_000, 1_000);
      assert.equal(account.calls.length, length);
    });

    it('keeps its pace after the last code, until somebody notices that it has ended', async () => {
      const account = add();
      const login = world.drive(gateway(account));
      await world.pass(59_500);
      assert.equal(login.memory.login.status, 'qr');
      const { length } = called(account, 'status');
      // The clock goes on, and nobody ticks.
      for (let second = 0; second < 3; second++) {
        await world.clock.tickAsync(1_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.ok(called(account, 'status').length - length <= 4, String(called(account, 'status').length - length));
    });

    it('does not hurry where the next code does not come', async () => {
      const account = add();
      world.drive(gateway(account));
      await world.pass(19_000);
      account.fault('no-value', { on: 'qr-code' });
      const { length } = account.calls;
      await world.pass(3_000);
      assert.ok(account.calls.length - length <= 9, String(account.calls.length - length));
      assert.ok(called(account, 'qr-code').length <= 2);
    });

    it('asks for three codes, then expires and asks no more, until it is begun anew', async () => {
      const account = add();
      const login = world.drive(gateway(account));
      await world.pass(58_000);
      assert.equal(login.memory.login.status, 'qr');
      await world.pass(102_000);
      assert.deepEqual(login.memory.login, { status: 'expired', reason: 'codes' });
      assert.equal(called(account, 'qr-code').length, 3);
      const { at = 0 } = account.calls.at(-1) ?? {};
      assert.ok(at - (account.calls[0]?.at ?? 0) <= 67_000, 'a call after the third code');
      const again = world.drive(gateway(account), { restart: true });
      await world.pass(10_000);
      assert.equal(called(account, 'qr-code').length, 4);
      assert.equal(again.memory.login.status, 'qr');
    });

    it('is linked by a scan of the last code in its last second, which shows only when that is over', async () => {
      const account = add({ linkDelay: 3_000 });
      const login = world.drive(gateway(account));
      await world.pass(59_000);
      account.scan(account.qr ?? '');
      await world.pass(2_000);
      assert.equal(login.memory.login.status, 'qr', 'nobody knows yet');
      await world.pass(4_000);
      assert.equal(login.memory.login.status, 'linked');
    });

    it('asks for no state in the first 5 s of a code, when nobody can have scanned it, and every second then', async () => {
      const account = add();
      world.drive(gateway(account));
      await world.pass(21_000, STEP);
      const [first = 0, ...later] = account.calls.map(({ at }) => at);
      assert.deepEqual(
        later.map((at) => Math.round((at - first) / 1000)),
        [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
      );
      assert.deepEqual(new Set(account.calls.slice(1, -1).map(({ method }) => method)), new Set(['status']));
      assert.equal(account.calls.at(-1)?.method, 'qr-code');
    });

    it('shows the next code as soon as the last one ends', async () => {
      const account = add();
      const login = world.drive(gateway(account));
      await world.pass(22_000, STEP);
      assert.deepEqual(login.statuses, ['waiting', 'qr']);
      assert.equal(scan(account), 'linking');
    });

    it('keeps a code for 1.5 s past its end while the next is under way, and no longer', async () => {
      const account = add();
      const login = world.drive(gateway(account));
      await world.pass(10_000, STEP);
      account.fault('hang', { on: 'qr-code' });
      await world.pass(11_200, STEP);
      assert.equal(called(account, 'qr-code').length, 2);
      assert.equal(login.memory.login.status, 'qr');
      await world.pass(500, STEP);
      assert.equal(login.memory.login.status, 'waiting');
    });

    it('asks for no code while the page is hidden, and at once when it is seen', async () => {
      const account = add();
      const gate = new Door();
      const login = world.drive(gateway(account), { gate });
      await world.pass(5_000);
      gate.shut = true;
      await world.pass(60_000);
      assert.equal(called(account, 'qr-code').length, 1);
      assert.equal(login.memory.login.status, 'waiting');
      gate.shut = false;
      await world.pass(250);
      assert.equal(called(account, 'qr-code').length, 2);
      assert.equal(login.memory.login.status, 'qr');
    });

    it('asks again after 10 s when no code came', async () => {
      const account = add({ qrDelay: 15_000 });
      const login = world.drive(gateway(account));
      await world.pass(19_500);
      assert.deepEqual([login.memory.login.status, called(account, 'qr-code').length], ['waiting', 2]);
      await world.pass(3_000);
      assert.deepEqual([login.memory.login.status, called(account, 'qr-code').length], ['qr', 3]);
    });

    it('counts the codes that were shown, and not the calls that failed', async () => {
      const account = add();
      account.fault('error-500', { on: 'qr-code', times: 2 });
      const login = world.drive(gateway(account));
      await world.pass(75_000);
      assert.deepEqual(login.memory.login, { status: 'expired', reason: 'codes' });
      assert.equal(called(account, 'qr-code').length, 5);
    });

    it('keeps its code while the state cannot be asked for', async () => {
      const account = add();
      const login = world.drive(gateway(account));
      await world.pass(1_000);
      for (const fault of ['html', 'error-502', 'reset'] as const) account.fault(fault, { on: 'status', times: 1 });
      await world.pass(18_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr']);
      assert.equal(called(account, 'qr-code').length, 1);
    });

    for (const alreadyForm of ['connected', 'error', 'error-400', 'empty', 'null'] as const)
      it(`is linked at once, and says already, when the account was linked before (${alreadyForm})`, async () => {
        const account = add({ state: 'authorized', alreadyForm });
        const login = world.drive(gateway(account));
        await world.pass(1_000);
        assert.deepEqual(login.memory.login, { status: 'linked', account: who, already: true });
        assert.deepEqual(
          account.calls.map(({ method }) => method),
          ['qr-code', 'status', 'device'],
        );
      });

    it('is linked without an account that does not come within 3 s', async () => {
      const account = add({ state: 'authorized' });
      account.fault('hang', { on: 'device' });
      const login = world.drive(gateway(account));
      await world.pass(4_000);
      assert.deepEqual(login.memory.login, { status: 'linked', account: {}, already: true });
    });

    it('reads a session that must be restored as one that is not linked', async () => {
      const account = add();
      account.fault('restore');
      const login = world.drive(gateway(account));
      await world.pass(15_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr']);
    });

    it('learns with the next code that a passkey is wanted, asks for no more codes, and may be linked yet', async () => {
      const account = add();
      const login = world.drive(gateway(account));
      await world.pass(1_000);
      scan(account);
      account.passkey();
      await world.pass(21_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'passkey']);
      await world.pass(30_000);
      assert.equal(called(account, 'qr-code').length, 2);
      account.set({ state: 'authorized' });
      await world.pass(3_000);
      assert.deepEqual(login.memory.login, { status: 'linked', account: who, already: false });
    });

    for (const [fault, code] of [
      ['no-client-token', 'config'],
      ['client-token', 'unauthorized'],
      ['ip', 'unauthorized'],
      ['no-instance', 'not-found'],
      ['value-false', 'bad-response'],
    ] as const)
      it(`ends at once with ${code} on ${fault}`, async () => {
        const account = add();
        account.fault(fault, { on: '*' });
        const login = world.drive(gateway(account));
        await world.pass(20_000);
        assert.equal(login.memory.login.status === 'error' && login.memory.login.code, code);
        assert.equal(account.calls.length, 1);
      });
  });

describe('a pairing code, by the clock', () => {
  const request = { method: 'code', phone: PHONE } as const;
  const add = (script?: AccountScript) => world.add({ gateway: 'z-api', phone: PHONE, ...script });
  const gateway = ({ instance, token }: SimulatedAccount) =>
    zApi({ backendUrl: ORIGIN, instance, token, fetch: world.simulator.fetch });

  it('is asked for once, then the state every 5 s and nothing else, until it is typed', async () => {
    const account = add();
    const login = world.drive(gateway(account), { request });
    await world.pass(21_000);
    assert.equal(called(account, 'phone-code').length, 1);
    assert.equal(called(account, 'status').length, 4);
    assert.equal(account.calls.length, 5);
    assert.equal(login.memory.login.status === 'code' && account.enterCode(login.memory.login.code), 'linking');
    await world.pass(10_000);
    assert.deepEqual(login.statuses, ['waiting', 'code', 'linking', 'linked']);
    assert.equal(called(account, 'qr-code').length, 0);
  });

  it('goes on while the page is hidden: the person is in WhatsApp on the same phone', async () => {
    const account = add();
    const gate = new Door();
    const login = world.drive(gateway(account), { request, gate });
    await world.pass(1_000);
    gate.shut = true;
    assert.equal(login.memory.login.status === 'code' && account.enterCode(login.memory.login.code), 'linking');
    await world.pass(10_000);
    assert.equal(login.memory.login.status, 'linked');
  });

  it('expires after 150 s and is not asked for again', async () => {
    const account = add();
    const login = world.drive(gateway(account), { request });
    await world.pass(151_000, 1_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'timeout' });
    const { length } = account.calls;
    await world.pass(30_000, 1_000);
    assert.equal(account.calls.length, length);
  });

  it('is a matter of a passkey when the gateway answers with a challenge', async () => {
    const account = add();
    account.passkey();
    const login = world.drive(gateway(account), { request });
    await world.pass(1_000);
    assert.equal(login.memory.login.status, 'passkey');
  });

  it('is unsupported where the gateway has none, and no call is made', async () => {
    const account = world.add({ gateway: 'plugchat' });
    const login = world.drive(gateways.plugchat(account), { request });
    await world.pass(1_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'unsupported');
    assert.equal(account.calls.length, 0);
  });
});

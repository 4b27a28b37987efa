import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { monotonicNow } from '../../../src/platform/clock.js';
import { whapi } from '../../../src/gateways/whapi.js';
import type { AccountScript, FaultName, SimulatedAccount } from '../../../src/simulator/index.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';

const PHONE = '5511999999999';
const request = { method: 'code', phone: PHONE } as const;

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.close());

const add = (script?: AccountScript) => world.add({ gateway: 'whapi', phone: PHONE, name: 'Ana', ...script });
const direct = ({ token }: SimulatedAccount): Gateway => whapi({ backendUrl: world.origin, token, fetch: world.fetch });
const called = ({ calls }: SimulatedAccount, method: string) => calls.filter((call) => call.method === method);
const errorOf = ({ memory: { login } }: Driven) => (login.status === 'error' ? login.code : login.status);

describe('a login with Whapi.Cloud', () => {
  it('wakes the channel once, and by no other question', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(40_000);
    const woken = account.calls.filter(({ query }) => query?.['wakeup'] !== 'false');
    assert.deepEqual(
      woken.map(({ method }) => method),
      ['login'],
    );
    assert.equal(login.memory.login.status, 'qr');
  });

  it('is linking in the gap after the scan, and is not woken again', async () => {
    const account = add({ whapiGap: 6_000 });
    const login = world.drive(direct(account));
    await world.pass(8_000);
    account.scan(account.qr ?? '');
    await world.pass(4_000);
    assert.deepEqual([account.state, login.memory.login.status], ['NOT_INIT', 'linking']);
    await world.pass(12_000);
    assert.deepEqual([login.memory.login.status, account.logins], ['linked', 1]);
  });

  it('would log the phone in twice if it asked for the health as the documentation shows it', async () => {
    const account = add({ whapiGap: 6_000 });
    const login = world.drive(direct(account));
    await world.pass(8_000);
    account.scan(account.qr ?? '');
    await world.pass(3_000);
    const headers = { Authorization: `Bearer ${account.token}` };
    await world.settled(world.fetch(`${world.origin}/health`, { headers }));
    await world.pass(12_000);
    assert.deepEqual([login.memory.login.status, account.logins], ['linked', 2]);
  });

  it('asks for each code once it is due, by the time that an answer says is left', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(10_000);
    const asked = called(account, 'login').length;
    let outdated = 0;
    for (let tick = 0; tick < 160; tick++) {
      const { memory } = login;
      if (memory.login.status === 'qr' && memory.login.endsAt < monotonicNow() - 1_600) outdated++;
      await world.pass(250);
    }
    assert.equal(outdated, 0);
    assert.ok(called(account, 'login').length - asked <= 6);
  });

  it('waits for a channel that sleeps deeply', async () => {
    const account = add({ qrDelay: 90_000 });
    const login = world.drive(direct(account));
    await world.pass(89_000, 1_000);
    assert.deepEqual(login.statuses, ['waiting']);
    await world.pass(6_000);
    assert.equal(login.memory.login.status, 'qr');
    assert.equal(called(account, 'login').filter(({ query }) => query?.['wakeup'] === 'true').length, 1);
  });

  it('goes on where a picture could not be drawn', async () => {
    const account = add();
    account.fault('qr-not-drawn', { times: 2 });
    const login = world.drive(direct(account));
    await world.pass(12_000);
    assert.equal(login.memory.login.status, 'qr');
  });

  it('says what the refusals of the gateway mean', async () => {
    const outcomes: readonly (readonly [FaultName, string])[] = [
      ['mobile', 'unsupported'],
      ['unpaid', 'inactive'],
      ['unauthorized', 'unauthorized'],
      ['not-found-json', 'not-found'],
    ];
    for (const [fault, code] of outcomes) {
      const account = add();
      account.fault(fault);
      const logins = [world.drive(direct(account)), world.drive(direct(account), { request })];
      await world.pass(10_000);
      assert.deepEqual(logins.map(errorOf), [code, code], fault);
    }
  });

  it('asks for a pairing code when the channel is ready for it, and once', async () => {
    const account = add();
    const login = world.drive(direct(account), { request });
    await world.pass(3_000);
    assert.equal(called(account, 'code').length, 0);
    await world.pass(8_000);
    assert.equal(login.memory.login.status, 'code');
    await world.pass(30_000);
    assert.equal(called(account, 'code').length, 1);
  });

  it('tells of a passkey where the gateway does', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(8_000);
    account.passkey();
    await world.pass(30_000);
    assert.equal(login.memory.login.status, 'passkey');
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway, GatewaySettings } from '../../../src/gateways/gateway.js';
import { openWa } from '../../../src/gateways/openwa.js';
import type { AccountScript, SimulatedAccount } from '../../../src/simulator/index.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';
import { outcomeOf } from './z-outcomes.js';

const PHONE = '5511999999999';
const UUID = '8f3c2b1a-9d4e-4c7a-8b2f-1e6d5a4c3b2a';
const request = { method: 'code', phone: PHONE } as const;

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.close());

const add = (script?: AccountScript) => world.add({ gateway: 'openwa', phone: PHONE, name: 'Ana', ...script });
const direct = ({ instance, token }: SimulatedAccount, settings?: GatewaySettings): Gateway =>
  openWa({ backendUrl: world.origin, instance, token, fetch: world.fetch, ...settings });
const called = ({ calls }: SimulatedAccount, method: string) => calls.filter((call) => call.method === method);
const errorOf = ({ memory: { login } }: Driven) => (login.status === 'error' ? login.code : login.status);

describe('a login with OpenWA', () => {
  it('looks at the QR code while there is one only, and at most every 5 s: each look is logged', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(2_500);
    assert.deepEqual([login.memory.login.status, called(account, 'qr').length], ['waiting', 0]);
    await world.pass(60_000);
    const looks = called(account, 'qr').map(({ at }) => at);
    assert.ok(looks.length > 8);
    for (const [at, next] of looks.slice(1).map((each, i) => [looks[i] ?? 0, each] as const))
      assert.ok(next - at >= 4_900, `${next - at} ms`);
    account.scan(account.qr ?? '');
    const { length } = called(account, 'qr');
    await world.pass(15_000);
    assert.equal(login.memory.login.status, 'linked');
    assert.ok(called(account, 'qr').length - length <= 1);
  });

  it('is linking while the phone is, and never starts another engine meanwhile', async () => {
    const account = add({ openwaGap: 6_000 });
    const login = world.drive(direct(account));
    await world.pass(6_000);
    account.scan(account.qr ?? '');
    await world.pass(4_000);
    assert.deepEqual([account.state, login.memory.login.status], ['disconnected', 'linking']);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login.status, account.logins], ['linked', 1]);
  });

  it('would log the phone in twice if it started whatever is disconnected', async () => {
    const account = add({ openwaGap: 6_000 });
    const gateway = direct(account);
    const login = world.drive(gateway);
    await world.pass(6_000);
    account.scan(account.qr ?? '');
    await world.pass(2_000);
    await world.settled(gateway.start?.(new AbortController().signal));
    await world.pass(10_000);
    assert.deepEqual([login.memory.login.status, account.logins], ['linked', 2]);
  });

  it('is started from whatever state it is in', async () => {
    for (const state of ['created', 'disconnected', 'failed'] as const) {
      const account = add({ state });
      const login = world.drive(direct(account));
      await world.pass(6_000);
      assert.deepEqual([login.memory.login.status, called(account, 'start').length], ['qr', 1], state);
    }
  });

  it('waits for its turn while a logout is being finished, or another server holds the session', async () => {
    const account = add({ state: 'linked', teardownTime: 5_000 });
    const headers = { 'X-API-Key': account.token };
    await world.settled(world.fetch(world.origin + account.address('logout'), { method: 'POST', headers }));
    const login = world.drive(direct(account));
    await world.pass(3_000);
    assert.equal(login.memory.login.status, 'waiting');
    await world.pass(12_000);
    assert.equal(login.memory.login.status, 'qr');
    const elsewhere = add();
    elsewhere.fault('other-node');
    const lost = world.drive(direct(elsewhere));
    await world.pass(45_000);
    assert.equal(errorOf(lost), 'unavailable');
  });

  it('asks for a pairing code when the session is ready for it, and once', async () => {
    const account = add({ qrDelay: 8_000 });
    const login = world.drive(direct(account), { request });
    await world.pass(7_000);
    assert.equal(called(account, 'pairing-code').length, 0);
    await world.pass(6_000);
    assert.equal(login.memory.login.status, 'code');
    assert.deepEqual(
      called(account, 'pairing-code').map(({ body }) => body),
      [{ phoneNumber: PHONE }],
    );
  });

  it('tells that there is no pairing code where the gateway gives none and stays ready for one', async () => {
    const answers: Readonly<Record<string, () => Response>> = {
      [`/api/sessions/${UUID}`]: () => Response.json({ status: 'qr_ready' }),
      [`/api/sessions/${UUID}/pairing-code`]: () =>
        Response.json({ message: 'The session is not ready' }, { status: 400 }),
    };
    const fetch = (input: RequestInfo | URL) =>
      Promise.resolve(answers[new URL(String(input)).pathname]?.() ?? new Response(null, { status: 404 }));
    const gateway = openWa({ backendUrl: world.origin, instance: UUID, token: 'key', fetch });
    assert.equal(await outcomeOf(gateway.code?.(PHONE, new AbortController().signal)), 'code-refused');
  });

  it('starts again where the credentials of an unused code were refused', async () => {
    const account = add();
    const former = world.drive(direct(account), { request });
    await world.pass(10_000);
    assert.equal(former.memory.login.status, 'code');
    former.stop();
    account.expire();
    const login = world.drive(direct(account));
    await world.pass(4_000);
    assert.equal(account.state, 'initializing');
    await world.pass(8_000);
    assert.equal(login.memory.login.status, 'qr');
  });

  it('says what the server’s refusals mean', async () => {
    const account = add({ instance: UUID });
    const full = add();
    full.fault('quota');
    const logins = [
      direct(account, { instance: '00000000-0000-4000-8000-000000000000' }),
      direct(account, { instance: 'my-bot' }),
      direct(account, { token: add().token }),
      direct(add({ state: 'action_required' })),
      direct(full),
    ].map((gateway) => world.drive(gateway));
    await world.pass(2_000);
    assert.deepEqual(logins.map(errorOf), ['not-found', 'config', 'unauthorized', 'unavailable', 'quota']);
  });
});

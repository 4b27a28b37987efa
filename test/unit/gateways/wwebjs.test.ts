import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway, GatewaySettings } from '../../../src/gateways/gateway.js';
import { wwebjs } from '../../../src/gateways/wwebjs.js';
import type { AccountScript, SimulatedAccount } from '../../../src/simulator/index.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';

const PHONE = '5511999999999';
const request = { method: 'code', phone: PHONE } as const;

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.close());

const add = (script?: AccountScript) => world.add({ gateway: 'wwebjs', phone: PHONE, name: 'Ana', ...script });
const direct = ({ instance, token }: SimulatedAccount, settings?: GatewaySettings): Gateway =>
  wwebjs({ backendUrl: world.origin, instance, token, fetch: world.fetch, ...settings });
const called = ({ calls }: SimulatedAccount, method: string) => calls.filter((call) => call.method === method);
const errorOf = ({ memory: { login } }: Driven) => (login.status === 'error' ? login.code : login.status);
const shownText = ({ memory: { login } }: Driven) =>
  login.status === 'qr' && 'text' in login.picture ? login.picture.text : undefined;

describe('a login with wwebjs-api', () => {
  it('starts one browser, however long that takes, though the server does not know of it meanwhile', async () => {
    const account = add({ browserDelay: 40_000, qrDelay: 45_000 });
    const login = world.drive(direct(account));
    await world.pass(39_000, 1_000);
    assert.deepEqual([account.state, called(account, 'start').length], ['session_not_found', 1]);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login.status, called(account, 'start').length], ['qr', 1]);
  });

  it('is linked with the account, once, though the page cannot be asked after the scan', async () => {
    const account = add({ wwebjsGap: 6_000 });
    const login = world.drive(direct(account));
    await world.pass(8_000);
    account.scan(account.qr ?? '');
    await world.pass(4_000);
    assert.deepEqual([account.state, login.memory.login.status], ['session closed', 'linking']);
    await world.pass(12_000);
    const who = { id: `${PHONE}@c.us`, phone: PHONE, name: 'Ana' };
    assert.deepEqual(login.memory.login, { status: 'linked', account: who, already: false });
    assert.equal(account.logins, 1);
  });

  it('would log the phone in twice if it restarted whatever is closed', async () => {
    const account = add({ wwebjsGap: 6_000 });
    const gateway = direct(account);
    const login = world.drive(gateway);
    await world.pass(8_000);
    account.scan(account.qr ?? '');
    await world.pass(2_000);
    await world.settled(gateway.start?.(new AbortController().signal));
    await world.pass(15_000);
    assert.deepEqual([login.memory.login.status, account.logins], ['linked', 2]);
  });

  it('brings another browser where the tab was closed', async () => {
    const account = add();
    const former = world.drive(direct(account));
    await world.pass(8_000);
    former.stop();
    account.expire();
    assert.equal(account.state, 'browser tab closed');
    const login = world.drive(direct(account));
    await world.pass(15_000);
    assert.equal(shownText(login), account.qr);
    assert.equal(called(account, 'restart').length, 1);
  });

  it('never asks a page for a pairing code that does not show a QR code yet: it would hang', async () => {
    const account = add({ qrDelay: 20_000 });
    const login = world.drive(direct(account), { request });
    await world.pass(19_000, 1_000);
    assert.equal(called(account, 'requestPairingCode').length, 0);
    await world.pass(8_000);
    assert.deepEqual([login.memory.login.status, called(account, 'requestPairingCode').length], ['code', 1]);
  });

  it('gives up a pairing code that never comes, and does not ask again', async () => {
    const account = add();
    account.fault('hang', { on: 'requestPairingCode' });
    const login = world.drive(direct(account), { request });
    await world.pass(40_000, 1_000);
    assert.deepEqual([errorOf(login), called(account, 'requestPairingCode').length], ['code-refused', 1]);
  });

  it('restarts the session for the QR code after a pairing code, since the old one stays in its answers', async () => {
    const account = add();
    const former = world.drive(direct(account), { request });
    await world.pass(15_000);
    assert.equal(former.memory.login.status, 'code');
    former.stop();
    await world.pass(30_000, 1_000);
    const stale = await world.settled(direct(account).qr(new AbortController().signal));
    assert.ok(stale?.type === 'qr' && 'text' in stale && stale.text !== account.qr);
    const login = world.drive(direct(account), { restart: true });
    await world.pass(15_000);
    assert.equal(shownText(login), account.qr);
  });

  it('is not made from half of its credentials, nor without an address', () => {
    const backendUrl = world.origin;
    for (const settings of [
      {},
      { instance: 'i', token: 't' },
      { backendUrl, instance: 'i' },
      { backendUrl, token: 't' },
    ])
      assert.throws(() => wwebjs(settings), { code: 'config' });
    for (const settings of [{ backendUrl }, { backendUrl, instance: 'i', token: 't' }])
      assert.doesNotThrow(() => wwebjs(settings));
  });

  it('says what the server’s refusals mean', async () => {
    const broken = add();
    broken.fault('no-browser');
    const misnamed = add();
    misnamed.fault('bad-name');
    const logins = [direct(broken), direct(misnamed)].map((gateway) => world.drive(gateway));
    await world.pass(45_000, 1_000);
    assert.deepEqual(logins.map(errorOf), ['unavailable', 'config']);
  });
});

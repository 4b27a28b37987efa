import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountScript } from '../../../src/simulator/index.js';
import { ORIGIN, setUp } from './simulator-clock.js';

const PHONE = '5511900000000';

/** A session of WPPConnect Server, and what a client of it does with its token. */
function setUpSession(script: AccountScript = {}) {
  const { clock, simulator, account } = setUp({ gateway: 'wppconnect', instance: 'a', ...script });
  const call = (path: string, init: RequestInit = {}) =>
    simulator.fetch(ORIGIN + path, {
      ...init,
      headers: { Authorization: `Bearer ${account.token}`, ...(init.headers as object) },
    });
  const ask = async (method: string, body?: object) => {
    const response = await call(account.address(method), body && { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.json()] as [number, any];
  };
  const status = async () => (await ask('status-session'))[1].status as string;
  return { clock, simulator, account, call, ask, status };
}

describe('a simulated WPPConnect Server', () => {
  it('answers a start with how the session stood before', async () => {
    const { clock, account, ask, status } = setUpSession();
    assert.deepEqual(await ask('status-session'), [200, { status: 'CLOSED', qrcode: null }]);
    const start = { waitQrCode: false };
    assert.deepEqual(await ask('start-session', start), [200, { status: 'CLOSED', qrcode: null, session: '' }]);
    assert.deepEqual(await ask('start-session', start), [
      200,
      { status: 'INITIALIZING', qrcode: null, version: '2.10.4', session: 'a' },
    ]);
    await clock.tick(4_000);
    const [, body] = await ask('status-session');
    assert.deepEqual([body.status, body.urlcode], ['QRCODE', account.qr]);
    assert.equal(await status(), 'QRCODE');
  });

  it('keeps the picture of the scanned code, also when the number is linked', async () => {
    const { clock, account, ask } = setUpSession();
    await ask('start-session', {});
    await clock.tick(5_000);
    const scanned = account.qr ?? '';
    account.scan(scanned);
    const seen: unknown[] = [];
    for (let time = 0; time < 2; time++, await clock.tick(2_500)) {
      const [, { status, urlcode }] = await ask('status-session');
      seen.push([status, urlcode]);
    }
    seen.push((await ask('status-session'))[1].urlcode);
    assert.deepEqual(seen, [['QRCODE', scanned], ['CONNECTED', scanned], scanned]);
  });

  it('holds the start that waits, and tells the pairing code to nobody else', async () => {
    const { clock, account, ask } = setUpSession();
    const held = ask('start-session', { waitQrCode: true, phone: PHONE });
    await clock.tick(5_499);
    assert.equal(account.pending, 1);
    await clock.tick(1);
    const [, body] = await held;
    assert.deepEqual([body.status, body.phone, body.session], ['phoneCode', PHONE, 'a']);
    assert.deepEqual((await ask('status-session'))[1], { status: 'PHONECODE', qrcode: null, version: '2.10.4' });
    assert.equal(account.enterCode(body.phoneCode), 'linking');
    await clock.tick(2_500);
    assert.equal(account.state, 'CONNECTED');
  });

  it('holds no start of a session that has closed itself, or was closed', async () => {
    for (const [isClosed, status] of [
      [true, null],
      [false, 'CLOSED'],
    ] as const) {
      const { clock, account, ask, call } = setUpSession();
      await ask('start-session', {});
      await clock.tick(5_000);
      if (isClosed) assert.equal((await ask('close-session', {}))[0], 500);
      await clock.tick(60_000);
      assert.equal(account.state, 'CLOSED');
      const picture = await call(account.address('qrcode-session'));
      assert.equal(picture.headers.get('Content-Type')?.startsWith('image/png'), !isClosed);
      const [, body] = await ask('start-session', { waitQrCode: true, phone: PHONE });
      assert.deepEqual([body.status, body.phoneCode], [status, undefined]);
      await clock.tick(10_000);
      assert.equal(account.state, 'PHONECODE');
    }
  });

  it('tells by the address of the picture whether it holds anything for the session', async () => {
    const { clock, ask, account } = setUpSession();
    assert.match((await ask('qrcode-session'))[1].message, /^Session not started/);
    await ask('start-session', {});
    assert.deepEqual(await ask('qrcode-session'), [
      200,
      { status: 'INITIALIZING', message: 'QRCode is not available...' },
    ]);
    account.expire();
    assert.match((await ask('qrcode-session'))[1].message, /^Session not started/);
    await clock.tick(600_000);
    assert.equal(account.qr, undefined);
  });

  it('says who is linked, and logs out only who is', async () => {
    const { account, ask, status } = setUpSession({ phone: PHONE, name: 'Ana' });
    assert.equal((await ask('logout-session', {}))[0], 404);
    assert.equal((await ask('host-device'))[0], 404);
    account.set({ state: 'CONNECTED' });
    const [, { response }] = await ask('host-device');
    assert.deepEqual([response.phoneNumber, response.pushname], [`${PHONE}@c.us`, 'Ana']);
    assert.equal((await ask('logout-session', {}))[0], 200);
    assert.equal(await status(), 'CLOSED');
  });

  it('takes its token from the header, or from the path, and knows no other session', async () => {
    const { simulator, account, call } = setUpSession();
    const plain = async (path: string, headers?: Record<string, string>) => {
      const response = await simulator.fetch(ORIGIN + path, headers && { headers });
      return [response.status, await response.json()];
    };
    const path = '/api/a/status-session';
    assert.deepEqual(await plain(path), [401, { message: 'Token is not present. Check your header and try again' }]);
    const wrong = [401, { error: 'Check that the Session and Token are correct' }];
    assert.deepEqual(await plain(path, { Authorization: 'Bearer wrong' }), wrong);
    assert.deepEqual(await plain('/api/b/status-session', { Authorization: `Bearer ${account.token}` }), wrong);
    assert.equal((await plain(`/api/a%3A${account.token}/status-session`))[0], 200);
    assert.equal((await call('/api/a/qr-code')).status, 404);
  });

  it('adds a field to a question that says that it brings JSON', async () => {
    const { account, call } = setUpSession();
    const response = await call(account.address('status-session'), { headers: { 'Content-Type': 'application/json' } });
    assert.deepEqual(await response.json(), { status: 'CLOSED', qrcode: null, session: '' });
  });
});

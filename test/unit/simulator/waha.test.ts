import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountScript } from '../../../src/simulator/index.js';
import { decode, ORIGIN, setUp } from './simulator-clock.js';

const JSON_ONLY = { Accept: 'application/json' };

/** A session of WAHA, and what a client of it does with its key. */
function setUpWaha(script: AccountScript = {}) {
  const { clock, simulator, account } = setUp({ gateway: 'waha', ...script });
  const send = (path: string, init: RequestInit = {}) =>
    simulator.fetch(ORIGIN + path, { ...init, headers: { 'X-Api-Key': account.token, ...(init.headers as object) } });
  const ask = async (method: string, verb = 'GET', body?: unknown) => {
    const init = { method: verb, headers: JSON_ONLY, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await send(account.address(method), init);
    return [response.status, await response.json()] as [number, any];
  };
  /** The answer of a method that holds it back, and for how long. */
  const wait = async (method: string, verb = 'GET') => {
    let taken = -1;
    const began = clock.now();
    const answer = ask(method, verb).finally(() => (taken = clock.now() - began));
    while (taken < 0) await clock.tick(100);
    return [...(await answer), taken] as const;
  };
  const start = async () => {
    await ask('start', 'POST');
    await clock.tick(2_000);
  };
  return { clock, simulator, account, send, ask, wait, start };
}

describe('a simulated WAHA', () => {
  it('has its addresses', () => {
    const { account } = setUpWaha({ instance: 'acme' });
    for (const [method, path] of [
      ['session', '/api/sessions/acme'],
      ['start', '/api/sessions/acme/start'],
      ['qr?format=raw', '/api/acme/auth/qr?format=raw'],
      ['passkey', '/api/acme/auth/passkey'],
      ['challenge', '/api/acme/auth/passkey/challenge'],
    ] as const)
      assert.equal(account.address(method), path);
  });

  it('starts once, and then refuses, also where the login has failed', async () => {
    const { account, clock, ask } = setUpWaha({ instance: 's' });
    const [status, body] = await ask('start', 'POST');
    assert.deepEqual([status, body.status, body.me], [201, 'STARTING', null]);
    const refused = [
      422,
      { message: "Session 's' is already started.", error: 'Unprocessable Entity', statusCode: 422 },
    ];
    assert.deepEqual(await ask('start', 'POST'), refused);
    await clock.tick(1_500);
    assert.equal(account.state, 'SCAN_QR_CODE');
    account.expire();
    assert.equal(account.state, 'FAILED');
    assert.deepEqual(await ask('start', 'POST'), refused);
  });

  it('shows its first code for 60 s and five more for 20 s each, and then fails', async () => {
    const { account, clock, ask } = setUpWaha();
    await ask('start', 'POST');
    await clock.tick(1_500);
    const [, { value: first }] = await ask('qr?format=raw');
    await clock.tick(59_999);
    assert.equal(account.qr, first);
    for (let more = 0; more < 5; more++) {
      await clock.tick(1);
      const shown = account.qr;
      assert.notEqual(shown, first);
      await clock.tick(19_999);
      assert.equal(account.qr, shown);
    }
    await clock.tick(1);
    assert.equal(account.state, 'FAILED');
    assert.equal(clock.timers, 0);
  });

  it('gives a picture, unless JSON is all that is accepted, and the text if it is asked for', async () => {
    const { account, ask, send, start } = setUpWaha();
    await start();
    for (const Accept of ['application/json, text/plain, */*', '*/*']) {
      const response = await send(account.address('qr?format=raw'), { headers: { Accept } });
      assert.equal(response.headers.get('Content-Type'), 'image/png');
      assert.equal(decode(Buffer.from(await response.arrayBuffer())), account.qr);
    }
    assert.equal(decode(Buffer.from((await ask('qr'))[1].data, 'base64')), account.qr);
    assert.deepEqual(await ask('qr?format=raw'), [200, { value: account.qr }]);
  });

  it('holds the QR code back in a wrong state, and then tells the state as it is by then', async () => {
    const { account, wait, ask } = setUpWaha();
    const [status, body, taken] = await wait('qr');
    assert.deepEqual([status, body.status, taken], [422, 'STOPPED', 5_100]);
    await ask('start', 'POST');
    const answer = wait('qr');
    account.set({ state: 'WORKING' });
    assert.deepEqual((await answer).slice(1), [{ ...body, status: 'WORKING' }, 10_100]);
  });

  it('goes on giving the scanned code, with the account filled in, and starts again before it works', async () => {
    const { account, clock, ask, start } = setUpWaha();
    await start();
    const scanned = account.qr ?? '';
    assert.equal(account.scan(scanned), 'linking');
    const [, body] = await ask('session');
    assert.deepEqual([body.status, body.me.lid], ['SCAN_QR_CODE', '15511900000000@lid']);
    assert.deepEqual(await ask('qr?format=raw'), [200, { value: scanned }]);
    await clock.tick(2_000);
    assert.equal(account.state, 'STARTING');
    await clock.tick(2_000);
    assert.equal(account.state, 'WORKING');
  });

  it('gives a pairing code only while it shows QR codes, each time another, and even for no phone', async () => {
    const { account, ask, start } = setUpWaha();
    assert.equal((await ask('request-code', 'POST', { phoneNumber: '5511900000000' }))[0], 404);
    await start();
    const [status, { code }] = await ask('request-code', 'POST', { phoneNumber: '5511900000000' });
    assert.deepEqual([status, /^\w{4}-\w{4}$/.test(code)], [201, true]);
    assert.deepEqual((await ask('session'))[1].me, { id: '5511900000000@c.us', pushName: '~', lid: '' });
    const [, { code: next }] = await ask('request-code', 'POST', {});
    assert.equal(account.enterCode(code), 'refused');
    assert.equal(account.enterCode(next), 'linking');
    assert.equal((await ask('request-code', 'POST', {}))[0], 422);
  });

  it('fails after an unused code, until somebody logs it out', async () => {
    const { account, clock, ask, wait, start } = setUpWaha();
    await start();
    await ask('request-code', 'POST', { phoneNumber: '5511900000000' });
    account.expire();
    const [, body, taken] = await wait('restart', 'POST');
    assert.deepEqual([body.status, taken], ['STARTING', 3_000]);
    await clock.tick(1_000);
    assert.equal(account.state, 'FAILED');
    assert.equal((await wait('logout', 'POST'))[2], 4_000);
    await clock.tick(1_500);
    assert.equal(account.state, 'SCAN_QR_CODE');
  });

  it('wants a passkey, and then a code to be compared', async () => {
    const { account, clock, ask, start } = setUpWaha({ passkeyConfirmation: true });
    await start();
    assert.equal((await ask('challenge'))[0], 422);
    account.passkey();
    assert.equal((await ask('challenge'))[1].rpId, 'web.whatsapp.com');
    assert.equal((await ask('passkey', 'POST', {}))[0], 422);
    assert.equal((await ask('passkey', 'POST', { id: 'a', response: {} }))[0], 201);
    assert.equal(account.state, 'PASSKEY_CONFIRMATION_REQUIRED');
    assert.deepEqual(await ask('confirmation'), [200, { code: '4711' }]);
    assert.equal((await ask('confirm', 'POST'))[0], 201);
    await clock.tick(4_000);
    assert.equal(account.state, 'WORKING');
    assert.equal((await ask('confirm', 'POST'))[0], 422);
  });

  it('looks at the key first, and refuses it in the query', async () => {
    const { account, simulator } = setUpWaha({ instance: 's' });
    const status = async (path: string, headers = {}) => (await simulator.fetch(ORIGIN + path, { headers })).status;
    assert.equal(await status(`/api/sessions/s?x-api-key=${account.token}`), 401);
    assert.equal(await status('/api/sessions/unknown'), 401);
    const key = { 'X-Api-Key': account.token };
    assert.equal(await status('/api/sessions/s', key), 200);
    assert.equal(await status('/api/sessions/unknown', key), 404);
    assert.equal(await status('/api/unknown/auth/qr', key), 422);
    assert.equal(await status('/api/s/auth/unknown', key), 404);
  });

  it('allows any page whatever header it asks for', async () => {
    const { account, simulator } = setUpWaha();
    const headers = { Origin: 'https://app.example', 'Access-Control-Request-Headers': 'x-api-key' };
    const response = await simulator.fetch(ORIGIN + account.address('session'), { method: 'OPTIONS', headers });
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(response.headers.get('Access-Control-Allow-Headers'), 'x-api-key');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountScript } from '../../../src/simulator/index.js';
import { decode, ORIGIN, setUp } from './simulator-clock.js';

const CODE = 'login-with-code?phone=5511900000000';

/** A device of GOWA, and what a client of it does with its password. */
function setUpGowa(script: AccountScript = {}) {
  const { clock, simulator, account } = setUp({ gateway: 'gowa', token: 'admin:pass', ...script });
  const Authorization = `Basic ${btoa(account.token)}`;
  const send = (path: string, init: RequestInit = {}) =>
    simulator.fetch(ORIGIN + path, { ...init, headers: { Authorization, ...(init.headers as object) } });
  const ask = async (method: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await send(account.address(method), init);
    return [response.status, await response.json()] as [number, any];
  };
  const login = async () => {
    const answer = ask('login');
    await clock.tick(2_000);
    return (await answer)[1].results as { qr_link: string; qr_duration: number };
  };
  const picture = async (link: string) => {
    const response = await simulator.fetch(ORIGIN + new URL(link).pathname);
    return response.status === 200 ? decode(Buffer.from(await response.arrayBuffer())) : response.status;
  };
  const status = async () => (await ask('status'))[1].results;
  return { clock, simulator, account, send, ask, login, picture, status };
}

describe('a simulated GOWA', () => {
  it('has its addresses', () => {
    const { account } = setUpGowa({ instance: 'd' });
    assert.equal(account.address('login'), '/app/login?device_id=d');
    assert.equal(account.address(CODE), '/app/login-with-code?device_id=d&phone=5511900000000');
    assert.equal(account.address('passkey'), '/app/passkey?device_id=d');
    assert.equal(account.address('response'), '/app/passkey/response?device_id=d');
  });

  it('names a picture that anybody gets, for half of the life of its code, at an address of its own', async () => {
    const { account, clock, login, picture } = setUpGowa();
    const { qr_link: link, qr_duration: seconds } = await login();
    assert.deepEqual([new URL(link).host, seconds], ['gateway.internal:3000', 30]);
    assert.equal(await picture(link), account.qr);
    await clock.tick(30_000);
    assert.equal(await picture(link), 404);
    assert.equal(await picture('http://any/statics/qrcode/unknown.png'), 404);
  });

  it('ends the login under way with each other one, also one that was scanned a moment ago, or wants a passkey', async () => {
    const { account, clock, login, ask } = setUpGowa();
    await login();
    const first = account.qr ?? '';
    await login();
    assert.equal(account.scan(first), 'outdated');
    account.scan(account.qr ?? '');
    await clock.tick(100);
    await login();
    assert.equal(account.state, 'disconnected');
    account.passkey();
    assert.equal((await ask('passkey'))[1].results.status, 'awaiting_response');
    await login();
    assert.equal((await ask('passkey'))[1].results.status, 'none');
  });

  it('lets one login wait for the other', async () => {
    const { clock, ask } = setUpGowa();
    const both = Promise.all([ask('login'), ask('login')]);
    await clock.tick(5_000);
    const links = (await both).map(([, { results }]) => results.qr_link);
    assert.notEqual(links[0], links[1]);
  });

  it('gives up a login without a QR code after 45 s', async () => {
    const { clock, ask } = setUpGowa({ qrDelay: 60_000 });
    const answer = ask('login');
    await clock.tick(45_000);
    assert.deepEqual((await answer)[0], 504);
    assert.equal((await answer)[1].code, 'GATEWAY_TIMEOUT');
  });

  for (const unpairedStatus of ['closed', 'connected'] as const)
    it(`tells of a device without credentials that it is ${unpairedStatus}, of one with them whose they are`, async () => {
      const { account, clock, login, status } = setUpGowa({ instance: 'd', unpairedStatus, phone: '5511900000000' });
      const closed = { device_id: 'd', is_connected: false, is_logged_in: false, jid: '' };
      assert.deepEqual(await status(), closed);
      await login();
      assert.deepEqual(await status(), { ...closed, is_connected: unpairedStatus === 'connected' });
      account.scan(account.qr ?? '');
      await clock.tick(500);
      const paired = { ...closed, jid: '5511900000000@s.whatsapp.net' };
      assert.deepEqual(await status(), paired);
      await clock.tick(1_000);
      assert.deepEqual(await status(), { ...paired, is_connected: true });
      await clock.tick(1_500);
      assert.deepEqual(await status(), { ...paired, is_connected: true, is_logged_in: true });
    });

  it('refuses a login where it has credentials, and where it is linked', async () => {
    const { account, clock, login, ask } = setUpGowa();
    await login();
    account.scan(account.qr ?? '');
    await clock.tick(600);
    const refused = async (method: string) => {
      const [status, { code }] = await ask(method);
      return [status, code];
    };
    assert.deepEqual(await refused('login'), [500, 'SESSION_SAVED_ERROR']);
    await clock.tick(5_000);
    assert.equal(account.logins, 1);
    assert.deepEqual(await refused('login'), [400, 'ALREADY_LOGGED_IN']);
    assert.deepEqual(await refused(CODE), [400, 'ALREADY_LOGGED_IN']);
  });

  it('gives a pairing code once it has been connected for a second, beside a QR code that goes on', async () => {
    const { account, clock, ask, login } = setUpGowa();
    assert.equal((await ask(CODE))[0], 500);
    await clock.tick(1_000);
    const [status, { results }] = await ask(CODE);
    assert.deepEqual([status, /^\w{4}-\w{4}$/.test(results.pair_code)], [200, true]);
    assert.equal((await ask('login-with-code?phone=none'))[0], 400);
    await login();
    const shown = account.qr;
    assert.equal((await ask(CODE))[0], 200);
    assert.equal(account.qr, shown);
    assert.equal(account.enterCode(results.pair_code), 'refused');
  });

  it('wants a passkey, and then a code to be compared', async () => {
    const { account, clock, ask, login } = setUpGowa({ handoff: 'compared' });
    await login();
    assert.equal((await ask('response', { rawId: 'a', response: {} }))[0], 500);
    account.passkey();
    assert.equal((await ask('passkey'))[1].results.challenge.rpId, 'web.whatsapp.com');
    assert.equal((await ask('response', { id: 'a' }))[0], 400);
    assert.equal((await ask('response', { rawId: 'a', response: {} }))[0], 200);
    const { status, code } = (await ask('passkey'))[1].results;
    assert.deepEqual([status, code], ['awaiting_confirmation', 'K7QX-2MPD']);
    assert.equal((await ask('confirm', {}))[0], 200);
    await clock.tick(4_000);
    assert.equal(account.state, 'logged_in');
    assert.equal((await ask('confirm', {}))[0], 500);
  });

  it('looks at the password first, then at the device', async () => {
    const { account, simulator, send } = setUpGowa({ instance: 'd' });
    const open = async (path: string) => (await simulator.fetch(ORIGIN + path)).status;
    assert.deepEqual([await open(account.address('status')), await open('/app/status?device_id=x')], [401, 401]);
    assert.equal((await send('/app/status?device_id=x')).status, 404);
    assert.equal((await send('/app/status')).status, 400);
    assert.equal((await send('/app/status', { headers: { 'X-Device-Id': 'd' } })).status, 200);
    assert.equal((await send('/app/unknown?device_id=d')).status, 404);
  });

  it('lets any page read its answers, and send the headers that it knows', async () => {
    const { account, simulator } = setUpGowa();
    const response = await simulator.fetch(ORIGIN + account.address('status'), { method: 'OPTIONS' });
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    assert.match(response.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization, X-Device-Id/);
  });
});

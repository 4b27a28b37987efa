import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountScript } from '../../../src/simulator/index.js';
import { decode, ORIGIN, setUp } from './simulator-clock.js';

type Gateway = 'uazapi' | 'wuzapi' | 'evolution-go';

/** A gateway on whatsmeow, and what a client of it does with its token. */
function setUpClient(gateway: Gateway, script: AccountScript = {}) {
  const { clock, simulator, account } = setUp({ gateway, ...script });
  const headers = { [gateway === 'evolution-go' ? 'apikey' : 'token']: account.token };
  const send = async (method: string, body?: object) => {
    const init = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) };
    const response = await simulator.fetch(ORIGIN + account.address(method), init);
    return [response.status, await response.json()] as [number, any];
  };
  /** The answer of a method that holds it back, with the time that it takes. */
  const wait = async (ms: number, method: string, body?: object) => {
    const answer = send(method, body);
    await clock.tick(ms);
    return answer;
  };
  return { clock, simulator, account, send, wait };
}

const picture = (uri: string) => decode(Buffer.from(uri.replace('data:image/png;base64,', ''), 'base64'));

describe('a simulated gateway on whatsmeow', () => {
  it('shows a code of 60 s and five of 20 s, and then no login', async () => {
    const { clock, account, send } = setUpClient('uazapi');
    await send('connect', {});
    await clock.tick(1_000);
    const shown = new Set([account.qr]);
    await clock.tick(59_999);
    assert.ok(shown.has(account.qr));
    for (let turn = 0; turn < 5; turn++, await clock.tick(20_000)) shown.add(account.qr);
    assert.equal(shown.size, 5);
    shown.add(account.qr);
    assert.equal(shown.size, 6);
    await clock.tick(1);
    assert.equal(account.qr, undefined);
    assert.equal((await send('status'))[1].instance.status, 'disconnected');
  });

  it('is not connected for a while after a scan, and a start then logs in twice', async () => {
    for (const again of [false, true]) {
      const { clock, account, send } = setUpClient('wuzapi');
      await send('connect', { Immediate: true });
      await clock.tick(2_000);
      account.scan(account.qr ?? '');
      await clock.tick(600);
      assert.deepEqual((await send('qr'))[1].error, 'not connected');
      if (again) assert.equal((await send('connect', { Immediate: true }))[0], 200);
      await clock.tick(5_000);
      assert.equal(account.state, 'loggedIn');
      assert.equal(account.logins, again ? 2 : 1);
    }
  });

  it('begins anew where it is started before it is connected', async () => {
    const { clock, account, send } = setUpClient('wuzapi');
    for (let time = 0; time < 10; time++, await clock.tick(400)) await send('connect', { Immediate: true });
    assert.equal(account.qr, undefined);
  });

  it('starts nothing for a number that is banned', async () => {
    const { clock, account, send } = setUpClient('uazapi', { state: 'banned' });
    await send('connect', {});
    await clock.tick(5_000);
    assert.deepEqual([account.qr, account.state], [undefined, 'disconnected']);
  });

  it('ends a login by itself, and asks for no timer', async () => {
    const { clock, account, send } = setUpClient('evolution-go', { evolutionGoVersion: '0.7' });
    void send('connect', {});
    await clock.tick(1_000_000);
    assert.deepEqual([account.qr, clock.timers], [undefined, 0]);
  });
});

describe('a simulated UAZAPI', () => {
  it('gives away its token and the key of another service with each answer', async () => {
    const { account, send } = setUpClient('uazapi', { state: 'linked', phone: '5511900000000' });
    const [, { instance, status }] = await send('status');
    assert.equal(instance.token, account.token);
    assert.match(instance.openai_apikey, /^sk-/);
    assert.deepEqual(status.jid, { user: '5511900000000', agent: 0, device: 7, server: 's.whatsapp.net' });
  });

  it('answers with a picture of its code', async () => {
    const { clock, account, send } = setUpClient('uazapi');
    await send('connect', {});
    await clock.tick(1_500);
    assert.equal(picture((await send('status'))[1].instance.qrcode), account.qr);
  });

  it('heeds a number only where no login is under way', async () => {
    const { clock, send, wait } = setUpClient('uazapi');
    await send('connect', {});
    await clock.tick(1_500);
    assert.equal((await send('connect', { phone: '5511900000000' }))[1].instance.paircode, '');
    await send('disconnect', {});
    const [, { instance }] = await wait(2_000, 'connect', { phone: '5511900000000' });
    assert.match(instance.paircode, /^\w{4}-\w{4}$/);
    assert.equal(instance.qrcode, '');
    assert.equal((await send('connect', { phone: '+55 11' }))[0], 400);
  });

  it('may tell a pairing code later, and the former one until then', async () => {
    const { clock, account, send } = setUpClient('uazapi', { paircodeComes: 'status' });
    const codes: string[] = [];
    for (let login = 0; login < 2; login++) {
      codes.push((await send('connect', { phone: '5511900000000' }))[1].instance.paircode);
      await clock.tick(3_000);
      codes.push((await send('status'))[1].instance.paircode);
      account.expire();
    }
    assert.deepEqual([codes[0], codes[2]], ['', codes[1]]);
    assert.notEqual(codes[3], codes[1]);
  });

  it('knows no instance but by its token, and is told from another gateway by the header', async () => {
    const { simulator } = setUpClient('uazapi');
    const other = simulator.add({ gateway: 'evolution-go', evolutionGoVersion: '0.7' });
    const ask = async (headers: Record<string, string>) =>
      (await simulator.fetch(`${ORIGIN}/instance/status`, { headers })).json();
    assert.deepEqual(await ask({ token: 'wrong' }), { error: 'instance info not found' });
    assert.deepEqual(await ask({ apikey: 'wrong' }), { error: 'not authorized' });
    const told = (await ask({ apikey: other.token })) as { readonly message?: string };
    assert.equal(told.message, 'success');
  });
});

describe('a simulated wuzapi', () => {
  for (const [wuzapiVersion, absent, connected] of [
    ['2025', 'No session', 'Connected'],
    ['2026', 'no session', 'connected'],
  ] as const)
    it(`of ${wuzapiVersion} spells as that year did`, async () => {
      const { clock, send } = setUpClient('wuzapi', { wuzapiVersion });
      assert.deepEqual(await send('qr'), [500, { code: 500, error: absent, success: false }]);
      assert.equal((await send('status'))[0], wuzapiVersion === '2025' ? 500 : 200);
      await send('connect', { Subscribe: ['Message'], Immediate: true });
      await clock.tick(1_000);
      assert.equal((await send('status'))[1].data[connected], true);
      assert.match((await send('connect', {}))[1].error, /already connected/i);
    });

  it('overwrites the events of the webhook, the older one also with none', async () => {
    for (const [wuzapiVersion, left] of [
      ['2025', ['']],
      ['2026', ['Message', 'ReadReceipt']],
    ] as const) {
      const { send } = setUpClient('wuzapi', { wuzapiVersion });
      await send('connect', { Immediate: true });
      assert.deepEqual((await send('webhook'))[1].data.subscribe, left);
    }
  });

  it('waits for ten seconds unless it is told not to', async () => {
    const { clock, account, send } = setUpClient('wuzapi');
    const answer = send('connect', {});
    await clock.tick(9_999);
    assert.equal(account.pending, 1);
    await clock.tick(1);
    assert.equal((await answer)[0], 200);
  });

  it('refuses a pairing code before the first QR code', async () => {
    const { clock, send } = setUpClient('wuzapi');
    await send('connect', { Immediate: true });
    await clock.tick(900);
    assert.equal((await send('pairphone', { Phone: '5511900000000' }))[0], 400);
    await clock.tick(100);
    assert.match((await send('pairphone', { Phone: '5511900000000' }))[1].data.LinkingCode, /^\w{4}-\w{4}$/);
  });

  it('lets no page read its answers', async () => {
    const { simulator, account } = setUpClient('wuzapi');
    const headers = { token: account.token, Origin: 'https://app.example' };
    const response = await simulator.fetch(ORIGIN + account.address('status'), { headers });
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), null);
  });
});

describe('a simulated Evolution Go', () => {
  it('0.6 starts a client to tell how it stands, and 0.7 does not', async () => {
    for (const [evolutionGoVersion, isConnected] of [
      ['0.6', true],
      ['0.7', false],
    ] as const) {
      const { account, wait } = setUpClient('evolution-go', { evolutionGoVersion });
      assert.equal((await wait(2_000, 'status'))[1].data.Connected, isConnected);
      assert.equal(account.qr !== undefined, isConnected);
    }
  });

  it('holds the answer with its first code back', async () => {
    const { account, wait } = setUpClient('evolution-go');
    const [, { data }] = await wait(3_000, 'qr');
    assert.deepEqual([data.Code, picture(data.Qrcode)], [account.qr, account.qr]);
  });

  it('says that there is no code where none comes in time', async () => {
    const { wait } = setUpClient('evolution-go', { qrDelay: 9_000 });
    assert.match((await wait(5_000, 'qr'))[1].error, /^no QR code available/);
  });

  it('0.6 logs a linked instance in once more where it is asked for a code', async () => {
    for (const [evolutionGoVersion, logins] of [
      ['0.6', 1],
      ['0.7', 0],
    ] as const) {
      const { account, wait } = setUpClient('evolution-go', { evolutionGoVersion, state: 'linked' });
      assert.deepEqual(await wait(3_000, 'qr'), [400, { error: 'session already logged in' }]);
      assert.equal(account.logins, logins);
    }
  });

  it('gives an empty pairing code before the first QR code', async () => {
    const { clock, wait } = setUpClient('evolution-go', { qrDelay: 4_000 });
    assert.equal((await wait(3_000, 'pair', { phone: '5511900000000' }))[1].data.PairingCode, '');
    await clock.tick(1_000);
    assert.match((await wait(0, 'pair', { phone: '5511900000000' }))[1].data.PairingCode, /^\w{4}-\w{4}$/);
  });

  it('needs a licence before it looks at the token of an instance', async () => {
    const { account, send } = setUpClient('evolution-go');
    account.fault('license-required', { times: 1 });
    assert.deepEqual([(await send('status'))[1].code], ['LICENSE_REQUIRED']);
  });
});

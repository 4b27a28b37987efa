import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSimulator, qrImage, type AccountScript } from '../../../src/simulator/index.js';
import { decode, FakeClock, ORIGIN, setUp } from './simulator-clock.js';

const notConnected = { connected: false, error: 'You are not connected.', smartphoneConnected: false };
const connected = { connected: true, error: 'You are already connected.', smartphoneConnected: true };

const base64Of = (payload: string | undefined) => Buffer.from(qrImage(payload ?? '')).toString('base64');
const zApi = (script: AccountScript = {}) => setUp({ gateway: 'z-api', ...script });
const headers = (name: string, value: string) => ({ headers: { [name]: value } });

describe('a simulated Z-API', () => {
  it('gives another code at each question, and ends the one before', async () => {
    const { account, ask } = zApi();
    const [status, first] = await ask('qr-code');
    assert.equal(status, 200);
    assert.match(first.value, /^2@/);
    const [, second] = await ask('qr-code');
    assert.notEqual(second.value, first.value);
    assert.equal(account.qr, second.value);
    assert.equal(account.scan(first.value), 'outdated');
    assert.equal(account.scan(second.value), 'linking');
  });

  it('gives each code 20 s of its own', async () => {
    const { clock, account, ask } = zApi();
    await ask('qr-code');
    await clock.tick(15_000);
    const [, { value }] = await ask('qr-code');
    await clock.tick(19_999);
    assert.equal(account.qr, value);
    await clock.tick(1);
    assert.equal(account.scan(value), 'outdated');
  });

  it('gives no value before the first code has come', async () => {
    const { clock, ask } = zApi({ qrDelay: 15_000 });
    assert.deepEqual(await ask('qr-code'), [200, {}]);
    await clock.tick(15_000);
    assert.match((await ask('qr-code'))[1].value, /^2@/);
  });

  it('gives a picture, as a data URI or as bare base64, and behind the text address too', async () => {
    const { account, ask } = zApi({ payload: 'url' });
    const [, { value }] = await ask('qr-code/image');
    const [, start, bare] = /^(data:image\/png;base64,)(.*)$/.exec(value) ?? [];
    assert.ok(start);
    assert.equal(decode(Buffer.from(bare!, 'base64')), account.qr);
    account.set({ imageForm: 'base64', textForm: 'data-uri' });
    assert.deepEqual((await ask('qr-code/image'))[1], { value: base64Of(account.qr) });
    assert.deepEqual((await ask('qr-code'))[1], { value: `data:image/png;base64,${base64Of(account.qr)}` });
  });

  for (const [alreadyForm, answer] of [
    ['connected', [200, { connected: true }]],
    ['error', [200, { error: 'You are already connected' }]],
    ['error-400', [400, { error: 'You are already connected' }]],
    ['empty', [200, {}]],
    ['null', [200, { value: null }]],
  ] as const)
    it(`says of a linked account: ${JSON.stringify(answer)}`, async () => {
      const { ask } = zApi({ state: 'authorized', alreadyForm });
      assert.deepEqual(await ask('qr-code'), answer);
      assert.deepEqual(await ask('qr-code/image'), answer);
    });

  it('fills the error of its status even when all is well', async () => {
    const { clock, account, ask } = zApi();
    assert.deepEqual(await ask('status'), [200, notConnected]);
    const [, { value }] = await ask('qr-code');
    account.scan(value);
    assert.deepEqual(await ask('status'), [200, notConnected]);
    await clock.tick(2_500);
    assert.deepEqual(await ask('status'), [200, connected]);
    account.set({ state: 'sleepMode' });
    assert.deepEqual(await ask('status'), [200, { ...connected, smartphoneConnected: false }]);
    account.fault('restore');
    assert.equal((await ask('status'))[1].error, 'You need to restore the session.');
  });

  it('tells whose account it is, once it is linked', async () => {
    const { account, ask } = zApi({ phone: '5544999999999', name: 'Ana' });
    assert.equal((await ask('device'))[0], 400);
    account.set({ state: 'authorized' });
    const [, device] = await ask('device');
    assert.deepEqual([device.phone, device.name], ['5544999999999', 'Ana']);
  });

  it('gives a pairing code as code or as value, and a phone takes it', async () => {
    const { account, ask } = zApi();
    const [, { code }] = await ask('phone-code/5511999999999');
    assert.match(code, /^[1-9A-HJ-NP-TV-Z]{8}$/);
    account.set({ codeForm: 'value' });
    const [, { value }] = await ask('phone-code/5511999999999');
    assert.equal(account.enterCode(code), 'refused');
    assert.equal(account.enterCode(value), 'linking');
    assert.deepEqual(
      account.calls.map(({ method }) => method),
      ['phone-code', 'phone-code'],
    );
    assert.equal((await ask('phone-code/+55'))[0], 400);
  });

  it('answers each question for a code with a challenge when a passkey is wanted', async () => {
    const { account, ask } = zApi();
    account.passkey();
    for (const method of ['qr-code', 'qr-code/image', 'phone-code/5511999999999'])
      assert.deepEqual(Object.keys((await ask(method))[1] as object), ['challenge'], method);
    assert.deepEqual(await ask('status'), [200, notConnected]);
  });

  it('logs out', async () => {
    const { account, ask } = zApi({ state: 'authorized' });
    account.fault('value-false', { times: 1 });
    assert.deepEqual(await ask('disconnect'), [200, { value: false }]);
    assert.equal(account.state, 'authorized');
    assert.deepEqual(await ask('disconnect'), [200, { value: true }]);
    assert.equal(account.state, 'notAuthorized');
  });

  it('gives a code for the browser extension, for five minutes', async () => {
    const { clock, ask } = zApi();
    const [, { token, expiresAt }] = await ask('extension-token');
    assert.match(token, /^\w{4}-\w{4}$/);
    assert.equal(expiresAt, clock.now() + 300_000);
  });

  it('demands the client token that the script names, and quotes a wrong one', async () => {
    const { ask } = zApi({ clientToken: 'right' });
    assert.deepEqual(await ask('status'), [400, { error: 'your client-token is not configured' }]);
    assert.deepEqual(await ask('status', headers('Client-Token', 'wrong')), [
      403,
      { error: 'Client-Token wrong not allowed' },
    ]);
    assert.equal((await ask('status', headers('Client-Token', 'right')))[0], 200);
  });

  it('knows no other instance, no other token and no other address', async () => {
    const { simulator, account, ask } = zApi();
    const notFound = [400, { error: 'Instance not found' }];
    for (const path of [`${account.instance}/token/other`, `other/token/${account.token}`]) {
      const response = await simulator.fetch(`${ORIGIN}/instances/${path}/status`);
      assert.deepEqual([response.status, await response.json()], notFound);
    }
    assert.equal((await ask('send-text'))[0], 404);
    assert.equal((await ask('status', { method: 'POST' }))[0], 405);
  });

  it('needs no credentials behind a proxy', async () => {
    const { simulator, account } = zApi({ clientToken: 'right' });
    const response = await simulator.fetch(`${ORIGIN}${account.proxyPath}/qr-code`);
    assert.deepEqual(await response.json(), { value: account.qr });
    const code = await simulator.fetch(`${ORIGIN}${account.proxyPath}/phone-code/5511999999999`);
    assert.deepEqual(Object.keys((await code.json()) as object), ['code']);
    assert.equal(account.calls.at(-1)?.method, 'phone-code');
  });

  it('lets pages read it with its own headers, unless the script forbids', async () => {
    const { account, call } = zApi();
    const allowed = await call('status', { method: 'OPTIONS' });
    assert.equal(allowed.status, 204);
    assert.match(
      allowed.headers.get('Access-Control-Allow-Headers') ?? '',
      /Client-Token.*Authorization.*Content-Type/,
    );
    assert.ok(Number(allowed.headers.get('Access-Control-Max-Age')) > 0);
    account.set({ cors: false });
    for (const method of ['OPTIONS', 'GET'])
      assert.equal((await call('status', { method })).headers.get('Access-Control-Allow-Origin'), null);
  });

  it('has no sockets, and none of the faults of Green API', () => {
    const { account } = zApi();
    for (const name of ['starting', 'has-auth', 'drop-socket'] as const)
      assert.throws(() => account.fault(name), TypeError);
    assert.throws(() => setUp().account.fault('no-client-token'), TypeError);
  });
});

describe('a fault of a simulated Z-API', () => {
  for (const [name, status, body] of [
    ['no-client-token', 400, { error: 'your client-token is not configured' }],
    ['client-token', 403, { error: 'Client-Token secret not allowed' }],
    ['ip', 403, { error: '[203.0.113.7] not allowed' }],
    ['no-instance', 400, { error: 'Instance not found' }],
    ['no-instance-404', 404, { error: 'Instance not found' }],
    ['method-not-allowed', 405, { error: 'Method Not Allowed' }],
    ['media-type', 415, { error: 'Unsupported Media Type' }],
    ['error-text', 200, { error: 'Something went wrong' }],
    ['no-value', 200, {}],
    ['null', 200, null],
  ] as const)
    it(`${name} is ${status} ${JSON.stringify(body)}`, async () => {
      const { account, ask } = zApi({ token: 'secret' });
      account.fault(name);
      assert.deepEqual(await ask('qr-code'), [status, body]);
    });

  it('html is no JSON', async () => {
    const { account, ask } = zApi();
    account.fault('html');
    assert.match((await ask('status'))[1], /^<html>/);
  });
});

describe('a simulated PlugChat', () => {
  const plugChat = (script: AccountScript = {}) => {
    const clock = new FakeClock();
    const simulator = createSimulator({ clock });
    const account = simulator.add({ gateway: 'plugchat', ...script });
    const ask = async (path: string, authorization = account.token) => {
      const response = await simulator.fetch(`${ORIGIN}${path}`, headers('Authorization', authorization));
      return [response.status, await response.json()];
    };
    return { clock, simulator, account, ask };
  };

  it('takes the token alone or after Bearer, at its own path and at the root', async () => {
    const { account, ask } = plugChat();
    for (const authorization of [account.token, `Bearer ${account.token}`])
      for (const base of ['/api/whatsapp', ''])
        assert.deepEqual(await ask(`${base}/qr-code`, authorization), [200, { value: account.qr }]);
    assert.equal(account.address('status'), '/api/whatsapp/status');
    assert.equal((await ask('/api/whatsapp/status', 'other'))[0], 401);
  });

  it('answers as the same engine does', async () => {
    const { account, ask } = plugChat({ phone: '5511999999999' });
    assert.match((await ask('/qr-code/image'))[1].value, /^data:image\/png;base64,/);
    assert.deepEqual((await ask('/status'))[1], { ...notConnected, session: false });
    account.set({ state: 'authorized' });
    assert.deepEqual((await ask('/qr-code'))[1], { connected: true });
    const [, { phone, imgUrl, device }] = await ask('/device');
    assert.deepEqual([phone, imgUrl, typeof device], ['5511999999999', null, 'object']);
    assert.deepEqual(await ask('/disconnect'), [200, { value: true }]);
  });

  it('has no pairing codes', async () => {
    const { simulator, account, ask } = plugChat();
    assert.equal((await ask('/phone-code/5511999999999'))[0], 404);
    const proxied = await simulator.fetch(`${ORIGIN}${account.proxyPath}/phone-code/5511999999999`);
    assert.equal(proxied.status, 404);
  });

  it('answers a preflight, which holds no token', async () => {
    const { simulator } = plugChat();
    const response = await simulator.fetch(`${ORIGIN}/qr-code`, { method: 'OPTIONS' });
    assert.equal(response.status, 204);
    assert.match(response.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization/);
  });
});

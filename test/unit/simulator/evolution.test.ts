import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccountScript, AccountState } from '../../../src/simulator/index.js';
import { decode, ORIGIN, setUp } from './simulator-clock.js';

const NUMBER = 'connect?number=5511900000000';

/** An instance of Evolution API, and what a client of it does with its key. */
function setUpEvolution(script: AccountScript = {}) {
  const { clock, simulator, account } = setUp({ gateway: 'evolution', ...script });
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = { apikey: account.token, ...(init.headers as object) };
    const response = await simulator.fetch(ORIGIN + path, { ...init, headers });
    return [response.status, response.status === 204 ? '' : await response.json(), response.headers] as const;
  };
  const ask = async (method: string, verb = 'GET') =>
    (await send(account.address(method), { method: verb })).slice(0, 2) as [number, any];
  /** The answer of a method that holds it back, with the time that it takes. */
  const wait = async (method: string, ms = 2_500) => {
    const answer = ask(method);
    await clock.tick(ms);
    return (await answer)[1];
  };
  const state = async () => (await ask('connectionState'))[1].instance.state;
  return { clock, simulator, account, send, ask, wait, state };
}

/** The types of a value's parts, by their names. */
function shapeOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value === null ? null : typeof value;
  if (Array.isArray(value)) return value.map(shapeOf);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}

describe('a simulated Evolution API', () => {
  it('has its addresses', () => {
    const { account } = setUpEvolution({ instance: 'acme' });
    assert.equal(account.address('connect'), '/instance/connect/acme');
    assert.equal(account.address(NUMBER), '/instance/connect/acme?number=5511900000000');
    assert.equal(account.address('fetchInstances'), '/instance/fetchInstances?instanceName=acme');
  });

  it('starts a login when it is asked to connect, and holds the first QR code back', async () => {
    const { clock, account, ask, state } = setUpEvolution({ instance: 'a' });
    assert.deepEqual(await ask('connectionState'), [200, { instance: { instanceName: 'a', state: 'close' } }]);
    assert.equal(account.qr, undefined);
    const answer = ask('connect');
    await clock.tick(2_499);
    assert.equal(await state(), 'connecting');
    assert.equal(account.pending, 1);
    await clock.tick(1);
    const [status, body] = await answer;
    assert.equal(status, 200);
    assert.deepEqual(shapeOf(body), { pairingCode: null, code: 'string', base64: 'string', count: 'number' });
    assert.deepEqual([body.code, body.count], [account.qr, 1]);
    assert.equal(decode(Buffer.from(body.base64.replace('data:image/png;base64,', ''), 'base64')), account.qr);
    assert.deepEqual(await ask('connect'), [200, body], 'the same code at once while connecting');
  });

  it('answers with no more than a count while there is no QR code', async () => {
    const { clock, ask, wait } = setUpEvolution({ qrDelay: 4_000 });
    assert.deepEqual(await wait('connect'), { count: 0 });
    assert.deepEqual(await ask('connect'), [200, { count: 0 }]);
    await clock.tick(1_500);
    assert.equal((await ask('connect'))[1].count, 1);
  });

  it('gives up an answer whose client has gone', async () => {
    const { clock, simulator, account } = setUpEvolution();
    const client = new AbortController();
    const headers = { apikey: account.token };
    const answer = simulator.fetch(ORIGIN + account.address('connect'), { headers, signal: client.signal });
    await clock.tick(1_000);
    client.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    assert.deepEqual([account.pending, clock.timers], [0, 0]);
  });

  it('shows each code for 45 s, and counts them through a logout', async () => {
    const { clock, account, ask, wait, state } = setUpEvolution();
    const { code: first } = await wait('connect');
    await clock.tick(45_000 + 1_000 - 2_500 - 1);
    assert.equal((await ask('connect'))[1].code, first);
    await clock.tick(1);
    const [, second] = await ask('connect');
    assert.notEqual(second.code, first);
    assert.equal(second.count, 2);
    assert.equal(account.scan(first), 'outdated');
    assert.deepEqual(await ask('logout', 'DELETE'), [
      200,
      { status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } },
    ]);
    assert.equal(await state(), 'close');
    assert.equal((await wait('connect')).count, 3);
  });

  it('2.3 goes on by itself until the limit, and then counts anew', async () => {
    const { clock, account, ask, wait, state } = setUpEvolution({ qrLimit: 8 });
    await wait('connect');
    await clock.tick(8 * 45_000 - 1_501);
    assert.deepEqual([await state(), (await ask('connect'))[1].count], ['connecting', 8]);
    await clock.tick(1);
    assert.equal(await state(), 'close');
    account.set({ qrDelay: 4_000 });
    assert.deepEqual(await wait('connect'), { count: 0 });
    await clock.tick(1_500);
    assert.equal((await ask('connect'))[1].count, 1);
  });

  it('2.4 closes after six codes', async () => {
    const { clock, wait, state } = setUpEvolution({ evolutionVersion: '2.4' });
    await wait('connect');
    await clock.tick(6 * 45_000 - 1_501);
    assert.equal(await state(), 'connecting');
    await clock.tick(1);
    assert.equal(await state(), 'close');
    assert.equal((await wait('connect')).count, 7);
  });

  it('goes on without anybody asking', async () => {
    const { clock, account, wait } = setUpEvolution();
    await wait('connect');
    await clock.tick(1_000_000);
    assert.equal(typeof account.qr, 'string');
    assert.equal(clock.timers, 0);
  });

  it('answers a restart with the code from before, and has another two seconds later', async () => {
    const { clock, ask, wait } = setUpEvolution();
    assert.deepEqual(await ask('restart', 'POST'), [200, { error: true, message: '[object Object]' }]);
    const before = await wait('connect');
    assert.deepEqual(await ask('restart', 'POST'), [200, before]);
    await clock.tick(1_999);
    assert.equal((await ask('connect'))[1].code, before.code);
    await clock.tick(1);
    assert.equal((await ask('connect'))[1].count, 2);
  });

  it('begins its six codes anew with a restart', async () => {
    const { clock, ask, wait, state } = setUpEvolution({ evolutionVersion: '2.4' });
    await wait('connect');
    await clock.tick(5 * 45_000);
    await ask('restart', 'POST');
    await clock.tick(2_000 + 6 * 45_000 - 1);
    assert.equal(await state(), 'connecting');
    await clock.tick(1);
    assert.equal(await state(), 'close');
  });

  it('answers an instance that is linked with its state, whatever it is asked to do', async () => {
    const { ask } = setUpEvolution({ instance: 'a', state: 'open' });
    const open = [200, { instance: { instanceName: 'a', state: 'open' } }];
    for (const method of ['connect', NUMBER, 'connectionState']) assert.deepEqual(await ask(method), open, method);
    assert.deepEqual(await ask('restart', 'POST'), open);
  });

  it('refuses a logout in close, but for 2.4', async () => {
    const { account, ask } = setUpEvolution({ instance: 'a' });
    assert.deepEqual(await ask('logout', 'DELETE'), [
      400,
      { status: 400, error: 'Bad Request', response: { message: ['The "a" instance is not connected'] } },
    ]);
    account.set({ evolutionVersion: '2.4' });
    assert.equal((await ask('logout', 'DELETE'))[0], 200);
  });

  it('lists an instance with whom it is linked to, its token among the rest', async () => {
    const { account, ask } = setUpEvolution({ instance: 'a', phone: '5511900000000', name: 'Ana' });
    const [, [before]] = await ask('fetchInstances');
    assert.deepEqual(
      [before.name, before.connectionStatus, before.ownerJid, before.token],
      ['a', 'close', null, account.token],
    );
    account.set({ state: 'open' });
    const [status, list] = await ask('fetchInstances');
    assert.deepEqual([status, list[0].ownerJid, list[0].profileName], [200, '5511900000000@s.whatsapp.net', 'Ana']);
    account.set({ name: '' });
    assert.deepEqual(shapeOf((await ask('fetchInstances'))[1]), [INSTANCE_SHAPE]);
  });

  it('shows codes on while WhatsApp wants a passkey, of which it knows nothing', async () => {
    const { clock, account, ask, wait, state } = setUpEvolution();
    const { code } = await wait('connect');
    account.passkey();
    assert.equal(account.scan(code), 'outdated');
    await clock.tick(45_000);
    assert.equal(await state(), 'connecting');
    assert.equal((await ask('connect'))[1].count, 2);
    assert.equal(account.scan(account.qr ?? ''), 'outdated');
  });

  it('has words of its own for the states of a script, and takes the common ones', async () => {
    for (const [script, word] of [
      ['close', 'close'],
      ['unlinked', 'close'],
      ['connecting', 'connecting'],
      ['linking', 'connecting'],
      ['open', 'open'],
      ['linked', 'open'],
      ['banned', 'close'],
    ] as const) {
      const { account, state } = setUpEvolution({ state: script });
      assert.deepEqual([account.state, await state()], [word, word], script);
    }
    assert.throws(() => setUpEvolution({ state: 'authorized' as AccountState }), TypeError);
  });

  it('starts nothing for a number that is banned', async () => {
    const { account, wait, state } = setUpEvolution({ state: 'banned' });
    assert.deepEqual(await wait('connect'), { count: 0 });
    assert.deepEqual([account.qr, await state()], [undefined, 'close']);
  });

  it('is connecting without a code in an account that was put there', async () => {
    const { clock, ask, state } = setUpEvolution({ state: 'connecting' });
    assert.deepEqual(await ask('connect'), [200, { count: 0 }]);
    await clock.tick(600_000);
    assert.equal(await state(), 'connecting');
  });
});

describe('the scan of a QR code of Evolution API', () => {
  /** Scanned, with nothing asked since. */
  async function scanned(script: AccountScript = {}) {
    const world = setUpEvolution({ linkDelay: 4_000, ...script });
    const { code } = await world.wait('connect');
    assert.equal(world.account.scan(code), 'linking');
    return { ...world, code };
  }

  /** The state, each half second. */
  async function statesOf({ clock, state }: Awaited<ReturnType<typeof scanned>>, times: number): Promise<string[]> {
    const states: string[] = [];
    for (let time = 0; time < times; time++, await clock.tick(500)) states.push(await state());
    return states;
  }

  it('is followed by a time in which the instance reads as closed', async () => {
    const states = await statesOf(await scanned(), 9);
    assert.deepEqual(states, [
      'connecting',
      ...['close', 'close'],
      ...['connecting', 'connecting', 'connecting', 'connecting', 'connecting'],
      'open',
    ]);
  });

  it('is followed by a longer one in 2.4, and by the one of the script', async () => {
    const closed = async (script: AccountScript) =>
      (await statesOf(await scanned(script), 12)).filter((word) => word === 'close').length;
    assert.equal(await closed({ evolutionVersion: '2.4' }), 6);
    assert.equal(await closed({ reconnectGap: 2_000 }), 4);
    assert.equal(await closed({ evolutionVersion: '2.4', reconnectGap: 0 }), 0);
    assert.equal(await closed({ linkDelay: 0 }), 2);
  });

  it('leaves the picture in the answer until the account is linked', async () => {
    const { clock, account, ask, code } = await scanned();
    assert.equal(account.qr, undefined);
    assert.equal((await ask('connect'))[1].code, code);
    await clock.tick(3_999);
    assert.equal((await ask('connect'))[1].code, code);
    await clock.tick(1);
    assert.equal((await ask('connect'))[1].instance.state, 'open');
    assert.equal(account.logins, 1);
  });

  it('leaves the very code in the answer that was scanned, though nobody had asked for it', async () => {
    const { clock, account, ask, wait } = setUpEvolution();
    await wait('connect');
    await clock.tick(45_000);
    const shown = account.qr ?? '';
    account.scan(shown);
    assert.deepEqual([(await ask('connect'))[1].code, (await ask('connect'))[1].count], [shown, 2]);
  });

  it('becomes two logins when somebody connects while it reads as closed', async () => {
    const { clock, account, wait, code } = await scanned();
    await clock.tick(600);
    assert.equal((await wait('connect')).code, code);
    await clock.tick(4_000);
    assert.deepEqual([account.state, account.logins], ['open', 2]);
  });

  it('needs another connect in 2.4 after a logout by a client, which is the first login', async () => {
    const world = await scanned({ evolutionVersion: '2.4' });
    const { clock, account, ask, wait, state } = world;
    await ask('logout', 'DELETE');
    account.scan((await wait('connect')).code);
    await clock.tick(60_000);
    assert.equal(await state(), 'close');
    assert.equal(clock.timers, 0);
    await wait('connect');
    assert.deepEqual([await state(), account.logins], ['open', 1]);
  });
});

describe('a pairing code of Evolution API', () => {
  it('comes with a QR code, and links the account', async () => {
    const { clock, account, wait } = setUpEvolution();
    const body = await wait(NUMBER);
    assert.deepEqual(shapeOf(body), { pairingCode: 'string', code: 'string', base64: 'string', count: 'number' });
    assert.match(body.pairingCode, /^[1-9A-HJ-NP-TV-Z]{8}$/);
    assert.equal(account.enterCode(body.pairingCode), 'linking');
    await clock.tick(2_500);
    assert.deepEqual([account.state, account.logins], ['open', 1]);
    assert.deepEqual(account.calls, [
      { method: 'connect', at: clock.now() - 5_000, query: { number: '5511900000000' } },
    ]);
  });

  it('may come alone at first', async () => {
    const { ask, wait } = setUpEvolution({ firstCodeBody: 'bare' });
    const body = await wait(NUMBER);
    assert.deepEqual(shapeOf(body), { pairingCode: 'string', count: 'number' });
    assert.equal((await ask('connect'))[1].pairingCode, body.pairingCode);
  });

  it('stays the same for whoever connects, with a number or without', async () => {
    const { ask, wait } = setUpEvolution();
    const body = await wait(NUMBER);
    assert.deepEqual(await ask('connect'), [200, body]);
    assert.deepEqual(await ask('connect?number=4915100000000'), [200, body]);
  });

  it('is not given while a QR code is on show: that takes a logout', async () => {
    const { ask, wait } = setUpEvolution();
    const shown = await wait('connect');
    assert.deepEqual(await ask(NUMBER), [200, shown]);
    await ask('logout', 'DELETE');
    assert.equal(typeof (await wait(NUMBER)).pairingCode, 'string');
  });

  it('is another one with each QR code, and the former one is dead', async () => {
    const { clock, account, ask, wait } = setUpEvolution();
    const { pairingCode: first } = await wait(NUMBER);
    await clock.tick(43_499);
    assert.equal((await ask('connect'))[1].pairingCode, first);
    await clock.tick(1);
    assert.equal(account.enterCode(first), 'refused');
    await clock.tick(1_000);
    const [, { pairingCode: second }] = await ask('connect');
    assert.notEqual(second, first);
    assert.equal(account.enterCode(second), 'linking');
  });

  it('comes some time after its QR code, while the count is ahead of the rest', async () => {
    const { clock, account, ask, wait } = setUpEvolution({ pairingCodeDelay: 3_000 });
    assert.deepEqual(await wait(NUMBER), { count: 1 });
    await clock.tick(1_500);
    const [, first] = await ask('connect');
    assert.equal(first.code, account.qr);
    await clock.tick(42_000);
    assert.deepEqual((await ask('connect'))[1], { ...first, count: 2 });
    await clock.tick(3_000);
    assert.notEqual((await ask('connect'))[1].pairingCode, first.pairingCode);
  });

  it('of a former login is in the answer until there is another', async () => {
    const { clock, account, ask, wait } = setUpEvolution({ pairingCodeDelay: 3_000 });
    await wait(NUMBER);
    await clock.tick(1_500);
    const [, former] = await ask('connect');
    await ask('logout', 'DELETE');
    assert.deepEqual(await wait(NUMBER), { ...former, count: 2 });
    await clock.tick(1_500);
    const [, { pairingCode }] = await ask('connect');
    assert.notEqual(pairingCode, former.pairingCode);
    assert.equal(account.enterCode(pairingCode), 'linking');
  });

  it('that nobody uses ends in close, and the next login has a QR code alone', async () => {
    const { clock, wait, state } = setUpEvolution();
    await wait(NUMBER);
    await clock.tick(6 * 45_000);
    assert.equal(await state(), 'close');
    assert.equal((await wait('connect')).pairingCode, null);
  });

  it('has the same time between entering and linking in which a connect logs in twice', async () => {
    const { clock, account, wait } = setUpEvolution();
    account.enterCode((await wait(NUMBER)).pairingCode);
    await clock.tick(600);
    await wait(NUMBER);
    assert.deepEqual([account.state, account.logins], ['open', 2]);
  });
});

describe('the key of Evolution API', () => {
  const missing = (name: string) => ({
    status: 404,
    error: 'Not Found',
    response: { message: [`The "${name}" instance does not exist`] },
  });
  const refused = { status: 401, error: 'Unauthorized', response: { message: 'Unauthorized' } };

  it('is looked at after the instance', async () => {
    const { send } = setUpEvolution({ instance: 'a' });
    const headers = { apikey: 'wrong' };
    assert.deepEqual((await send('/instance/connectionState/b', { headers })).slice(0, 2), [404, missing('b')]);
    assert.deepEqual((await send('/instance/connectionState/a', { headers })).slice(0, 2), [401, refused]);
    assert.deepEqual((await send('/instance/connect/b')).slice(0, 2), [404, missing('b')]);
  });

  it('counts in the header only', async () => {
    const { simulator, account } = setUpEvolution({ instance: 'a' });
    const response = await simulator.fetch(`${ORIGIN}/instance/connectionState/a?apikey=${account.token}`);
    assert.deepEqual([response.status, await response.json()], [401, refused]);
  });

  it('says whose instances are listed', async () => {
    const { simulator, send } = setUpEvolution({ instance: 'a' });
    simulator.add({ gateway: 'evolution', instance: 'b' });
    assert.equal((await send('/instance/fetchInstances'))[1][0].name, 'a');
    assert.deepEqual((await send('/instance/fetchInstances?instanceName=b')).slice(0, 2), [401, refused]);
  });

  it('opens no account of another gateway', async () => {
    const { simulator, send } = setUpEvolution({ instance: 'a' });
    const { instance, token } = simulator.add();
    const headers = { apikey: token };
    assert.equal((await send(`/instance/connectionState/${instance}`, { headers }))[0], 404);
    assert.equal((await send('/instance/fetchInstances', { headers }))[0], 401);
  });

  it('is added by a proxy, for which no path names the instance', async () => {
    const { simulator, account } = setUpEvolution();
    const json = async (path: string) => (await simulator.fetch(`${ORIGIN}${account.proxyPath}${path}`)).json() as any;
    for (const path of ['/instance/connectionState', `/instance/connectionState/any`, '/connectionState'])
      assert.equal((await json(path)).instance.state, 'close', path);
    assert.equal((await json('/instance/fetchInstances'))[0].name, account.instance);
  });

  it('helps nobody to a route that there is none of', async () => {
    const { ask, send } = setUpEvolution({ instance: 'a' });
    const none = (route: string) => ({ status: 404, error: 'Not Found', response: { message: [`Cannot ${route}`] } });
    assert.deepEqual(await ask('qrcode'), [404, none('GET /instance/qrcode/a')]);
    assert.deepEqual(await ask('toString'), [404, none('GET /instance/toString/a')]);
    assert.deepEqual(await ask('connect', 'POST'), [404, none('POST /instance/connect/a')]);
    assert.equal((await send('/instance/unknown'))[0], 404);
  });
});

describe('the headers of Evolution API', () => {
  it('echo the origin, with credentials and without a time', async () => {
    const { account, send } = setUpEvolution();
    const [, , headers] = await send(account.address('connectionState'), {
      headers: { Origin: 'https://app.example' },
    });
    assert.equal(headers.get('Access-Control-Allow-Origin'), 'https://app.example');
    assert.equal(headers.get('Access-Control-Allow-Credentials'), 'true');
    assert.equal(headers.get('Access-Control-Max-Age'), null);
    assert.match(headers.get('Vary') ?? '', /Origin/);
  });

  it('allow a preflight whatever it asks for, without a key', async () => {
    const { simulator } = setUpEvolution({ instance: 'a' });
    const headers = { Origin: 'https://app.example', 'Access-Control-Request-Headers': 'apikey' };
    for (const path of ['connect/a', 'connect/unknown', 'fetchInstances']) {
      const response = await simulator.fetch(`${ORIGIN}/instance/${path}`, { method: 'OPTIONS', headers });
      assert.equal(response.status, 204, path);
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), 'https://app.example', path);
      assert.equal(response.headers.get('Access-Control-Allow-Headers'), 'apikey', path);
      assert.equal(response.headers.get('Access-Control-Allow-Methods'), 'POST,GET,PUT,DELETE', path);
    }
  });

  it('come with a refusal, too', async () => {
    const { send } = setUpEvolution();
    const [, , headers] = await send('/instance/connect/b', { headers: { Origin: 'https://app.example' } });
    assert.equal(headers.get('Access-Control-Allow-Origin'), 'https://app.example');
  });
});

describe('a fault of a simulated Evolution API', () => {
  for (const [name, method, status, body] of [
    ['unauthorized', 'connect', 401, { status: 401, error: 'Unauthorized', response: { message: 'Unauthorized' } }],
    [
      'no-instance',
      'connect',
      404,
      { status: 404, error: 'Not Found', response: { message: ['The "a" instance does not exist'] } },
    ],
    [
      'not-found-json',
      'connect',
      404,
      { status: 404, error: 'Not Found', response: { message: ['Cannot GET /instance/connect/a'] } },
    ],
    [
      'error-500',
      'connectionState',
      500,
      { status: 500, error: 'Internal Server Error', response: { message: 'Internal Server Error' } },
    ],
    ['error-text', 'connect', 200, { error: true, message: '[object Object]' }],
    ['null', 'connect', 200, null],
  ] as const)
    it(`${name} is ${status} ${JSON.stringify(body)}`, async () => {
      const { account, ask } = setUpEvolution({ instance: 'a' });
      account.fault(name);
      assert.deepEqual(await ask(method), [status, body]);
    });

  it('license-required comes before the key is looked at, with the headers for a page', async () => {
    const { account, send } = setUpEvolution({ instance: 'a', evolutionVersion: '2.4' });
    account.fault('license-required', { times: 1 });
    const headers = { apikey: 'wrong', Origin: 'https://app.example' };
    const [status, body, sent] = await send('/instance/connect/a', { headers });
    assert.deepEqual([status, body.error, body.code], [503, 'service not activated', 'LICENSE_REQUIRED']);
    assert.deepEqual(shapeOf(body), LICENSE_SHAPE);
    assert.equal(sent.get('Access-Control-Allow-Origin'), 'https://app.example');
    assert.equal((await send('/instance/connect/a', { headers }))[0], 401);
  });

  it('of another kind waits for a call with the right key', async () => {
    const { account, ask, send } = setUpEvolution({ instance: 'a' });
    account.fault('error-500', { times: 1 });
    assert.equal((await send('/instance/connect/a', { headers: { apikey: 'wrong' } }))[0], 401);
    assert.equal((await ask('connectionState'))[0], 500);
  });

  it('code-refused leaves the number unheard', async () => {
    const { account, wait } = setUpEvolution();
    account.fault('code-refused', { times: 1 });
    const body = await wait(NUMBER);
    assert.deepEqual([body.pairingCode, body.code], [null, account.qr]);
  });

  it('html and error-502 are those of a proxy, hang is no answer, and there are no sockets', async () => {
    const { clock, simulator, account, ask } = setUpEvolution({ instance: 'a' });
    for (const [name, status] of [
      ['html', 200],
      ['error-502', 502],
    ] as const) {
      account.fault(name, { times: 1 });
      const headers = { apikey: account.token };
      const response = await simulator.fetch(ORIGIN + account.address('connectionState'), { headers });
      assert.equal(response.status, status);
      assert.match(await response.text(), /^<html>/);
    }
    account.fault('hang', { times: 1 });
    const hanging = ask('connectionState');
    await clock.tick(600_000);
    assert.equal(account.pending, 1);
    simulator.remove('a');
    await assert.rejects(hanging, TypeError);
    assert.throws(() => account.fault('drop-socket'), TypeError);
    assert.throws(() => account.fault('quota'), TypeError);
    assert.throws(() => setUp().account.fault('license-required'), TypeError);
  });
});

const LICENSE_SHAPE = {
  error: 'string',
  code: 'string',
  register_url: 'string',
  instance_id: 'string',
  docs_url: 'string',
  message: 'string',
};

/** As 2.3.7 answers right after the link, before it knows the name. */
const INSTANCE_SHAPE = {
  id: 'string',
  name: 'string',
  connectionStatus: 'string',
  ownerJid: 'string',
  profileName: null,
  profilePicUrl: null,
  integration: 'string',
  number: null,
  businessId: null,
  token: 'string',
  clientName: 'string',
  disconnectionReasonCode: null,
  disconnectionObject: null,
  disconnectionAt: null,
  createdAt: 'string',
  updatedAt: 'string',
  Chatwoot: null,
  Proxy: null,
  Rabbitmq: null,
  Nats: null,
  Sqs: null,
  Websocket: null,
  Setting: {
    id: 'string',
    rejectCall: 'boolean',
    msgCall: 'string',
    groupsIgnore: 'boolean',
    alwaysOnline: 'boolean',
    readMessages: 'boolean',
    readStatus: 'boolean',
    syncFullHistory: 'boolean',
    wavoipToken: 'string',
    createdAt: 'string',
    updatedAt: 'string',
    instanceId: 'string',
  },
  _count: { Message: 'number', Contact: 'number', Chat: 'number' },
};

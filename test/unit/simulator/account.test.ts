import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSimulator, PRIVATE_SETTINGS, type AccountState } from '../../../src/simulator/index.js';
import { FakeClock, ORIGIN, setUp } from './simulator-clock.js';

describe('a simulated account', () => {
  it('has credentials of its own, at the places where a gateway wants them', () => {
    const { simulator, account } = setUp();
    assert.match(account.instance, /^\d{10}$/);
    assert.match(account.token, /^[\da-f]{50}$/);
    assert.equal(account.address('qr'), `/waInstance${account.instance}/qr/${account.token}`);
    assert.equal(account.proxyPath, `/proxy/${account.instance}`);
    assert.equal(simulator.account(account.instance), account);
    assert.notEqual(simulator.add().token, account.token);
  });

  it('takes the credentials it is given', () => {
    const { account } = setUp({ instance: '1101000001', token: 'd75b3a66' });
    assert.equal(account.address('qr'), '/waInstance1101000001/qr/d75b3a66');
  });

  it('keeps to one instance and to a script it understands', () => {
    const { simulator, account } = setUp();
    assert.throws(() => simulator.add({ instance: account.instance }), TypeError);
    assert.throws(() => simulator.add({ qrLife: 0 }), TypeError);
    assert.throws(() => simulator.add({ state: 'asleep' as AccountState }), TypeError);
    assert.throws(() => simulator.add({ colour: 'red' } as object), /colour/);
    assert.throws(() => account.set({ instance: '1' }), TypeError);
  });

  it('answers the same behind a proxy that adds the credentials', async () => {
    const { simulator, account } = setUp();
    const response = await simulator.fetch(`${ORIGIN}${account.proxyPath}/getStateInstance`);
    assert.deepEqual(await response.json(), { stateInstance: 'notAuthorized' });
    assert.equal((await simulator.fetch(`${ORIGIN}/proxy/42/getStateInstance`)).status, 404);
  });

  it('refuses a wrong token without a word, and a wrong instance as forbidden', async () => {
    const { simulator, account } = setUp();
    const wrong = await simulator.fetch(`${ORIGIN}/waInstance${account.instance}/qr/wrong`);
    assert.deepEqual([wrong.status, await wrong.text()], [401, '']);
    assert.equal((await simulator.fetch(`${ORIGIN}/waInstance${account.instance}/qr/wr%20ong`)).status, 401);
    assert.equal((await simulator.fetch(`${ORIGIN}/waInstance42/qr/${account.token}`)).status, 403);
  });

  it('has a hosted page that asks with its credentials, and one that never says that they are wrong', async () => {
    const { simulator, account } = setUp();
    const page = await simulator.fetch(`${ORIGIN}/waInstance${account.instance}/${account.token}`);
    assert.match(page.headers.get('Content-Type') ?? '', /^text\/html/);
    assert.ok((await page.text()).includes(`fetch("${account.address('qr')}")`));
    assert.equal((await simulator.fetch(`${ORIGIN}/waInstance42/wrong`)).status, 200);
    const hostile = await simulator.fetch(`${ORIGIN}/waInstance42/"+alert(1)+"<script>`);
    assert.ok((await hostile.text()).includes('/qr/%22+alert(1)+%22%3Cscript%3E")'));
    assert.deepEqual(account.calls, []);
  });

  it('knows its methods by name and verb', async () => {
    const { ask } = setUp();
    assert.equal((await ask('qrs'))[0], 404);
    assert.equal((await ask('toString'))[0], 404);
    assert.equal((await ask('qr', { method: 'POST' }))[0], 404);
    assert.equal((await ask('getAuthorizationCode'))[0], 404);
  });

  it('tells its state in the words of the gateway', async () => {
    for (const state of ['blocked', 'suspended', 'yellowCard', 'sleepMode', 'starting'] as const) {
      const { ask } = setUp({ state });
      assert.deepEqual(await ask('getStateInstance'), [200, { stateInstance: state }]);
    }
  });

  it('offers no QR code unless it is unlinked', async () => {
    const types = {
      suspended: 'alreadyLogged',
      yellowCard: 'alreadyLogged',
      sleepMode: 'alreadyLogged',
      blocked: 'error',
    };
    for (const [state, type] of Object.entries(types)) {
      const { ask } = setUp({ state: state as AccountState });
      assert.equal((await ask('qr'))[1].type, type, state);
    }
  });

  it('stays in a state that it was put into', async () => {
    const { clock, account, ask } = setUp();
    account.set({ state: 'starting' });
    await clock.tick(60_000);
    assert.deepEqual(await ask('getStateInstance'), [200, { stateInstance: 'starting' }]);
  });

  it('takes a new token while it runs', async () => {
    const { account, call } = setUp();
    const old = account.address('qr');
    account.set({ token: 'renewed' });
    assert.equal((await call('qr')).status, 200);
    assert.notEqual(account.address('qr'), old);
  });

  it('records who asked what, and when', async () => {
    const { clock, account, ask, askCode } = setUp();
    const from = clock.now();
    await ask('getStateInstance');
    await clock.tick(1_500);
    await askCode(5511999999999);
    assert.deepEqual(account.calls, [
      { method: 'getStateInstance', at: from },
      { method: 'getAuthorizationCode', at: from + 1_500, body: { phoneNumber: 5511999999999 } },
    ]);
  });

  it('demands a passkey until it is logged out', async () => {
    const { account, ask, askCode, qr } = setUp();
    account.passkey();
    assert.equal((await ask('qr'))[1].type, 'passkeyRequired');
    assert.deepEqual(await askCode(5511999999999), [200, { status: false, code: '' }]);
    account.set({ passkeyFrame: 'PassKeyRequire' });
    assert.equal((await ask('qr'))[1].type, 'PassKeyRequire');
    account.logout();
    assert.match((await qr()) ?? '', /^2@/);
  });

  it('is unlinked by a logout, and shows a new code', async () => {
    const { account, ask, qr } = setUp({ state: 'authorized' });
    assert.deepEqual(await ask('logout'), [200, { isLogout: true }]);
    assert.equal(account.state, 'notAuthorized');
    assert.match((await qr()) ?? '', /^2@/);
  });

  it('that is removed closes its sockets, resets its requests and is unknown', async () => {
    const { clock, simulator, account, call, open } = setUp();
    const { types } = await open();
    account.fault('hang');
    const answer = call('qr');
    await clock.tick();
    simulator.remove(account.instance);
    await assert.rejects(answer, TypeError);
    await clock.tick();
    assert.deepEqual(types().at(-1), ['close', 1001, true]);
    assert.deepEqual([account.sockets, account.pending, clock.timers], [0, 0, 0]);
    assert.equal((await call('qr')).status, 403);
    assert.equal(simulator.account(account.instance), undefined);
  });
});

describe('the settings of an account', () => {
  const linked = { avatar: 'https://pps.whatsapp.invalid/simulated.jpg', stateInstance: 'authorized' };
  const deviceId = '5511987654321:8@s.whatsapp.net';

  it('are empty while it is not linked', async () => {
    const settings = { avatar: '', phone: '', stateInstance: 'notAuthorized', deviceId: '' };
    assert.deepEqual(await setUp().ask('getWaSettings'), [200, settings]);
  });

  it('hold the number in the form that the version of the gateway has', async () => {
    const forms = {
      string: { phone: '5511987654321' },
      number: { phone: 5511987654321, chatId: '5511987654321@c.us' },
      chatId: { chatId: '5511987654321@c.us' },
    };
    for (const [phoneForm, form] of Object.entries(forms)) {
      const { ask } = setUp({
        state: 'authorized',
        phone: '5511987654321',
        phoneForm: phoneForm as keyof typeof forms,
      });
      assert.deepEqual(await ask('getWaSettings'), [200, { ...linked, ...form, deviceId }]);
    }
  });

  it('do not hold the private ones', async () => {
    const body = JSON.stringify(await setUp({ state: 'authorized' }).ask('getWaSettings'));
    for (const secret of Object.values(PRIVATE_SETTINGS)) assert.ok(!body.includes(secret));
  });
});

describe('a pairing code', () => {
  it('has eight characters and links the account when it is typed', async () => {
    const { clock, account, ask, askCode } = setUp();
    const [status, { status: isGiven, code }] = await askCode(5511987654321);
    assert.deepEqual([status, isGiven], [200, true]);
    assert.match(code, /^[1-9A-HJ-NP-TV-Z]{8}$/);
    assert.equal(account.enterCode(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`), 'linking');
    assert.deepEqual(await ask('getStateInstance'), [200, { stateInstance: 'starting' }]);
    await clock.tick(2_500);
    assert.equal(account.state, 'authorized');
  });

  it('is killed by the next one', async () => {
    const { account, askCode } = setUp();
    const former = (await askCode(5511987654321))[1].code;
    const { code } = (await askCode(5511987654321))[1];
    assert.equal(account.enterCode(former), 'refused');
    assert.equal(account.enterCode(code), 'linking');
  });

  it('lives two and a half minutes', async () => {
    const { clock, account, askCode } = setUp();
    const { code } = (await askCode(5511987654321))[1];
    await clock.tick(150_000);
    assert.equal(account.enterCode(code), 'refused');
  });

  it('works once, and not when it was never given', async () => {
    const { account, askCode } = setUp();
    assert.equal(account.enterCode(''), 'refused');
    const { code } = (await askCode(5511987654321))[1];
    account.enterCode(code);
    account.logout();
    assert.equal(account.enterCode(code), 'refused');
    assert.equal(account.enterCode(''), 'refused');
  });

  it('links nothing that demands a passkey or is linked', async () => {
    const { account, askCode } = setUp();
    const { code } = (await askCode(5511987654321))[1];
    account.passkey();
    assert.equal(account.enterCode(code), 'refused');
    account.set({ state: 'authorized' });
    assert.equal(account.enterCode(code), 'refused');
    assert.equal(account.state, 'authorized');
  });

  it('is given for an integer only', async () => {
    for (const phone of ['5511987654321', 5.5, null, undefined]) {
      const [status, body] = await setUp().askCode(phone);
      assert.equal(status, 400);
      assert.match(body, /^Validation failed\. Details: /);
    }
  });

  it('is not given to a linked account', async () => {
    assert.deepEqual(await setUp({ state: 'authorized' }).askCode(5511987654321), [200, { status: false, code: '' }]);
  });
});

describe('the headers that let a page read', () => {
  it('allow every origin, and no header but the two', async () => {
    const { call } = setUp();
    for (const response of [await call('qr'), await call('qr', { method: 'OPTIONS' })]) {
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
      assert.equal(response.headers.get('Access-Control-Allow-Headers'), 'Content-Type, Accept');
    }
  });

  it('come with errors, too', async () => {
    const { simulator, account, call } = setUp();
    account.fault('error-500');
    for (const response of [await call('qr'), await simulator.fetch(`${ORIGIN}/waInstance42/qr/x`)]) {
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    }
  });

  it('are asked for without a call being counted', async () => {
    const { account, call } = setUp();
    assert.equal((await call('qr', { method: 'OPTIONS' })).status, 204);
    assert.deepEqual(account.calls, []);
  });
});

describe('a simulator', () => {
  it('refuses an aborted request before it is one', async () => {
    const { account, call } = setUp();
    await assert.rejects(call('qr', { signal: AbortSignal.abort() }), { name: 'AbortError' });
    assert.deepEqual(account.calls, []);
  });

  it('shares nothing with another', () => {
    const clock = new FakeClock();
    const { instance } = createSimulator({ clock }).add();
    assert.equal(createSimulator({ clock }).account(instance), undefined);
  });

  it('reads the time of the platform at each call, so that a fake one counts', async (context) => {
    context.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 5_000 });
    const simulator = createSimulator();
    const account = simulator.add();
    await simulator.fetch(ORIGIN + account.address('qr'));
    const first = account.qr;
    context.mock.timers.tick(20_000);
    assert.notEqual(account.qr, first);
    assert.equal(account.calls[0]?.at, 5_000);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FaultName } from '../../../src/simulator/index.js';
import { ORIGIN, setUp } from './simulator-clock.js';

/** A fault, a method it befalls, and what is answered: status, body. */
const answers: readonly [FaultName, string, number, unknown][] = [
  ['starting', 'qr', 400, 'instance in starting process try later'],
  ['starting-or-not', 'qr', 400, 'instance is starting or not authorized'],
  ['expired-account', 'qr', 400, /^Instance account is expired/],
  ['deleted', 'qr', 400, 'Instance is deleted'],
  ['validation', 'qr', 400, /^Validation failed\. Details: /],
  ['unauthorized', 'getStateInstance', 401, ''],
  ['forbidden', 'getStateInstance', 403, ''],
  ['not-found', 'qr', 404, /^<html>/],
  ['rate-limited', 'qr', 429, 'Too Many Requests'],
  ['error-499', 'qr', 499, /./],
  ['error-500', 'qr', 500, /./],
  ['error-502', 'qr', 502, /^<html>/],
  ['slow', 'qr', 504, /^<html>/],
  ['html', 'qr', 200, /^<html>/],
  ['null', 'getStateInstance', 200, null],
  ['error-text', 'qr', 200, { type: 'error', message: 'Something went wrong' }],
  ['has-auth', 'qr', 200, { type: 'error', message: 'Instance has auth. You need to make log out' }],
  ['code-refused', 'getAuthorizationCode', 200, { status: false, code: '' }],
];

describe('a fault', () => {
  for (const [name, method, status, body] of answers) {
    it(`${name} answers ${method} with ${status}`, async () => {
      const { account, ask } = setUp();
      account.fault(name);
      const [gotStatus, gotBody] = await ask(method);
      assert.equal(gotStatus, status);
      if (body instanceof RegExp) assert.match(gotBody, body);
      else assert.deepEqual(gotBody, body);
    });
  }

  it('not-found-json names the address, as the real answer does', async () => {
    const { account, ask } = setUp();
    account.fault('not-found-json');
    const [status, { statusCode, message }] = await ask('qr');
    assert.deepEqual([status, statusCode, message], [404, 404, `Cannot GET ${account.address('qr')}`]);
  });

  it('quota answers with the status of its own', async () => {
    const { account, ask } = setUp();
    account.fault('quota');
    const [status, { invokeStatus }] = await ask('getAuthorizationCode');
    assert.deepEqual(
      [status, invokeStatus.status, invokeStatus.method],
      [466, 'QUOTE_EXCEEDED', 'getAuthorizationCode'],
    );
  });

  it('rate-limited may say for how long', async () => {
    const { account, call } = setUp();
    account.fault('rate-limited', { retryAfter: 7 });
    assert.equal((await call('qr')).headers.get('Retry-After'), '7');
  });

  it('error-text says what it is told to', async () => {
    const { account, ask } = setUp();
    account.fault('error-text', { message: 'Any words' });
    assert.deepEqual(await ask('qr'), [200, { type: 'error', message: 'Any words' }]);
  });

  it('has-auth ends with a logout', async () => {
    const { account, ask, qr } = setUp();
    account.fault('has-auth');
    account.fault('error-500', { on: 'getStateInstance' });
    assert.deepEqual(await ask('logout'), [200, { isLogout: true }]);
    assert.match((await qr()) ?? '', /^2@/);
    assert.equal((await ask('getStateInstance'))[0], 500);
  });

  it('reset breaks the connection', async () => {
    const { account, call } = setUp();
    account.fault('reset');
    await assert.rejects(call('qr'), TypeError);
    assert.equal(account.pending, 0);
  });

  it('hang answers nothing until the client goes', async () => {
    const { clock, account, call } = setUp();
    account.fault('hang');
    const client = new AbortController();
    let isSettled = false;
    const answer = call('qr', { signal: client.signal }).finally(() => (isSettled = true));
    await clock.tick(600_000);
    assert.deepEqual([isSettled, account.pending], [false, 1]);
    client.abort(new Error('gone'));
    await assert.rejects(answer, { message: 'gone' });
    assert.equal(account.pending, 0);
  });

  it('half breaks off in the middle of the body', async () => {
    const { account, call } = setUp();
    account.fault('half');
    const response = await call('qr');
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    assert.equal(response.status, 200);
    assert.equal(value!.length * 2, Number(response.headers.get('Content-Length')) & ~1);
    await assert.rejects(reader.read(), TypeError);
  });

  it('half-clean cuts the JSON and ends well', async () => {
    const { account, call } = setUp();
    account.fault('half-clean');
    const body = await (await call('getWaSettings')).text();
    assert.match(body, /^\{"avatar"/);
    assert.throws(() => JSON.parse(body) as unknown, SyntaxError);
  });

  it('no-cors leaves out the headers without which a page may not read the answer', async () => {
    const { account, call } = setUp();
    account.fault('no-cors', { times: 1 });
    assert.equal((await call('qr')).headers.get('Access-Control-Allow-Origin'), null);
    assert.equal((await call('qr')).headers.get('Access-Control-Allow-Origin'), '*');
  });
});

describe('faults', () => {
  it('befall only the methods they name', async () => {
    const { account, ask } = setUp();
    account.fault('error-500', { on: ['getStateInstance', 'logout'] });
    const statuses = await Promise.all(
      ['qr', 'getStateInstance', 'logout'].map(async (method) => (await ask(method))[0]),
    );
    assert.deepEqual(statuses, [200, 500, 500]);
  });

  it('befall the methods that fail so by nature when they name none, and all with a star', async () => {
    const { account, ask } = setUp();
    account.fault('has-auth');
    assert.deepEqual(await ask('getStateInstance'), [200, { stateInstance: 'notAuthorized' }]);
    account.clearFaults();
    account.fault('null', { on: '*' });
    assert.deepEqual(await ask('qr'), [200, null]);
  });

  it('befall as often as they are told to, one after the other', async () => {
    const { account, ask } = setUp({ limits: false });
    account.fault('error-500', { times: 2 });
    account.fault('html', { times: 1 });
    const statuses: unknown[] = [];
    for (let call = 0; call < 4; call++)
      statuses.push((await ask('getStateInstance')).map((part) => part.stateInstance ?? part));
    assert.deepEqual(
      statuses.map((answer) => (answer as unknown[])[0]),
      [500, 500, 200, 200],
    );
    assert.match(String((statuses[2] as unknown[])[1]), /^<html>/);
    assert.equal((statuses[3] as unknown[])[1], 'notAuthorized');
  });

  it('are gone when they are cleared', async () => {
    const { account, ask } = setUp();
    account.fault('error-500');
    account.clearFaults();
    assert.equal((await ask('qr'))[0], 200);
  });

  it('with unknown names or options are refused', () => {
    const { account } = setUp();
    assert.throws(() => account.fault('error-418' as FaultName), TypeError);
    assert.throws(() => account.fault('html', { times: 0 }), TypeError);
    assert.throws(() => account.fault('html', { sometimes: true } as object), TypeError);
  });
});

describe('a fault of sockets', () => {
  const closed = ['close', 1006, false];

  it('refuses the handshake', async () => {
    for (const name of ['refuse-socket', 'unauthorized', 'error-502', 'slow', 'reset'] as const) {
      const { account, open } = setUp();
      account.fault(name);
      assert.deepEqual((await open()).types(), ['error', closed], name);
      assert.deepEqual([account.sockets, account.pending], [0, 0], name);
    }
  });

  it('leaves the handshake without an answer', async () => {
    const { clock, account, open } = setUp();
    account.fault('hang-socket');
    const { socket, types } = await open();
    await clock.tick(600_000);
    assert.deepEqual([types(), account.pending], [[], 1]);
    socket.close();
    await clock.tick();
    assert.deepEqual([types(), account.pending], [['error', closed], 0]);
  });

  it('drops the socket after the first frame', async () => {
    const { clock, account, open } = setUp();
    account.fault('drop-socket', { times: 1 });
    assert.deepEqual((await open()).types(), ['open', 'qrCode', closed]);
    await clock.tick(1_000);
    assert.deepEqual((await open()).types(), ['open', 'qrCode']);
    assert.equal(account.sockets, 1);
  });

  it('opens and says nothing', async () => {
    const { clock, account, ask, open } = setUp();
    account.fault('silent-socket');
    const { types } = await open();
    await ask('qr');
    await clock.tick(200_000);
    assert.deepEqual(types(), ['open']);
    assert.equal(account.sockets, 1);
  });

  it('spoils the first frame only', async () => {
    for (const name of ['garbage-frame', 'half-frame'] as const) {
      const { clock, account, open } = setUp();
      account.fault(name);
      const { events, types } = await open();
      await clock.tick(20_000);
      assert.equal(typeof events[1], 'string', name);
      assert.deepEqual([types()[0], types()[2]], ['open', 'qrCode'], name);
    }
  });

  it('makes an error its only frame', async () => {
    for (const name of ['has-auth', 'error-text'] as const) {
      const { account, open } = setUp();
      account.fault(name);
      assert.deepEqual((await open()).types(), ['open', 'error', ['close', 1000, true]], name);
    }
  });

  it('spares the requests', async () => {
    const { account, ask } = setUp();
    account.fault('refuse-socket');
    account.fault('silent-socket', { on: '*' });
    assert.equal((await ask('qr'))[0], 200);
  });

  it('is not used up by requests', async () => {
    const { account, ask, open } = setUp();
    account.fault('drop-socket', { times: 1 });
    await ask('qr');
    assert.deepEqual((await open()).types(), ['open', 'qrCode', closed]);
  });
});

describe('limits', () => {
  const statuses = async (ask: (method: string) => Promise<unknown[]>, method: string, calls: number) =>
    (await Promise.all(Array.from({ length: calls }, () => ask(method)))).map(([status]) => status);

  it('are three questions a second for the QR code and one for all else', async () => {
    const { clock, ask } = setUp();
    assert.deepEqual(await statuses(ask, 'qr', 4), [200, 200, 200, 429]);
    for (const method of ['getStateInstance', 'getWaSettings', 'logout']) {
      assert.deepEqual(await statuses(ask, method, 2), [200, 429], method);
    }
    await clock.tick(1_000);
    assert.deepEqual(await statuses(ask, 'qr', 4), [200, 200, 200, 429]);
  });

  it('are one socket a second', async () => {
    const { clock, open } = setUp();
    const { socket } = await open();
    socket.close();
    await clock.tick(999);
    assert.deepEqual((await open()).types(), ['error', ['close', 1006, false]]);
    await clock.tick(1);
    assert.deepEqual((await open()).types(), ['open', 'qrCode']);
  });

  it('count each instance alone', async () => {
    const { simulator, ask } = setUp();
    await ask('getStateInstance');
    const other = simulator.add();
    assert.equal((await simulator.fetch(ORIGIN + other.address('getStateInstance'))).status, 200);
  });

  it('can be switched off', async () => {
    const { ask } = setUp({ limits: false });
    assert.deepEqual(await statuses(ask, 'getStateInstance', 3), [200, 200, 200]);
  });
});

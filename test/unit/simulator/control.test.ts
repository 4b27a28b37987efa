import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORIGIN, setUp } from './simulator-clock.js';

/** A simulator that is spoken to over its control API only. */
function setUpControl() {
  const { clock, simulator, account, ask, open } = setUp({ instance: '1101000001', token: 'd75b' });
  const request = async (method: string, path: string, body?: unknown) => {
    const init =
      body === undefined ? { method } : { method, body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await simulator.fetch(`${ORIGIN}/_simulator/accounts${path}`, init);
    return [response.status, await response.json()] as const;
  };
  const act = async (action: string, input?: unknown) =>
    (await request('POST', `/1101000001/${action}`, input))[1].result;
  const look = async () => (await request('GET', '/1101000001'))[1];
  return { clock, simulator, account, ask, open, request, act, look };
}

describe('the control API', () => {
  it('adds an account and tells its credentials', async () => {
    const { simulator, request } = setUpControl();
    const [status, { instance, token, gateway, proxyPath }] = await request('POST', '', {
      state: 'authorized',
      phone: '55',
    });
    assert.deepEqual([status, gateway, proxyPath], [201, 'green-api', `/proxy/${instance}`]);
    assert.deepEqual([simulator.account(instance)?.token, simulator.account(instance)?.state], [token, 'authorized']);
  });

  it('adds an account without a script', async () => {
    const [status, { instance }] = await setUpControl().request('POST', '');
    assert.equal(status, 201);
    assert.match(instance, /^\d{10}$/);
  });

  it('shows an account as it stands', async () => {
    const { account, ask, look, open } = setUpControl();
    assert.equal((await look()).qr, null);
    await ask('qr');
    await open();
    const { qr, state, logins, calls, sockets, pending } = await look();
    assert.deepEqual([qr, state, logins, sockets, pending], [account.qr, 'notAuthorized', 0, 1, 0]);
    assert.deepEqual(
      calls.map(({ method }: { method: string }) => method),
      ['qr', 'scanqrcode'],
    );
  });

  it('scans', async () => {
    const { ask, act, look } = setUpControl();
    await ask('qr');
    assert.equal(await act('scan', { payload: '2@nobody' }), 'unknown');
    assert.equal(await act('scan', { payload: (await look()).qr }), 'linking');
    assert.equal((await look()).state, 'starting');
  });

  it('types a pairing code', async () => {
    const { act, account } = setUpControl();
    assert.equal(await act('enter-code', { code: 'ABCD1234' }), 'refused');
    assert.equal(account.state, 'notAuthorized');
  });

  it('logs out, demands a passkey, changes the script', async () => {
    const { ask, act, look } = setUpControl();
    await act('set', { state: 'authorized', passkeyFrame: 'PassKeyRequire' });
    assert.equal((await look()).state, 'authorized');
    assert.equal(await act('logout'), null);
    assert.equal((await look()).state, 'notAuthorized');
    await act('passkey');
    assert.equal((await ask('qr'))[1].type, 'PassKeyRequire');
  });

  it('switches faults on and off', async () => {
    const { ask, act } = setUpControl();
    await act('fault', { name: 'error-500', on: ['qr'], times: 5 });
    assert.equal((await ask('qr'))[0], 500);
    assert.equal((await ask('getStateInstance'))[0], 200);
    await act('clear-faults');
    assert.equal((await ask('qr'))[0], 200);
  });

  it('drops sockets and ends logins', async () => {
    const { clock, act, open } = setUpControl();
    const dropped = await open();
    await act('drop');
    await clock.tick(1_000);
    assert.deepEqual(dropped.types().at(-1), ['close', 1006, false]);
    const expired = await open();
    await act('expire');
    await clock.tick();
    assert.deepEqual(expired.types().slice(-2), ['timeoutExpired', ['close', 1000, true]]);
  });

  it('removes an account', async () => {
    const { simulator, request } = setUpControl();
    assert.equal((await request('DELETE', '/1101000001'))[0], 200);
    assert.equal(simulator.account('1101000001'), undefined);
    assert.equal((await request('GET', '/1101000001'))[0], 404);
  });

  it('refuses what it cannot take, and says why', async () => {
    const { request } = setUpControl();
    const wrong: readonly [string, string, unknown, number, RegExp][] = [
      ['POST', '', '{"qrLife":', 400, /JSON/],
      ['POST', '', [], 400, /object/],
      ['POST', '', { qrLife: 'long' }, 400, /qrLife/],
      ['POST', '', { constructor: 1 }, 400, /constructor/],
      ['POST', '', { instance: '1101000001' }, 400, /exists/],
      ['GET', '', undefined, 405, /GET/],
      ['PUT', '/1101000001', undefined, 405, /PUT/],
      ['GET', '/1101000001/scan', undefined, 405, /GET/],
      ['GET', '/42', undefined, 404, /42/],
      ['POST', '/1101000001/toString', {}, 404, /toString/],
      ['POST', '/1101000001/scan', {}, 400, /payload/],
      ['POST', '/1101000001/enter-code', { code: 12345678 }, 400, /code/],
      ['POST', '/1101000001/fault', { name: 'nonsense' }, 400, /name/],
      ['POST', '/1101000001/fault', { name: 'html', times: -1 }, 400, /times/],
      ['POST', '/1101000001/set', { instance: '2' }, 400, /instance/],
      ['GET', '/1101000001/scan/more', undefined, 404, /address/],
    ];
    for (const [method, path, body, status, error] of wrong) {
      const [got, answer] = await request(method, path, body);
      assert.equal(got, status, `${method} ${path} ${JSON.stringify(body)}`);
      assert.match(answer.error, error);
    }
  });

  it('is open to every page, with any header', async () => {
    const { simulator } = setUpControl();
    const headers = { 'Access-Control-Request-Headers': 'authorization, x-any' };
    const response = await simulator.fetch(`${ORIGIN}/_simulator/accounts`, { method: 'OPTIONS', headers });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(response.headers.get('Access-Control-Allow-Headers'), 'authorization, x-any');
    assert.match(response.headers.get('Access-Control-Allow-Methods') ?? '', /DELETE/);
  });
});

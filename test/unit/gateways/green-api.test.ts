import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { greenApi } from '../../../src/gateways/green-api.js';
import type { Gateway } from '../../../src/gateways/gateway.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { LoginError } from '../../../src/login/login-error.js';
import { PRIVATE_SETTINGS, type FaultName, type SimulatedAccount } from '../../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../../src/simulator/node.js';
import { drive } from '../transport/drive.js';

/** Over real HTTP and real WebSocket. */
describe('the Green API adapter', () => {
  let server: SimulatorServer;
  before(async () => {
    server = await startSimulator();
  });
  after(() => server.close());

  const { signal } = new AbortController();
  const platform = { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket };
  const direct = ({ instance, token }: SimulatedAccount): Gateway =>
    greenApi({ backendUrl: server.origin, instance, token, ...platform });
  const proxied = ({ proxyPath }: SimulatedAccount): Gateway =>
    greenApi({ backendUrl: server.origin + proxyPath, ...platform });
  const add = (script?: Parameters<SimulatorServer['simulator']['add']>[0]) =>
    server.simulator.add({ limits: false, ...script });
  const code = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      (update) => `no error but ${JSON.stringify(update)}`,
      (error: unknown) =>
        error instanceof LoginError ? `${error.code}${error.transient ? ', transient' : ''}` : String(error),
    );

  it('reads a QR code', async () => {
    const update = await direct(add()).qr(signal);
    assert.equal(update.type, 'qr');
    assert.match('image' in update ? update.image : '', /^data:image\/png;base64,iVBORw0KGgo/);
  });

  it('reads an account that is linked', async () => {
    assert.deepEqual(await direct(add({ state: 'authorized' })).qr(signal), { type: 'linked' });
  });

  for (const passkeyFrame of ['passkeyRequired', 'PassKeyRequire'] as const)
    it(`reads ${passkeyFrame}`, async () => {
      const account = add({ passkeyFrame });
      account.passkey();
      assert.deepEqual(await direct(account).qr(signal), { type: 'passkey' });
    });

  for (const [state, update] of [
    ['notAuthorized', { type: 'waiting' }],
    ['starting', { type: 'starting' }],
    ['authorized', { type: 'linked' }],
    ['suspended', { type: 'linked' }],
    ['yellowCard', { type: 'linked' }],
    ['sleepMode', { type: 'waiting' }],
  ] as const)
    it(`reads the state ${state}`, async () => {
      assert.deepEqual(await direct(add({ state })).state(signal), update);
    });

  it('reads a banned account as inactive, and an instance being created as starting', async () => {
    assert.equal(await code(direct(add({ state: 'blocked' })).state(signal)), 'inactive');
    const created = add();
    created.fault('null', { on: 'getStateInstance' });
    assert.deepEqual(await direct(created).state(signal), { type: 'starting' });
  });

  for (const [phoneForm, phone] of [
    ['string', '79001234567'],
    ['number', '79001234567'],
    ['chatId', undefined],
  ] as const)
    it(`reads who was linked from a ${phoneForm}`, async () => {
      const account = await direct(add({ state: 'authorized', phone: '79001234567', phoneForm })).account?.(signal);
      assert.deepEqual(account, phone ? { id: '79001234567@c.us', phone } : { id: '79001234567@c.us' });
    });

  it('asks for a pairing code with an integer, and reads it', async () => {
    const account = add();
    const update = await direct(account).code?.('79001234567', signal);
    assert.match(update?.type === 'code' ? update.code : '', /^[A-Z0-9]{8}$/);
    assert.deepEqual(account.calls.at(-1)?.body, { phoneNumber: 79001234567 });
  });

  /** What one question to `qr` becomes, for each way it can go wrong. */
  const rows: readonly (readonly [FaultName, string])[] = [
    ['starting', '{"type":"starting"}'],
    ['starting-or-not', '{"type":"starting"}'],
    ['expired-account', 'inactive'],
    ['deleted', 'inactive'],
    ['validation', 'config'],
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'unauthorized'],
    ['not-found', 'not-found'],
    ['not-found-json', 'not-found'],
    ['rate-limited', 'rate-limited, transient'],
    ['quota', 'quota'],
    ['error-499', 'unavailable, transient'],
    ['error-500', 'unavailable, transient'],
    ['error-502', 'unavailable, transient'],
    ['html', 'bad-response, transient'],
    ['half', 'unavailable, transient'],
    ['half-clean', 'bad-response, transient'],
    ['reset', 'unavailable, transient'],
    ['null', 'bad-response'],
    ['error-text', '{"type":"error","code":"unavailable"'],
    ['has-auth', '{"type":"error","code":"logout-required"'],
  ];
  for (const [fault, outcome] of rows)
    it(`reads ${fault} as ${outcome}`, async () => {
      const account = add();
      account.fault(fault, { on: 'qr' });
      assert.ok((await code(direct(account).qr(signal))).replace('no error but ', '').startsWith(outcome));
    });

  it('asks how the gateway stands when a QR code is slow', async () => {
    const account = add();
    account.fault('slow', { on: 'qr' });
    assert.deepEqual(await direct(account).qr(signal), { type: 'waiting' });
    assert.deepEqual(
      account.calls.map(({ method }) => method),
      ['qr', 'getStateInstance'],
    );
  });

  it('reads how long a 429 asks to wait', async () => {
    const account = add();
    account.fault('rate-limited', { on: 'qr', retryAfter: 7 });
    await assert.rejects(direct(account).qr(signal), { code: 'rate-limited', retryAfter: 7 });
  });

  it('ends a request that is aborted', async () => {
    const account = add();
    account.fault('hang', { on: 'qr' });
    const run = new AbortController();
    const asked = direct(account).qr(run.signal);
    while (account.pending === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    run.abort(new Error('over'));
    await assert.rejects(asked, /over/);
    while (account.pending > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('leaves the credentials to a proxy', async () => {
    const account = add();
    assert.equal((await proxied(account).qr(signal)).type, 'qr');
    assert.equal((await proxied(account).state(signal))?.type, 'waiting');
    assert.equal((await proxied(account).code?.('79001234567', signal))?.type, 'code');
    assert.equal(proxied(account).key, undefined);
    const login = drive(proxied(account), { transport: 'websocket' });
    while (login.memory.login.status !== 'qr') await new Promise((resolve) => setTimeout(resolve, 5));
    login.stop();
  });

  it('is linked over a real WebSocket, and keeps the private settings of the account to itself', async () => {
    const account = add({ phone: '79001234567', name: 'Ana', linkDelay: 10 });
    const login = drive(direct(account), { transport: 'websocket' });
    while (login.memory.login.status !== 'qr') await new Promise((resolve) => setTimeout(resolve, 5));
    account.scan(account.qr ?? '');
    await login.done;
    assert.deepEqual(login.memory.login, {
      status: 'linked',
      account: { id: '79001234567@c.us', phone: '79001234567', name: 'Ana' },
      already: false,
    });
    const said = JSON.stringify([login.memory, login.updates]);
    for (const secret of Object.values(PRIVATE_SETTINGS)) assert.equal(said.includes(secret), false);
  });

  it('polls over real HTTP when the real handshake is refused', async () => {
    const account = add({ linkDelay: 10, limits: true });
    account.fault('refuse-socket');
    const login = drive(direct(account));
    while (login.memory.login.status !== 'qr') await new Promise((resolve) => setTimeout(resolve, 5));
    account.scan(account.qr ?? '');
    await login.done;
    assert.equal(login.memory.login.status, 'linked');
  });

  it('takes any base address, and the default one', () => {
    const url = (backendUrl?: string) => greenApi({ backendUrl, instance: '1101', token: 'secret' }).socket?.url;
    assert.equal(url(), 'wss://api.green-api.com/waInstance1101/scanqrcode/secret');
    assert.equal(url('https://7103.api.greenapi.com/'), 'wss://7103.api.greenapi.com/waInstance1101/scanqrcode/secret');
    assert.equal(url('wss://host/path'), 'wss://host/path/waInstance1101/scanqrcode/secret');
    assert.equal(url('http://127.0.0.1:1/a/'), 'ws://127.0.0.1:1/a/waInstance1101/scanqrcode/secret');
  });

  it('refuses half of the credentials, none of them without an address, and an address that is none', () => {
    for (const options of [
      {},
      { instance: '1101' },
      { token: 'secret' },
      { backendUrl: 'https://host', token: 'secret' },
      { backendUrl: 'host', instance: '1', token: 'secret' },
      { backendUrl: 'javascript:alert(1)' },
    ])
      assert.throws(
        () => greenApi(options),
        (error: unknown) => error instanceof LoginError && error.code === 'config' && !error.message.includes('secret'),
      );
  });

  it('has the same key for the same account with the same rights only', () => {
    const key = (instance: string, token: string, backendUrl = 'https://host') =>
      greenApi({ instance, token, backendUrl }).key;
    assert.equal(key('1', 'a'), key('1', 'a', 'https://host/'));
    assert.equal(new Set([key('1', 'a'), key('1', 'b'), key('2', 'a'), key('1', 'a', 'https://other')]).size, 4);
  });

  it('never tells the token, whatever goes wrong', async () => {
    const token = 'token-that-nobody-may-see';
    for (const [fault] of rows) {
      const account = add({ token });
      account.fault(fault);
      const g = direct(account);
      for (const ask of [
        () => g.qr(signal),
        () => g.state(signal),
        () => g.code?.('79001234567', signal),
        () => g.account?.(signal),
      ]) {
        const outcome = await Promise.resolve(ask()).catch((error: unknown) => error);
        assert.equal(everything(outcome).includes(token), false, fault);
      }
    }
    const dead = greenApi({ backendUrl: 'http://127.0.0.1:1', instance: '1', token });
    assert.equal(everything(await dead.qr(signal).catch((error: unknown) => error)).includes(token), false);
  });
});

/** All that a log could show of it. */
function everything(outcome: LoginUpdate | unknown): string {
  const error = outcome instanceof Error ? [outcome.message, outcome.stack, String(outcome.cause)] : [];
  return JSON.stringify(outcome) + error.join();
}

describe('the hosted page of Green API', () => {
  const page = (qrDomain: string) => greenApi({ instance: '1101', token: 'secret', qrDomain });
  const { signal } = new AbortController();
  const shown = async (qrDomain: string, state = 'notAuthorized') =>
    greenApi({
      instance: '1101',
      token: 'secret',
      qrDomain,
      fetch: () => Promise.resolve(Response.json({ stateInstance: state })),
    }).qr(signal);

  it('is at the host or the origin of the domain', async () => {
    assert.deepEqual(await shown('qr.customer.com'), {
      type: 'page',
      url: 'https://qr.customer.com/waInstance1101/secret',
    });
    assert.deepEqual(await shown('http://127.0.0.1:8080/'), {
      type: 'page',
      url: 'http://127.0.0.1:8080/waInstance1101/secret',
    });
  });

  it('is not shown where the number is linked', async () => {
    assert.deepEqual(await shown('qr.customer.com', 'authorized'), { type: 'linked' });
  });

  it('opens no socket, and needs both credentials and a host', () => {
    assert.equal(page('qr.customer.com').socket, undefined);
    assert.throws(() => greenApi({ backendUrl: 'https://host', qrDomain: 'qr.customer.com' }), { code: 'config' });
    for (const domain of ['not a host', 'https://', 'javascript:alert(1)'])
      assert.throws(() => page(domain), { code: 'config' }, domain);
  });
});

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { zApi, type ZApiOptions } from '../../../src/gateways/z-api.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { AccountScript, SimulatedAccount } from '../../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../../src/simulator/node.js';
import { everythingOf, outcomeOf, outcomes } from './z-outcomes.js';

const PHONE = '5511999999999';

/** Over real HTTP. */
describe('the Z-API adapter', () => {
  let server: SimulatorServer;
  before(async () => {
    server = await startSimulator();
  });
  after(() => server.close());

  const { signal } = new AbortController();
  const add = (script?: AccountScript) => server.simulator.add({ gateway: 'z-api', ...script });
  const direct = ({ instance, token }: SimulatedAccount, options?: ZApiOptions): Gateway =>
    zApi({ backendUrl: server.origin, instance, token, ...options });
  const proxied = ({ proxyPath }: SimulatedAccount): Gateway => zApi({ backendUrl: server.origin + proxyPath });
  const methods = ({ calls }: SimulatedAccount) => calls.map(({ method }) => method);

  for (const payload of ['raw', 'url'] as const)
    it(`reads a ${payload} payload`, async () => {
      const account = add({ payload });
      assert.deepEqual(await direct(account).qr(signal), { type: 'qr', text: account.qr, expiresIn: 20 });
      assert.deepEqual(methods(account), ['qr-code']);
    });

  for (const imageForm of ['data-uri', 'base64'] as const)
    it(`reads a picture that comes as ${imageForm}`, async () => {
      const account = add({ imageForm });
      const update = await direct(account, { qrFormat: 'image' }).qr(signal);
      assert.match('image' in update ? update.image : '', /^data:image\/png;base64,iVBORw0KGgo/);
      assert.deepEqual(methods(account), ['qr-code/image']);
    });

  it('reads a picture behind the address for text, too', async () => {
    const update = await direct(add({ textForm: 'data-uri' })).qr(signal);
    assert.match('image' in update ? update.image : '', /^data:image\/png;base64,iVBORw0KGgo/);
  });

  it('asks at the address that the page wants at that moment', async () => {
    const account = add();
    let qrFormat: 'text' | 'image' = 'text';
    const g = direct(account, { qrFormat: () => qrFormat });
    await g.qr(signal);
    qrFormat = 'image';
    await g.qr(signal);
    assert.deepEqual(methods(account), ['qr-code', 'qr-code/image']);
  });

  for (const alreadyForm of ['connected', 'error', 'error-400', 'empty', 'null'] as const)
    it(`asks for the status when the answer is that of a linked account (${alreadyForm})`, async () => {
      const account = add({ state: 'authorized', alreadyForm });
      assert.deepEqual(await direct(account).qr(signal), { type: 'linked' });
      assert.deepEqual(methods(account), ['qr-code', 'status']);
    });

  it('asks for the status when the account is said to be connected, whatever the error beside it says', async () => {
    const fetch = (input: RequestInfo | URL) =>
      Promise.resolve(
        String(input).includes('qr-code')
          ? Response.json({ connected: true, error: 'No code for this instance' }, { status: 400 })
          : Response.json({ connected: true }),
      );
    assert.equal((await zApi({ instance: 'i', token: 't', fetch }).qr(signal)).type, 'linked');
  });

  it('waits when there is no value and the account is not linked', async () => {
    assert.deepEqual(await direct(add({ qrDelay: 60_000 })).qr(signal), { type: 'waiting' });
  });

  it('reads a challenge as a wish for a passkey, whatever was asked', async () => {
    const account = add();
    account.passkey();
    for (const asked of [
      direct(account).qr(signal),
      direct(account, { qrFormat: 'image' }).qr(signal),
      direct(account).code?.(PHONE, signal),
    ])
      assert.deepEqual(await asked, { type: 'passkey' });
  });

  it('reads connected and never the error of a status', async () => {
    const account = add();
    assert.equal(await direct(account).state(signal), undefined);
    account.fault('restore', { times: 1 });
    assert.equal(await direct(account).state(signal), undefined);
    account.set({ state: 'authorized' });
    assert.deepEqual(await direct(account).state(signal), { type: 'linked' });
  });

  it('reads who was linked', async () => {
    const account = add({ state: 'authorized', phone: PHONE, name: 'Ana' });
    assert.deepEqual(await direct(account).account?.(signal), { phone: PHONE, name: 'Ana' });
  });

  for (const codeForm of ['code', 'value'] as const)
    it(`reads a pairing code from ${codeForm}`, async () => {
      const account = add({ codeForm });
      const update = await direct(account).code?.(PHONE, signal);
      assert.equal(update?.type === 'code' && update.expiresIn, 150);
      assert.equal(update?.type === 'code' && account.enterCode(update.code), 'linking');
      assert.deepEqual(methods(account), ['phone-code']);
    });

  it('reads a pairing code also beside an empty field, and never an empty one', async () => {
    for (const [answer, expected] of [
      [{ code: '', value: 'ABCD1234' }, 'ABCD1234'],
      [{ code: 'ABCD1234', value: '' }, 'ABCD1234'],
      [{ code: '', value: '' }, 'code-refused'],
    ] as const) {
      const fetch = () => Promise.resolve(Response.json(answer));
      const outcome = await outcomeOf(zApi({ instance: 'i', token: 't', fetch }).code?.(PHONE, signal));
      assert.ok(outcome.includes(expected), `${outcome} of ${JSON.stringify(answer)}`);
    }
  });

  for (const [fault, outcome] of [
    ['code-refused', 'code-refused'],
    ['value-false', 'code-refused'],
    ['no-value', 'code-refused'],
    ['client-token', 'unauthorized'],
    ['no-client-token', 'config'],
    ['no-instance', 'not-found'],
    ['html', 'bad-response, transient'],
    ['error-500', 'unavailable, transient'],
  ] as const)
    it(`reads ${fault} as ${outcome} when it asks for a pairing code`, async () => {
      const account = add();
      account.fault(fault, { on: 'phone-code' });
      assert.equal(await outcomeOf(direct(account).code?.(PHONE, signal)), outcome);
    });

  for (const [fault, outcome] of outcomes) {
    it(`reads ${fault} as ${outcome}`, async () => {
      const account = add();
      account.fault(fault, { on: ['qr-code', 'qr-code/image'] });
      assert.equal(await outcomeOf(direct(account).qr(signal)), outcome);
      assert.equal(await outcomeOf(direct(account, { qrFormat: 'image' }).qr(signal)), outcome);
      assert.deepEqual(methods(account), ['qr-code', 'qr-code/image']);
    });

    it(`reads ${fault} as ${outcome} when it asks for the status`, async () => {
      const account = add();
      account.fault(fault, { on: 'status' });
      assert.equal(await outcomeOf(direct(account).state(signal)), outcome);
    });
  }

  it('sends the client token as a header, where there is one', async () => {
    const account = add({ clientToken: 'right' });
    assert.equal(await outcomeOf(direct(account).state(signal)), 'config');
    assert.equal(await outcomeOf(direct(account, { clientToken: 'wrong' }).state(signal)), 'unauthorized');
    assert.equal((await direct(account, { clientToken: 'right' }).qr(signal)).type, 'qr');
  });

  it('is refused with another token or instance', async () => {
    const account = add();
    assert.equal(await outcomeOf(direct(account, { token: 'other' }).qr(signal)), 'not-found');
    assert.equal(await outcomeOf(direct(account, { instance: 'other' }).qr(signal)), 'not-found');
  });

  it('leaves the credentials to a proxy', async () => {
    const account = add({ clientToken: 'right' });
    const g = proxied(account);
    assert.equal((await g.qr(signal)).type, 'qr');
    assert.equal(await g.state(signal), undefined);
    assert.equal((await g.code?.(PHONE, signal))?.type, 'code');
    assert.equal(g.key, undefined);
  });

  it('asks the default address, without a cookie and with no header that is not needed', async () => {
    const asked: [string, RequestInit | undefined][] = [];
    const fetch = (url: unknown, init?: RequestInit) => {
      asked.push([String(url), init]);
      return Promise.resolve(new Response('{"connected":false}'));
    };
    await zApi({ instance: '3A/B', token: 'T 1', fetch }).state(signal);
    await zApi({ instance: '3A', token: 'T1', clientToken: 'C', backendUrl: 'https://host/a/', fetch }).state(signal);
    assert.deepEqual(
      asked.map(([url, init]) => [url, init?.headers, init?.credentials, init?.cache]),
      [
        ['https://api.z-api.io/instances/3A%2FB/token/T%201/status', undefined, 'omit', 'no-store'],
        ['https://host/a/instances/3A/token/T1/status', { 'Client-Token': 'C' }, 'omit', 'no-cache'],
      ],
    );
  });

  it('refuses half of the credentials, none of them without an address, and an address that is none', () => {
    for (const options of [
      {},
      { instance: '3A' },
      { token: 'secret' },
      { clientToken: 'secret' },
      { backendUrl: 'https://host', token: 'secret' },
      { backendUrl: 'https://host', instance: '3A' },
      { backendUrl: 'https://host', clientToken: 'secret' },
      { backendUrl: 'host', instance: '3A', token: 'secret' },
    ])
      assert.throws(
        () => zApi(options),
        (error: unknown) => error instanceof LoginError && error.code === 'config' && !error.message.includes('secret'),
        JSON.stringify(options),
      );
  });

  it('has the same key for the same account with the same rights only', () => {
    const key = (instance: string, token: string, clientToken?: string, backendUrl = 'https://host') =>
      zApi({ instance, token, clientToken, backendUrl }).key;
    assert.equal(key('1', 'a'), key('1', 'a', undefined, 'https://host/'));
    const keys = [key('1', 'a'), key('1', 'b'), key('2', 'a'), key('1', 'a', 'c'), key('1', 'a', '', 'https://other')];
    assert.equal(new Set(keys).size, keys.length);
  });

  it('never tells a token, whatever goes wrong', async () => {
    const [token, clientToken] = ['token-that-nobody-may-see', 'client-token-that-nobody-may-see'];
    for (const [fault] of outcomes) {
      const account = add({ token });
      account.fault(fault, { on: '*' });
      const g = direct(account, { clientToken });
      const asked = [g.qr(signal), g.state(signal), g.code?.(PHONE, signal), g.account?.(signal)];
      for (const said of await Promise.all(asked.map(everythingOf)))
        assert.ok(!said.includes('nobody-may-see'), `${fault}: ${said}`);
    }
    const dead = zApi({ backendUrl: 'http://127.0.0.1:1', instance: '1', token, clientToken });
    assert.ok(!(await everythingOf(dead.qr(signal))).includes('nobody-may-see'));
  });

  it('ends a request that is aborted', async () => {
    const account = add();
    account.fault('hang', { on: 'qr-code' });
    const run = new AbortController();
    const asked = direct(account).qr(run.signal);
    while (account.pending === 0) await sleep(5);
    run.abort(new Error('over'));
    await assert.rejects(asked, /over/);
    while (account.pending > 0) await sleep(5);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { plugChat, type PlugChatOptions } from '../../../src/gateways/plugchat.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { AccountScript, SimulatedAccount } from '../../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../../src/simulator/node.js';
import { everythingOf, outcomeOf, outcomes } from './z-outcomes.js';

/** Over real HTTP. */
describe('the PlugChat adapter', () => {
  let server: SimulatorServer;
  before(async () => {
    server = await startSimulator();
  });
  after(() => server.close());

  const { signal } = new AbortController();
  const add = (script?: AccountScript) => server.simulator.add({ gateway: 'plugchat', ...script });
  const direct = ({ token }: SimulatedAccount, options?: PlugChatOptions): Gateway =>
    plugChat({ backendUrl: `${server.origin}/api/whatsapp`, token, ...options });
  const methods = ({ calls }: SimulatedAccount) => calls.map(({ method }) => method);

  for (const payload of ['raw', 'url'] as const)
    it(`reads a ${payload} payload`, async () => {
      const account = add({ payload });
      assert.deepEqual(await direct(account).qr(signal), { type: 'qr', text: account.qr, expiresIn: 20 });
    });

  for (const imageForm of ['data-uri', 'base64'] as const)
    it(`reads a picture that comes as ${imageForm}`, async () => {
      const account = add({ imageForm });
      const update = await direct(account, { qrFormat: 'image' }).qr(signal);
      assert.match('image' in update ? update.image : '', /^data:image\/png;base64,iVBORw0KGgo/);
      assert.deepEqual(methods(account), ['qr-code/image']);
    });

  for (const alreadyForm of ['connected', 'error', 'error-400', 'empty', 'null'] as const)
    it(`asks for the status when the answer is that of a linked account (${alreadyForm})`, async () => {
      const account = add({ state: 'authorized', alreadyForm });
      assert.deepEqual(await direct(account).qr(signal), { type: 'linked' });
      assert.deepEqual(methods(account), ['qr-code', 'status']);
    });

  it('reads a passkey, the state and who was linked', async () => {
    const account = add({ phone: '5511999999999' });
    const g = direct(account);
    account.passkey();
    assert.deepEqual(await g.qr(signal), { type: 'passkey' });
    assert.equal(await g.state(signal), undefined);
    account.set({ state: 'authorized' });
    assert.deepEqual(await g.state(signal), { type: 'linked' });
    assert.deepEqual(await g.account?.(signal), { phone: '5511999999999' });
  });

  it('offers no pairing code', () => {
    const g = plugChat({ token: 'secret' });
    assert.deepEqual([g.methods, g.code], [['qr'], undefined]);
  });

  for (const [fault, outcome] of outcomes)
    it(`reads ${fault} as ${outcome}`, async () => {
      const account = add();
      account.fault(fault, { on: '*' });
      assert.equal(await outcomeOf(direct(account).qr(signal)), outcome);
      assert.equal(await outcomeOf(direct(account, { qrFormat: 'image' }).qr(signal)), outcome);
      assert.equal(await outcomeOf(direct(account).state(signal)), outcome);
    });

  it('is refused with another token', async () => {
    assert.equal(await outcomeOf(direct(add(), { token: 'other' }).qr(signal)), 'unauthorized');
  });

  it('sends the token alone or after its scheme, and each form of the code has its own default host', async () => {
    const asked: unknown[] = [];
    const fetch = (url: unknown, init?: RequestInit) => {
      asked.push([url, init?.headers, init?.credentials, init?.cache]);
      return Promise.resolve(new Response('{"value":"2@a-payload-of-some-length"}'));
    };
    await plugChat({ token: 'T', fetch }).qr(signal);
    await plugChat({ token: 'T', authScheme: 'Bearer', qrFormat: 'image', fetch }).qr(signal);
    await plugChat({ token: 'T', backendUrl: 'https://host/a/', qrFormat: 'image', fetch }).qr(signal);
    await plugChat({ backendUrl: 'https://host/a', fetch }).qr(signal);
    assert.deepEqual(asked, [
      ['https://app.plugchat.com.br/api/whatsapp/qr-code', { Authorization: 'T' }, 'omit', 'no-cache'],
      ['https://www.plugchat.com.br/api/whatsapp/qr-code/image', { Authorization: 'Bearer T' }, 'omit', 'no-cache'],
      ['https://host/a/qr-code/image', { Authorization: 'T' }, 'omit', 'no-cache'],
      ['https://host/a/qr-code', undefined, 'omit', 'no-store'],
    ]);
  });

  it('leaves the token to a proxy, and takes a base without the path of the vendor', async () => {
    const account = add();
    const proxied = plugChat({ backendUrl: server.origin + account.proxyPath });
    assert.equal((await proxied.qr(signal)).type, 'qr');
    assert.equal(await proxied.state(signal), undefined);
    assert.equal(proxied.key, undefined);
    const bearer = direct(account, { backendUrl: server.origin, authScheme: 'Bearer' });
    assert.equal((await bearer.qr(signal)).type, 'qr');
  });

  it('refuses to begin without a token and an address, or with an address that is none', () => {
    for (const options of [{}, { authScheme: 'Bearer' }, { backendUrl: 'host', token: 'secret' }])
      assert.throws(
        () => plugChat(options),
        (error: unknown) => error instanceof LoginError && error.code === 'config' && !error.message.includes('secret'),
      );
  });

  it('has the same key for the same token at the same address only', () => {
    const key = (token: string, backendUrl = 'https://host') => plugChat({ token, backendUrl }).key;
    assert.equal(key('a'), key('a', 'https://host/'));
    assert.equal(new Set([key('a'), key('b'), key('a', 'https://other')]).size, 3);
  });

  it('never tells the token, whatever goes wrong', async () => {
    for (const [fault] of outcomes) {
      const token = `token-that-nobody-may-see-${fault}`;
      const account = add({ token });
      account.fault(fault, { on: '*' });
      const g = direct(account);
      for (const said of await Promise.all([g.qr(signal), g.state(signal), g.account?.(signal)].map(everythingOf)))
        assert.ok(!said.includes('nobody-may-see'), `${fault}: ${said}`);
    }
    const dead = plugChat({ backendUrl: 'http://127.0.0.1:1', token: 'token-that-nobody-may-see' });
    assert.ok(!(await everythingOf(dead.qr(signal))).includes('nobody-may-see'));
  });
});

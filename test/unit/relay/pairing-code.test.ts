import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import { RelayWorld } from './relay-world.js';
import { ScriptedGateway, type GatewayScript } from './scripted-gateway.js';

const PHONE = '5511999999999';
const POST = { type: 'code', phone: PHONE };
const CODE: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };

describe('a pairing code that the relay asks for', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    world.close();
  });

  const request = async (script: GatewayScript, ms: number) => {
    const pages = world.pages(scripted.gateway(script));
    const answered = pages.post(POST);
    await world.pass(ms);
    return { pages, ...(await answered) };
  };

  for (const type of ['waiting', 'starting', 'idle'] as const)
    it(`is asked for again, at the gateway's pace, while that says \`${type}\``, async () => {
      const answers: LoginUpdate[] = [{ type }, { type }, CODE];
      const { update } = await request({ code: () => answers.shift()! }, 2_500);
      assert.equal(update.code, 'ABCD1234');
      const [first, second, third] = scripted.times('code') as [number, number, number];
      assert.deepEqual([second - first, third - second], [1_000, 1_000]);
    });

  it('is refused in time for the page when the gateway does not get ready', async () => {
    const { update, status, pages } = await request({ code: () => ({ type: 'waiting' }) }, 10_000);
    assert.deepEqual([status, update.type, update.code], [200, 'error', 'code-refused']);
    assert.equal(scripted.times('code').length, 11);
    assert.equal((await pages.ask()).type, 'qr');
    await world.pass(30_000);
    assert.equal(scripted.times('code').length, 11);
  });

  it('lets other pages ask while the gateway is not ready', async () => {
    const answers: LoginUpdate[] = [{ type: 'waiting' }, CODE];
    const pages = world.pages(scripted.gateway({ code: () => answers.shift()! }));
    const answered = pages.post(POST);
    await world.pass(500);
    assert.equal((await pages.ask()).type, 'qr');
    await world.pass(1_000);
    assert.equal((await answered).update.type, 'code');
    assert.equal((await pages.ask()).code, 'ABCD1234');
  });

  for (const answer of [{ type: 'linking' }, { type: 'qr', text: '2@b', expiresIn: 20 }] as const)
    it(`is refused when the gateway answers with \`${answer.type}\`, and changes nothing`, async () => {
      const { update, pages } = await request({ code: () => answer }, 250);
      assert.equal(update.code, 'code-refused');
      assert.equal((await pages.ask()).text, '2@a');
    });

  for (const [answer, type] of [
    [{ type: 'linked', account: { phone: PHONE } }, 'linked'],
    [{ type: 'passkey', url: 'https://passkey.test/' }, 'passkey'],
    [{ type: 'expired' }, 'expired'],
    [{ type: 'error', code: 'quota', message: 'of the gateway' }, 'error'],
  ] as const)
    it(`is answered with \`${type}\` where the gateway says so`, async () => {
      const { update, text } = await request({ code: () => answer }, 250);
      assert.equal(update.type, type);
      assert.ok(!text.includes('of the gateway'));
      assert.equal(scripted.times('code').length, 1);
    });

  it('is refused at once by a gateway that has none, whatever that is being asked', async () => {
    scripted.latency = 12_000;
    const pages = world.pages(scripted.gateway({}));
    const asking = pages.ask();
    await world.pass(250);
    assert.equal((await pages.post(POST)).update.code, 'unsupported');
    await world.pass(12_000);
    assert.equal((await asking).type, 'waiting');
    assert.equal((await pages.ask()).type, 'qr');
    assert.equal(scripted.times('qr').length, 1);
  });

  it('is not killed by a restart that is still to be asked for', async () => {
    scripted.latency = 12_000;
    const pages = world.pages(
      scripted.gateway({
        qr: () => ({ type: 'linked', account: {} }),
        code: () => CODE,
        restart: () => ({ type: 'waiting' }),
      }),
    );
    void pages.ask();
    await world.pass(14_000);
    void pages.ask(); // whether it is still linked
    await world.pass(250);
    const restarting = pages.post({ type: 'restart' });
    const answered = pages.post(POST);
    await world.pass(22_000);
    assert.equal((await restarting).update.type, 'waiting');
    assert.equal((await answered).update.type, 'code');
    void pages.ask();
    await world.pass(15_000);
    assert.equal(scripted.times('restart').length, 0);
  });

  it('is asked for again when the request before was lost', async () => {
    let lost = true;
    const pages = world.pages(scripted.gateway({ code: () => (lost ? new Promise(() => undefined) : CODE) }));
    for (let time = 0; time < 8; time++) {
      void pages.post(POST);
      await world.pass(10_000, 1_000);
    }
    assert.equal(scripted.calls.length, 1);
    lost = false;
    const answered = pages.post(POST);
    await world.pass(500);
    assert.equal((await answered).update.type, 'code');
  });

  it('lets no other be asked for until 15 s after it came, however long that took', async () => {
    scripted.latency = 9_000;
    const { pages } = await request({ code: () => CODE }, 9_000);
    await world.pass(10_000);
    const { status, headers } = await pages.post({ type: 'code', phone: '5511888888888' });
    assert.deepEqual([status, headers.get('retry-after')], [429, '5']);
  });

  it('that was refused lets another be asked for 15 s after the request', async () => {
    scripted.latency = 9_000;
    const { pages } = await request({ code: () => ({ type: 'error', code: 'code-refused' }) }, 9_000);
    await world.pass(5_000);
    const { status, headers } = await pages.post(POST);
    assert.deepEqual([status, headers.get('retry-after')], [429, '1']);
    await world.pass(1_000);
    const again = pages.post(POST);
    await world.pass(9_000);
    assert.equal((await again).status, 200);
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { shareGateway } from '../../../src/card/shared-gateway.js';
import { zApi } from '../../../src/gateways/z-api.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import type { SimulatedAccount } from '../../../src/simulator/index.js';
import { World } from '../transport/drive.js';

describe('two elements for one account', () => {
  let world: World;
  let account: SimulatedAccount;
  beforeEach(() => {
    world = new World();
    account = world.add({ gateway: 'z-api' });
  });
  afterEach(() => world.close());

  const share = () => {
    const { instance, token } = account;
    const gateway = zApi({ backendUrl: 'http://gateway.test', instance, token, fetch: world.simulator.fetch });
    const over = new AbortController();
    return { gateway: shareGateway(gateway, over.signal), over };
  };
  const calls = (method: string) => account.calls.filter((call) => call.method === method).length;

  it('show the same code, and do not end each other’s', async () => {
    const [one, other] = [world.drive(share().gateway), world.drive(share().gateway)];
    await world.pass(35_000);
    for (const { login } of [one.memory, other.memory])
      assert.deepEqual(login.status === 'qr' && login.picture, { text: account.qr });
    assert.equal(calls('qr-code'), 2);
  });

  it('ask once for what both want to know at a time', async () => {
    const { gateway } = share();
    const { gateway: same } = share();
    const { signal } = new AbortController();
    await Promise.all([gateway.state(signal), same.state(signal), gateway.state(signal)]);
    assert.equal(calls('status'), 1);
  });

  it('leave the other’s question alone when one goes away', async () => {
    const [one, other] = [share(), share()];
    const leaving = new AbortController();
    const left = one.gateway.qr(leaving.signal);
    const kept = other.gateway.qr(new AbortController().signal);
    leaving.abort();
    await assert.rejects(left, { name: 'AbortError' });
    assert.equal((await kept).type, 'qr');
    assert.equal(calls('qr-code'), 1);
  });

  it('end the question when both go away', async () => {
    const { gateway } = share();
    account.fault('hang');
    const leaving = new AbortController();
    const both = [gateway.qr(leaving.signal), gateway.qr(leaving.signal)];
    leaving.abort();
    for (const question of both) await assert.rejects(question);
    await world.pass(0);
    assert.equal(account.pending, 0);
  });

  it('are asked anew after a person’s own wish', async () => {
    const { gateway } = share();
    const { signal } = new AbortController();
    const text = (update: LoginUpdate) => (update as { text?: string }).text;
    const first = text(await gateway.qr(signal));
    assert.equal(text(await gateway.qr(signal)), first);
    await gateway.code?.('5511999999999', signal);
    assert.notEqual(text(await gateway.qr(signal)), first);
  });

  it('share nothing any more once both are over', async () => {
    const [one, other] = [share(), share()];
    await one.gateway.qr(one.over.signal);
    one.over.abort();
    other.over.abort();
    const next = share();
    await next.gateway.qr(next.over.signal);
    assert.equal(calls('qr-code'), 2);
  });

  it('call a gateway that is a class with private fields as its own', async () => {
    class Own {
      readonly #secret = 'linked' as const;
      readonly key = 'own';
      readonly methods = ['qr', 'code'] as const;
      readonly pace = zApi({ instance: 'i', token: 't' }).pace;
      qr = () => this.state();
      state() {
        return Promise.resolve<LoginUpdate>({ type: this.#secret });
      }
      account() {
        return Promise.resolve({ id: this.#secret });
      }
    }
    const { signal } = new AbortController();
    const gateway = shareGateway(new Own(), signal);
    assert.equal((await gateway.qr(signal)).type, 'linked');
    assert.deepEqual(await gateway.account?.(signal), { id: 'linked' });
  });
});

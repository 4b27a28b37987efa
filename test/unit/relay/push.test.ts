import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pushed } from '../../../src/gateways/pushed.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { createRelay, type LinkedContext } from '../../../src/relay/index.js';
import { called, HOST, Pages, PagesWithSockets, RelayWorld } from './relay-world.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';

const ACCOUNT = { phone: '5511999999999' };
const LINKED: LoginUpdate = { type: 'linked', account: ACCOUNT };

describe('news that is pushed', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    world.close();
  });

  it('is heard at once by the pages that wait and listen', async () => {
    const pages = new PagesWithSockets(world.pages(scripted.gateway({})));
    const { version } = await pages.ask();
    const end = pages.join();
    const held = pages.send({}, `${HOST}?wait=20&seen=${version}`);
    await world.pass(500);
    await pages.relay.push('one', LINKED);
    assert.deepEqual((await held).update.account, ACCOUNT);
    assert.equal(end.last.type, 'linked');
    end.leave();
  });

  it('that names no account is completed by the gateway', async () => {
    const pages = world.pages(scripted.gateway({ account: () => ACCOUNT }));
    await pages.ask();
    await pages.relay.push('one', { type: 'linked' });
    assert.deepEqual((await pages.ask()).account, ACCOUNT);
  });

  it('of no login makes the relay look for itself', async () => {
    let state: LoginUpdate = QR;
    const pages = world.pages(scripted.gateway({ qr: () => QR, state: () => state }));
    await pages.ask();
    state = { type: 'expired' };
    await pages.relay.push('one', { type: 'idle' });
    assert.equal((await pages.ask()).type, 'expired');
  });

  it('is kept within our vocabulary, and refused beyond', async () => {
    const pages = world.pages(scripted.gateway({}));
    await pages.ask();
    const strange = { type: 'passkey', url: 'javascript:alert(1)', secret: 'x' } as unknown as LoginUpdate;
    await pages.relay.push('one', strange);
    const { text } = await pages.send();
    assert.ok(text.includes('passkey') && !/javascript|secret/.test(text), text);
    await assert.rejects(pages.relay.push('one', { type: 'dance' } as unknown as LoginUpdate), LoginError);
  });

  it('of another key changes nothing', async () => {
    const pages = world.pages(scripted.gateway({}));
    await pages.ask();
    await pages.relay.push('two', LINKED);
    assert.equal((await pages.ask()).type, 'qr');
  });

  it('links a login that had expired or failed, and gives an unlinked number a new login', async () => {
    const pages = world.pages(scripted.gateway({ qr: () => ({ type: 'expired' }) }));
    assert.equal((await pages.ask()).type, 'expired');
    await pages.relay.push('one', { type: 'qr', text: '2@late' });
    assert.equal((await pages.ask()).type, 'expired');
    await pages.relay.push('one', LINKED);
    assert.equal((await pages.ask()).type, 'linked');
    await pages.relay.push('one', { type: 'qr', text: '2@new', expiresIn: 20 });
    assert.equal((await pages.ask()).text, '2@new');
  });

  it('gives a QR code an end where nobody says one', async () => {
    const pages = world.pages(scripted.gateway({ qr: () => ({ type: 'waiting' }) }));
    await pages.ask();
    await pages.relay.push('one', { type: 'qr', text: '2@endless' });
    assert.equal((await pages.ask()).expiresIn, 20);
  });

  it('does not end a pairing code with the life of a QR code, because whoever types it needs longer', async () => {
    const pages = world.pages(scripted.gateway({}));
    await pages.ask();
    await pages.relay.push('one', { type: 'code', code: 'ABCD1234' });
    const { type, code, expiresIn } = await pages.ask('state');
    assert.deepEqual([type, code, expiresIn > 60], ['code', 'ABCD1234', true]);
  });

  describe('when no page has asked', () => {
    it('waits for one, and a code goes on ageing', async () => {
      const pages = world.pages(scripted.gateway({ qr: () => ({ type: 'waiting' }) }));
      await pages.relay.push('one', { type: 'qr', text: '2@parked', expiresIn: 60 });
      await world.pass(20_000, 1_000);
      const update = await pages.ask();
      assert.deepEqual([update.text, update.expiresIn], ['2@parked', 40]);
    });

    for (const [expiresIn, ms] of [
      [30, 31_000],
      [3_600, 60_000],
      [undefined, 20_000],
    ] as const)
      it(`is forgotten in time (${expiresIn} s, after ${ms} ms)`, async () => {
        const pages = world.pages(scripted.gateway({ qr: () => ({ type: 'waiting' }) }));
        await pages.relay.push('one', { type: 'qr', text: '2@parked', ...(expiresIn && { expiresIn }) });
        await world.pass(ms, 1_000);
        assert.equal((await pages.ask()).type, 'waiting');
      });

    it('is recorded if it is a link, once, and a page that comes soon hears of it', async () => {
      const recorded: LinkedContext[] = [];
      const onLinked = (_: object, context: LinkedContext) => void recorded.push(context);
      const pages = new Pages(
        createRelay({ gateway: scripted.gateway({ qr: () => ({ type: 'waiting' }) }), onLinked }),
      );
      await pages.relay.push('one', LINKED);
      assert.deepEqual(recorded, [{ key: 'one', already: false }]);
      await world.pass(5_000);
      assert.equal((await pages.ask()).type, 'linked');
      assert.equal(recorded.length, 1);
    });
  });

  it('rejects while the host cannot record it, so that the sender tries again', async () => {
    let isDown = true;
    const onLinked = () => {
      if (isDown) throw new Error('down');
    };
    const pages = new Pages(createRelay({ gateway: scripted.gateway({}), onLinked }));
    await assert.rejects(pages.relay.push('one', LINKED), { code: 'unavailable' });
    await pages.ask();
    await assert.rejects(pages.relay.push('one', LINKED), { code: 'unavailable' });
    assert.equal((await pages.ask()).code, 'unavailable');
    isDown = false;
    await pages.relay.push('one', LINKED);
    assert.equal((await pages.ask()).type, 'linked');
  });

  it('is bounded, however many keys it is of', async () => {
    const { relay } = world.pages(({ url }) =>
      scripted.gateway({ qr: () => ({ type: 'waiting' }) }, { key: new URL(url).searchParams.get('key')! }),
    );
    for (let n = 0; n < 10_001; n++) await relay.push(String(n), { type: 'qr', text: '2@parked', expiresIn: 60 });
    const typeOf = async (key: number) => (await (await relay(new Request(`${HOST}?key=${key}`))).json()).type;
    assert.deepEqual([await typeOf(0), await typeOf(1)], ['waiting', 'qr']);
  });

  describe('makes the gateway be asked only now and then', () => {
    const join = (gateway: () => ReturnType<ScriptedGateway['gateway']>) => {
      const pages = new PagesWithSockets(world.pages(gateway));
      return { pages, end: pages.join() };
    };

    it('for a code that was pushed', async () => {
      const { pages, end } = join(() => scripted.gateway({ qr: () => ({ type: 'waiting' }) }));
      await world.pass(500);
      await pages.relay.push('one', { type: 'qr', text: '2@a', expiresIn: 60 });
      await world.pass(2_000);
      const { length } = scripted.calls;
      await world.pass(45_000);
      assert.ok(scripted.calls.length - length <= 3, String(scripted.calls.length - length));
      end.leave();
    });

    it('at Z-API, for a QR code once in its life, and for the state at each heartbeat', async () => {
      const account = world.add({ gateway: 'z-api' });
      const { end } = join(() => ({ ...world.gatewayOf(account), key: 'one', pushed: true }));
      await world.pass(39_000);
      assert.equal(called(account, 'qr-code'), 2);
      assert.ok(called(account, 'status') <= 3, String(called(account, 'status')));
      end.leave();
    });
  });

  describe('of a library on the host’s own server', () => {
    it('leads from start to the account', async () => {
      let starts = 0;
      const library = () =>
        pushed({
          key: 'one',
          start: () => {
            starts++;
          },
          code: async () => 'ABCD1234',
        });
      const pages = new PagesWithSockets(world.pages(library));
      const end = pages.join();
      await world.pass(1_000);
      assert.deepEqual([starts, end.last.type], [1, 'waiting']);
      assert.deepEqual(end.last.methods, ['qr', 'code']);
      await pages.relay.push('one', { type: 'qr', text: '2@1' });
      assert.equal(end.last.expiresIn, 60);
      await world.pass(59_000, 1_000);
      await pages.relay.push('one', { type: 'qr', text: '2@2' });
      assert.deepEqual([end.last.text, end.last.expiresIn], ['2@2', 20]);
      await pages.relay.push('one', { type: 'linking' });
      await world.pass(20_000, 1_000);
      assert.equal(end.last.type, 'linking');
      await pages.relay.push('one', LINKED);
      await world.pass(20_000, 1_000);
      assert.equal((await pages.ask()).type, 'linked');
      assert.ok(starts <= 6, String(starts));
      end.leave();
    });

    it('that starts no login by itself is waited for', async () => {
      const { signal } = new AbortController();
      const gateway = pushed({ key: 'one' });
      assert.deepEqual(await gateway.qr(signal), { type: 'waiting' });
      assert.deepEqual(await gateway.restart?.(signal), { type: 'waiting' });
    });

    it('gives pairing codes, and begins anew after the end', async () => {
      let starts = 0;
      const pages = world.pages(() =>
        pushed({
          key: 'one',
          start: () => {
            starts++;
          },
          code: async () => 'ABCD1234',
        }),
      );
      const { update } = await pages.post({ type: 'code', phone: ACCOUNT.phone });
      assert.deepEqual([update.code, update.expiresIn], ['ABCD1234', 150]);
      await pages.relay.push('one', { type: 'expired' });
      assert.equal((await pages.ask('state')).type, 'expired');
      const before = starts;
      assert.equal((await pages.post({ type: 'restart' })).update.type, 'waiting');
      assert.equal(starts, before + 1);
    });

    it('may say at the start that it is linked, and offers no codes where it has none', async () => {
      const pages = world.pages(() => pushed({ key: 'one', start: () => LINKED }));
      const { type, methods } = await pages.ask();
      assert.deepEqual([type, methods], ['linked', ['qr']]);
    });
  });
});

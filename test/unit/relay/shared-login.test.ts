import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import { SharedLogin } from '../../../src/relay/shared-login.js';
import { called, HOST, Pages, PagesWithSockets, RelayWorld } from './relay-world.js';
import { PACE, QR, ScriptedGateway } from './scripted-gateway.js';

const POST = { type: 'code', phone: '5511999999999' };
const CODE: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };

describe('a login that pages share', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    world.close();
  });

  describe('aborts its question', () => {
    it('when it is forgotten', async () => {
      scripted.latency = 45_000;
      const pages = world.pages(({ url }) => scripted.gateway({}, { key: url }));
      const ask = (who: string) => pages.send({}, `${HOST}/${who}`);
      void ask('one');
      await world.pass(29_000, 1_000);
      void ask('two');
      assert.equal(scripted.calls[0]!.signal.aborted, false);
      await world.pass(1_000);
      void ask('two');
      await world.pass(250);
      assert.deepEqual(
        scripted.calls.map(({ signal }) => signal.aborted),
        [true, false],
      );
      assert.equal(scripted.open, 1);
    });

    it('when a page without a key has its answer', async () => {
      scripted.latency = 45_000;
      const pages = world.pages(() => {
        const { key: _, ...gateway } = scripted.gateway({});
        return gateway;
      });
      const answered = pages.ask();
      await world.pass(8_000);
      assert.equal((await answered).type, 'waiting');
      assert.equal(scripted.open, 0);
      assert.equal(world.clock.countTimers(), 0);
    });

    it('when a socket without a key closes', async () => {
      scripted.latency = 45_000;
      const { key: _, ...gateway } = scripted.gateway({});
      const socket = new PagesWithSockets(world.pages(gateway)).join();
      await world.pass(1_000);
      assert.equal(scripted.open, 1);
      socket.leave();
      await world.pass(250);
      assert.equal(scripted.open, 0);
      assert.equal(world.clock.countTimers(), 0);
    });

    it('but not because the last of its sockets closes: the page may come back for the code', async () => {
      scripted.latency = 3_000;
      const pages = new PagesWithSockets(world.pages(scripted.gateway({})));
      pages.join().leave();
      await world.pass(1_000);
      const socket = pages.join();
      await world.pass(2_500);
      assert.equal(socket.last.type, 'qr');
      assert.equal(scripted.calls.length, 1);
      socket.leave();
    });

    for (const [what, ask] of [
      ['a QR code', (login: SharedLogin) => login.get('qr')],
      ['a pairing code', (login: SharedLogin) => login.code(POST.phone)],
      ['a restart', (login: SharedLogin) => login.restart()],
    ] as const)
      it(`when it is closed while a page waits for ${what}, which is answered`, async () => {
        scripted.latency = 3_000;
        const login = new SharedLogin(scripted.gateway({ code: () => CODE, restart: () => QR }));
        login.receive({ type: 'expired' });
        if (what === 'a QR code') login.beginAnew();
        const answers = [ask(login), login.get('state')];
        const unsubscribe = login.subscribe('qr', () => undefined);
        await world.pass(1_000);
        assert.equal(scripted.open, 1);
        login.close();
        const [{ update }] = (await Promise.all(answers)) as [{ update: LoginUpdate }];
        assert.equal(update.type, what === 'a pairing code' ? 'error' : 'waiting');
        unsubscribe();
        await world.pass(5_000);
        assert.equal(scripted.calls.length, 1);
        assert.equal(scripted.open, 0);
        assert.equal(world.clock.countTimers(), 0);
      });
  });

  describe('with a gateway from outside', () => {
    it('waits while that fails in its own words, and is `unavailable` after 30 s', async () => {
      const failing = async () => {
        throw new TypeError('fetch failed: https://gateway.test/secret');
      };
      const pages = world.pages(scripted.gateway({ qr: failing, state: failing }));
      const poll = async (ms: number) => {
        for (let left = ms; left > 0; left -= 2_000) {
          assert.equal((await pages.ask()).type, 'waiting');
          await world.pass(2_000);
        }
      };
      await poll(30_000);
      assert.ok(scripted.calls.length < 12, `${scripted.calls.length} calls: no back-off`);
      await world.pass(8_000);
      const { update, text } = await pages.send();
      assert.deepEqual([update.type, update.code], ['error', 'unavailable']);
      assert.ok(!text.includes('gateway.test'));
    });

    it('is well again after one good answer', async () => {
      let failing = true;
      const qr = () => {
        if (failing) throw new Error('down');
        return QR;
      };
      const pages = world.pages(scripted.gateway({ qr }));
      await pages.ask();
      await world.pass(25_000);
      failing = false;
      assert.equal((await pages.ask()).type, 'qr');
      failing = true;
      await world.pass(15_000);
      assert.equal((await pages.ask()).type, 'qr');
    });

    it('starts it where it is idle, and shows pages neither `idle` nor `starting`', async () => {
      let started = false;
      const gateway = scripted.gateway({
        qr: () => (started ? { type: 'starting' } : { type: 'idle' }),
        state: () => ({ type: 'idle' }),
        start: () => {
          started = true;
          return { type: 'starting' };
        },
      });
      const pages = new PagesWithSockets(world.pages(gateway));
      const socket = pages.join();
      const types = new Set();
      for (let n = 0; n < 5; n++) {
        types.add((await pages.ask()).type);
        types.add((await pages.ask('state')).type);
        await world.pass(1_000);
      }
      socket.leave();
      assert.equal(scripted.times('start').length, 1);
      assert.deepEqual([...types], ['waiting']);
      assert.deepEqual(socket.types, ['waiting']);
    });

    it('finishes a scan before a gateway that is idle ends the login', async () => {
      let update: LoginUpdate = QR;
      const pages = world.pages(
        scripted.gateway({ qr: () => update, state: () => update }, { pace: { ...PACE, settle: 5_000 } }),
      );
      assert.equal((await pages.ask()).type, 'qr');
      update = { type: 'idle' };
      await world.pass(1_000);
      assert.equal((await pages.ask()).type, 'linking');
      await world.pass(3_000);
      assert.equal((await pages.ask()).type, 'linking');
      await world.pass(3_000);
      assert.deepEqual(await pages.ask(), { type: 'expired', reason: 'gateway', methods: ['qr', 'code'] });
    });

    it('begins anew when a linked number has become idle', async () => {
      let update: LoginUpdate = { type: 'linked', account: {} };
      const pages = world.pages(scripted.gateway({ qr: () => update, state: () => update }));
      assert.equal((await pages.ask()).type, 'linked');
      update = { type: 'idle' };
      await world.pass(1_000);
      assert.equal((await pages.ask()).type, 'waiting');
      update = QR;
      await world.pass(1_000);
      assert.equal((await pages.ask()).type, 'qr');
    });
  });

  it('asks the gateway to begin anew for a fresh socket after the end', async () => {
    let update: LoginUpdate = { type: 'expired' };
    const restart = (): LoginUpdate => (update = QR);
    const pages = new PagesWithSockets(world.pages(scripted.gateway({ qr: () => update, restart })));
    const first = pages.join();
    await world.pass(500);
    assert.equal(first.last.type, 'expired');
    const second = pages.join();
    await world.pass(500);
    assert.deepEqual([first.last.type, second.last.type], ['qr', 'qr']);
    assert.equal(scripted.times('restart').length, 1);
    first.leave();
    second.leave();
  });

  it('asks for the state no faster than the gateway allows, when a code has ended that nobody shows any more', async () => {
    const account = world.add({ gateway: 'z-api' });
    const pages = new PagesWithSockets(world.pagesOf(account));
    const showing = pages.join();
    const looking = pages.join(`${HOST}?want=state`);
    await world.pass(1_000);
    showing.leave();
    await world.pass(18_000);
    const before = called(account, 'status');
    await world.pass(4_000, 50);
    looking.leave();
    assert.equal(called(account, 'qr-code'), 1);
    assert.ok(called(account, 'status') - before <= 8, `${called(account, 'status') - before} questions in 4 s`);
  });

  it('warns of nothing when hundreds of pages wait for one answer', async () => {
    const warnings: Error[] = [];
    const listener = (warning: Error) => warnings.push(warning);
    process.on('warning', listener);
    scripted.latency = 1_000;
    const pages: Pages = world.pages(scripted.gateway({}));
    const answers = Array.from({ length: 300 }, () => pages.ask());
    await world.pass(1_250);
    await Promise.all(answers);
    process.off('warning', listener);
    assert.deepEqual(warnings, []);
  });
});

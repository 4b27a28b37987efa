import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { LoginError } from '../../../src/login/login-error.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { SharedLogin } from '../../../src/relay/shared-login.js';
import { called, HOST, type Pages, PagesWithSockets, RelayWorld, withoutVersion } from './relay-world.js';
import { PACE, QR, ScriptedGateway, ScriptedSocket, type GatewayScript } from './scripted-gateway.js';

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
      const first = pages.join();
      await world.pass(250);
      first.leave();
      await world.pass(750);
      const socket = pages.join();
      await world.pass(2_500);
      assert.equal(socket.last.type, 'qr');
      assert.equal(scripted.calls.length, 1);
      socket.leave();
    });

    for (const [what, ask] of [
      ['a QR code', (login: SharedLogin) => login.get({ want: 'qr' })],
      ['a pairing code', (login: SharedLogin) => login.code(POST.phone)],
      ['a restart', (login: SharedLogin) => login.restart()],
    ] as const)
      it(`when it is closed while a page waits for ${what}, which is answered`, async () => {
        scripted.latency = 3_000;
        const login = new SharedLogin(scripted.gateway({ code: () => CODE, restart: () => QR }));
        void login.state.receive({ type: 'expired' });
        if (what === 'a QR code') login.state.beginAnew();
        const answers = [ask(login), login.get({ want: 'state' })];
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

    it('and asks for no pairing code any more', async () => {
      const login = new SharedLogin(scripted.gateway({ code: () => ({ type: 'waiting' }) }));
      const answered = login.code(POST.phone);
      await world.pass(250);
      login.close();
      const { update } = await answered;
      assert.equal(update.type, 'error');
      assert.equal(world.clock.countTimers(), 0);
    });

    const refuse = (): LoginUpdate => ({ type: 'error', code: 'code-refused' });

    it('for an urgent one, which is no failure of the gateway', async () => {
      const pages = world.pages(scripted.gateway({ code: refuse }));
      scripted.latency = 60_000;
      void pages.ask();
      await world.pass(250);
      scripted.latency = 0;
      const answered = pages.post(POST);
      await world.pass(8_000);
      assert.equal((await answered).update.code, 'code-refused');
      void pages.ask();
      await world.pass(50, 50);
      assert.equal(scripted.times('qr').length, 2);
    });

    /** What a gateway does that heeds no signal. */
    const late = (update: LoginUpdate) => () =>
      new Promise<LoginUpdate>((resolve) => setTimeout(() => resolve(update), 12_000));

    const scripts: Readonly<Record<string, GatewayScript>> = {
      waiting: { qr: late({ type: 'expired' }) },
      linked: { qr: () => ({ type: 'linked', account: {} }), state: late({ type: 'waiting' }) },
    };
    for (const [status, script] of Object.entries(scripts))
      it(`and takes no answer that comes nevertheless (${status})`, async () => {
        const pages = world.pages(scripted.gateway({ ...script, code: () => CODE }));
        if (status === 'linked') assert.equal((await pages.ask()).type, status);
        await world.pass(2_000);
        void pages.ask();
        const answered = pages.post(POST);
        await world.pass(8_250);
        assert.equal((await answered).update.type, 'code');
        await world.pass(4_000);
        assert.equal((await pages.ask('state')).type, 'code');
      });

    it('and takes no pairing code that comes after the end', async () => {
      const login = new SharedLogin(scripted.gateway({ code: late(CODE) }));
      void login.code(POST.phone);
      await world.pass(1_000);
      login.close();
      await world.pass(12_000);
      assert.equal(login.state.updateFor('qr').type, 'waiting');
    });

    it('or leaves it out, when the last socket closes before its turn', async () => {
      scripted.latency = 3_000;
      const pages = new PagesWithSockets(world.pages(scripted.gateway({ code: refuse })));
      const answered = pages.post(POST);
      await world.pass(250);
      const page = pages.join();
      await world.pass(250);
      page.leave();
      await world.pass(6_000);
      await answered;
      assert.deepEqual(
        scripted.calls.map(({ method }) => method),
        ['code'],
      );
    });
  });

  describe('with a gateway that has a socket', () => {
    beforeEach(() => {
      ScriptedSocket.opened.length = 0;
    });
    const open = (script: GatewayScript) =>
      new PagesWithSockets(world.pages(scripted.gateway(script, { socket: ScriptedSocket.gatewaySocket })));

    it('opens it after the question under way', async () => {
      scripted.latency = 2_000;
      const pages = open({});
      void pages.ask();
      await world.pass(250);
      const page = pages.join();
      await world.pass(1_500);
      assert.equal(ScriptedSocket.opened.length, 0);
      await world.pass(500);
      assert.equal(ScriptedSocket.opened.length, 1);
      page.leave();
    });

    it('does not open it for a page that has left before its turn', async () => {
      scripted.latency = 2_000;
      const pages = open({});
      void pages.ask();
      await world.pass(250);
      pages.join().leave();
      await world.pass(4_000);
      assert.equal(ScriptedSocket.opened.length, 0);
    });

    it('opens it after the restart that the page asks for', async () => {
      scripted.latency = 1_000;
      const pages = open({ restart: () => ({ type: 'waiting' }) });
      const page = pages.join();
      await world.pass(1_000);
      ScriptedSocket.last.push({ type: 'expired' });
      await world.pass(250);
      page.receive('{"type":"restart"}');
      await world.pass(500);
      assert.deepEqual([scripted.times('restart').length, ScriptedSocket.opened.length], [1, 1]);
      await world.pass(1_000);
      ScriptedSocket.last.push(QR);
      await world.pass(250);
      assert.deepEqual([ScriptedSocket.opened.length, page.last.type], [2, 'qr']);
      page.leave();
    });

    it('asks nothing while that is open, and asks again when nobody listens any more', async () => {
      const pages = open({});
      const page = pages.join();
      await world.pass(250);
      ScriptedSocket.last.push({ type: 'qr', text: '2@pushed', expiresIn: 20 });
      await world.pass(2_000);
      assert.equal((await pages.ask()).text, '2@pushed');
      assert.equal(scripted.calls.length, 0);
      page.leave();
      assert.equal((await pages.ask()).text, '2@a');
      assert.equal(ScriptedSocket.last.readyState, 3);
    });

    it('asks who was linked when its turn comes', async () => {
      scripted.latency = 2_000;
      const pages = open({ code: () => CODE, account: () => ({ phone: '5511999999999' }) });
      const page = pages.join();
      await world.pass(250);
      const answered = pages.post(POST);
      await world.pass(500);
      ScriptedSocket.last.push({ type: 'linked' });
      await world.pass(4_500);
      await answered;
      assert.equal(page.last.account.phone, '5511999999999');
      assert.equal(scripted.mostOpen, 1);
      page.leave();
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
      // Whoever asks later has as long again.
      await world.pass(2_000);
      assert.equal((await pages.ask()).type, 'waiting');
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
      assert.deepEqual(withoutVersion(await pages.ask()), {
        type: 'expired',
        reason: 'gateway',
        methods: ['qr', 'code'],
      });
    });

    it('tells a gateway to go on once in each login, whatever the one before needed', async () => {
      let update: LoginUpdate = QR;
      let resumed = 0;
      const resume = () => {
        resumed++;
        return Promise.resolve(update);
      };
      const pages = world.pages(
        scripted.gateway({ qr: () => update, state: () => update }, { pace: { ...PACE, settle: 3_000 }, resume }),
      );
      for (const login of [1, 2]) {
        update = QR;
        assert.equal((await pages.post({ type: 'restart' })).update.type, 'qr');
        update = { type: 'idle' };
        for (let second = 0; second < 10; second++) {
          await world.pass(1_000);
          await pages.ask();
        }
        assert.equal((await pages.ask()).type, 'expired');
        assert.equal(resumed, login);
      }
    });

    it('has failed when it no longer answers how a linked number stands', async () => {
      const refuse = async () => {
        throw new LoginError('not-found');
      };
      const pages = world.pages(scripted.gateway({ qr: () => ({ type: 'linked', account: {} }), state: refuse }));
      assert.equal((await pages.ask()).type, 'linked');
      await world.pass(1_000);
      assert.equal((await pages.ask()).code, 'not-found');
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

  it('asks at once when a page begins anew, however fresh the last answer is', async () => {
    let update: LoginUpdate = { type: 'expired' };
    const pages = world.pages(scripted.gateway({ qr: () => update }));
    assert.equal((await pages.ask()).type, 'expired');
    update = QR;
    assert.equal((await pages.post({ type: 'restart' })).update.type, 'qr');
  });

  it('ends a pairing code by time, though no page wants a QR code', async () => {
    const pages = world.pages(scripted.gateway({ code: () => CODE }));
    await pages.post(POST);
    for (let n = 0; n < 16; n++) {
      assert.equal((await pages.ask('state')).type, n < 15 ? 'code' : 'expired');
      await world.pass(10_000, 5_000);
    }
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

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { createRelay, memoryStore, type RelayOptions, type RelayStore } from '../../../src/relay/index.js';
import { called, Pages, PagesWithSockets, RelayWorld } from './relay-world.js';
import { PACE, QR, ScriptedGateway } from './scripted-gateway.js';

const PHONE = '5511999999999';
const CODE: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };

/** A store whose process may die: it then says nothing any more, and nothing comes of what it is told. */
class MortalStore implements RelayStore {
  isDead = false;
  readonly #store: RelayStore;

  constructor(store: RelayStore) {
    this.#store = store;
  }
  lease = (...args: Parameters<RelayStore['lease']>) => this.#unlessDead(() => this.#store.lease(...args));
  release = (...args: Parameters<RelayStore['release']>) => this.#unlessDead(() => this.#store.release(...args));
  read = (...args: Parameters<RelayStore['read']>) => this.#unlessDead(() => this.#store.read(...args));
  write = (...args: Parameters<RelayStore['write']>) => this.#unlessDead(() => this.#store.write(...args));
  publish = (...args: Parameters<RelayStore['publish']>) => this.#unlessDead(() => this.#store.publish(...args));
  subscribe = (key: string, onMessage: (message: string) => void) =>
    this.#unlessDead(() => this.#store.subscribe(key, (message) => !this.isDead && onMessage(message)));
  close = () => this.#store.close();

  #unlessDead<T>(ask: () => Promise<T>): Promise<T> {
    return this.isDead ? new Promise(() => undefined) : ask();
  }
}

/** A store which keeps nothing on a disk, and is started again: whoever listens to it listens again, sooner or later. */
class ForgetfulStore implements RelayStore {
  isHeard = true;
  readonly #channels = memoryStore();
  #store = memoryStore();

  forget(): void {
    this.#store = memoryStore();
  }
  lease = (...args: Parameters<RelayStore['lease']>) => this.#store.lease(...args);
  release = (...args: Parameters<RelayStore['release']>) => this.#store.release(...args);
  read = (...args: Parameters<RelayStore['read']>) => this.#store.read(...args);
  write = (...args: Parameters<RelayStore['write']>) => this.#store.write(...args);
  publish = async (...args: Parameters<RelayStore['publish']>) =>
    this.isHeard ? this.#channels.publish(...args) : undefined;
  subscribe = (...args: Parameters<RelayStore['subscribe']>) => this.#channels.subscribe(...args);
  close = () => this.#store.close();
}

async function digestAtOnce(_: string, bytes: Uint8Array): Promise<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(bytes).digest()).buffer;
}

describe('relays that share a store', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  let store: RelayStore;
  beforeEach(() => {
    // The real one works in a thread, which does not wait for a clock that is moved.
    mock.method(crypto.subtle, 'digest', digestAtOnce);
    world = new RelayWorld();
    scripted = new ScriptedGateway();
    store = memoryStore();
  });
  const relays: Pages[] = [];
  const join = (gateway: Gateway | (() => Gateway), options: Partial<RelayOptions> = {}): Pages => {
    const pages = new Pages(createRelay({ gateway, store, ...options }));
    relays.push(pages);
    return pages;
  };
  const closeAll = () => settled(Promise.all(relays.splice(0).map(({ relay }) => relay.close())));
  afterEach(async () => {
    await closeAll();
    world.close();
    mock.restoreAll();
  });
  /** Lets time pass until it is answered. */
  const settled = async <T>(promise: Promise<T>): Promise<T> => {
    let isSettled = false;
    void promise.finally(() => (isSettled = true)).catch(() => undefined);
    for (let tries = 0; !isSettled && tries < 400; tries++) await world.pass(50, 50);
    assert.ok(isSettled, 'never settled');
    return promise;
  };
  /** Looks again each time that the clock is moved. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const three = (gateway: Gateway | (() => Gateway), options?: Partial<RelayOptions>) => [
    join(gateway, options),
    join(gateway, options),
    join(gateway, options),
  ];

  it('ask a gateway as often as one alone, one question at a time', async () => {
    scripted.latency = 100;
    const all = three(scripted.gateway({}));
    for (let second = 0; second < 10; second++) {
      const asked = all.flatMap((pages) => [pages.ask(), pages.ask('state')]);
      await world.pass(1_000, 50);
      await Promise.all(asked);
    }
    assert.equal(scripted.mostOpen, 1);
    assert.ok(scripted.calls.length <= 11, `${scripted.calls.length} questions in 10 s`);
  });

  it('tell the host that a code is over, even if no question to the gateway is due', async () => {
    const statuses: string[] = [];
    const onUpdate = ({ status }: { readonly status: string }) => void statuses.push(status);
    const seldom = scripted.gateway({ code: () => CODE }, { pace: { ...PACE, every: 600_000 } });
    const pages = join(seldom, { onUpdate });
    await settled(pages.post({ type: 'code', phone: PHONE }));
    for (let asked = 0; asked < 16; asked++) {
      await world.pass(10_000, 1_000);
      await settled(pages.ask('state'));
    }
    await world.pass(100);
    assert.deepEqual(statuses, ['code', 'expired']);
  });

  it('show the same code, which costs one question, in all processes', async () => {
    const account = world.add({ gateway: 'z-api' });
    const all = three(() => world.gatewayOf(account));
    const shown = [];
    for (const pages of all) shown.push((await settled(pages.ask())).text);
    assert.deepEqual(shown, Array(3).fill(account.qr));
    assert.equal(called(account, 'qr-code'), 1);
    await world.pass(20_000);
    const next = await Promise.all(all.map((pages) => settled(pages.ask())));
    assert.equal(new Set(next.map(({ text }) => text)).size, 1);
    assert.notEqual(next[0].text, shown[0]);
    assert.equal(called(account, 'qr-code'), 2);
  });

  it('tell a page on a socket what another process has heard', async () => {
    const [a, b] = three(scripted.gateway({ code: () => CODE }));
    const socket = new PagesWithSockets(b!).join();
    const heard = (type: string) => settled(until(() => socket.last?.type === type));
    await heard('qr');
    await settled(a!.post({ type: 'code', phone: PHONE }));
    await heard('code');
    assert.equal(socket.last.code, 'ABCD1234');
    socket.leave();
  });

  it('count versions together, so that a page may ask another process each time', async () => {
    const [a, b] = three(scripted.gateway({}));
    const { version } = await settled(a!.ask());
    const held = b!.send({}, `https://host.test/whatsapp/login?want=qr&wait=5&seen=${version}`);
    assert.equal((await settled(held)).update.version, version);
  });

  it('ring a phone once, whichever process is asked', async () => {
    const [a, b, c] = three(scripted.gateway({ code: () => CODE }));
    const code = (pages: Pages, phone = PHONE) => pages.post({ type: 'code', phone });
    const both = await settled(Promise.all([code(a!), code(b!)]));
    assert.deepEqual(
      both.map(({ update }) => update.code),
      ['ABCD1234', 'ABCD1234'],
    );
    const other = await settled(code(c!, '5511888888888'));
    assert.equal(other.status, 429);
    assert.equal(scripted.times('code').length, 1);
    await world.pass(16_000);
    assert.equal((await settled(code(c!, '5511888888888'))).update.type, 'code');
    assert.equal(scripted.times('code').length, 2);
  });

  it('ring the phone once even on behalf of two accounts', async () => {
    const a = join(scripted.gateway({ code: () => CODE }));
    const b = join(scripted.gateway({ code: () => CODE }, { key: 'two' }));
    await settled(a.post({ type: 'code', phone: PHONE }));
    assert.equal((await settled(b.post({ type: 'code', phone: PHONE }))).status, 429);
  });

  it('restart a login once, when pages of two processes want that', async () => {
    let isOver = true;
    const gateway = scripted.gateway({
      qr: () => (isOver ? { type: 'expired' } : QR),
      restart: () => {
        isOver = false;
        return { type: 'waiting' };
      },
    });
    const [a, b] = three(gateway);
    assert.equal((await settled(a!.ask())).type, 'expired');
    assert.equal((await settled(b!.ask())).type, 'expired');
    await settled(Promise.all([a!.post({ type: 'restart' }), b!.post({ type: 'restart' })]));
    await world.pass(1_000);
    assert.equal((await settled(b!.ask())).type, 'qr');
    assert.equal(scripted.times('restart').length, 1);
  });

  it('tell the host once that the number is linked, and all pages', async () => {
    const recorded: unknown[] = [];
    const changes: string[] = [];
    const account = world.add({ gateway: 'z-api', linkDelay: 1_000, phone: PHONE });
    const options: Partial<RelayOptions> = {
      onLinked: ({ phone }) => void recorded.push(phone),
      onUpdate: ({ status }) => void changes.push(status),
    };
    const all = three(() => world.gatewayOf(account), options);
    await Promise.all(all.map((pages) => settled(pages.ask())));
    account.scan(account.qr!);
    for (let second = 0; second < 20; second++) {
      for (const pages of all) void pages.ask('state');
      await world.pass(1_000);
    }
    for (const pages of all) assert.equal((await settled(pages.ask('state'))).account.phone, PHONE);
    assert.deepEqual(recorded, [PHONE]);
    assert.deepEqual(
      changes.filter((status) => status === 'qr' || status === 'linked'),
      ['qr', 'linked'],
    );
  });

  it('take over within 5 s from a process that has died in the middle of a question', async () => {
    let dies = true;
    const gateway = scripted.gateway({ qr: () => (dies ? new Promise<LoginUpdate>(() => undefined) : QR) });
    const dying = new MortalStore(store);
    const dead = new Pages(createRelay({ gateway, store: dying }));
    const alive = join(gateway);
    void dead.ask();
    await world.pass(500, 50);
    assert.equal(scripted.calls.length, 1);
    dying.isDead = true;
    dies = false;
    const asked = alive.ask();
    await world.pass(5_000, 100);
    assert.equal((await asked).text, '2@a');
  });

  it('leave a lease to a process whose question takes long', async () => {
    scripted.latency = 7_000;
    const [a, b] = three(scripted.gateway({}));
    const asked = [a!.ask(), b!.ask()];
    assert.deepEqual(
      (await settled(Promise.all(asked))).map(({ text }) => text),
      ['2@a', '2@a'],
    );
    assert.equal(scripted.calls.length, 1);
  });

  it('do not take their own record, which the store was slow to confirm, for that of another process', async () => {
    scripted.latency = 6_000;
    const slow = memoryStore();
    const write = slow.write.bind(slow);
    slow.write = async (...args) => {
      const isWritten = await write(...args);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return isWritten;
    };
    const pages = join(scripted.gateway({}), { store: slow });
    const asked = pages.ask();
    await world.pass(2_000, 50);
    void pages.relay.push('one', { type: 'waiting' });
    await world.pass(4_000, 50);
    assert.equal(scripted.calls[0]?.signal.aborted, false);
    assert.equal((await settled(asked)).text, '2@a');
    assert.equal(scripted.calls.length, 1);
  });

  it('give up a question for the pairing code that a page of another process wants', async () => {
    scripted.latency = 60_000;
    const [a, b] = three(scripted.gateway({ code: () => CODE }));
    void a!.ask();
    await world.pass(500);
    const code = b!.post({ type: 'code', phone: PHONE });
    await world.pass(8_000, 100);
    scripted.latency = 0;
    await world.pass(2_000, 100);
    assert.equal((await code).update.code, 'ABCD1234');
    assert.equal(scripted.mostOpen, 1);
  });

  it('hear in all processes what was pushed to one', async () => {
    const recorded: unknown[] = [];
    const onLinked = () => void recorded.push('linked');
    const [a, b] = three(scripted.gateway({}), { onLinked });
    await settled(a!.ask());
    await settled(b!.ask());
    await settled(a!.relay.push('one', { type: 'linked', account: { phone: PHONE } }));
    await world.pass(100);
    assert.equal((await settled(b!.ask('state'))).account.phone, PHONE);
    assert.deepEqual(recorded, ['linked']);
  });

  it('hand what was pushed to a process that knows nothing of the login to one that does', async () => {
    const recorded: unknown[] = [];
    const onLinked = () => void recorded.push('linked');
    const [a, b, c] = three(scripted.gateway({}), { onLinked });
    await settled(a!.ask());
    await settled(b!.ask());
    await settled(c!.relay.push('one', { type: 'linked', account: { phone: PHONE } }));
    await world.pass(1_000);
    assert.equal((await settled(a!.ask('state'))).account?.phone, PHONE);
    assert.deepEqual(recorded, ['linked']);
  });

  it('show what is known while the store is out of order, ask nobody, and go on afterwards', async () => {
    const failing = new MortalStore(store);
    const pages = join(scripted.gateway({}), { store: failing });
    assert.equal((await settled(pages.ask())).type, 'qr');
    const before = scripted.calls.length;
    failing.isDead = true;
    await world.pass(3_000);
    assert.equal((await settled(pages.ask())).type, 'qr', 'the code is alive still');
    await world.pass(20_000);
    const update = await settled(pages.ask());
    assert.equal(update.type, 'waiting');
    assert.equal(scripted.calls.length, before);
    failing.isDead = false;
    await world.pass(3_000);
    assert.equal((await settled(pages.ask())).type, 'qr');
  });

  describe('and the store has forgotten everything', () => {
    const LINKED: LoginUpdate = { type: 'linked', account: { phone: PHONE } };
    let forgetful: ForgetfulStore;
    let recorded: unknown[];
    const joinForgetful = (gateway: Gateway) =>
      join(gateway, { store: forgetful, onLinked: ({ phone }) => void recorded.push(phone) });
    beforeEach(() => {
      forgetful = new ForgetfulStore();
      recorded = [];
    });

    it('record a link once, which the former holder of the lease sees as well', async () => {
      let answer: (update: LoginUpdate) => void = () => undefined;
      const late = new Promise<LoginUpdate>((resolve) => (answer = resolve));
      const former = joinForgetful(scripted.gateway({ qr: () => late }));
      const asked = former.ask();
      await world.pass(100);
      forgetful.forget();
      // It has the lease until it has recorded the link.
      const next = joinForgetful(scripted.gateway({ qr: () => LINKED, account: () => new Promise(() => undefined) }));
      const linked = next.ask();
      await world.pass(100);
      answer(LINKED);
      await settled(asked);
      assert.equal((await settled(linked)).type, 'linked');
      assert.deepEqual(recorded, [PHONE]);
    });

    it('give up a question of the former holder of the lease', async () => {
      const never = () => new Promise<LoginUpdate>(() => undefined);
      const former = joinForgetful(scripted.gateway({ qr: never }));
      void former.ask();
      await world.pass(100);
      forgetful.forget();
      const next = joinForgetful(scripted.gateway({ qr: never }));
      void next.ask();
      await world.pass(2_000, 50);
      assert.deepEqual(
        scripted.calls.map(({ signal }) => signal.aborted),
        [true, false],
      );
    });

    for (const before of [1, 2, 3, 4])
      it(`hear what another process has written since, although as many versions (${before}) were known`, async () => {
        let update = QR;
        const state = () => (update === LINKED ? LINKED : undefined);
        const gateway = scripted.gateway({ qr: () => update, state });
        const [a, b] = [joinForgetful(gateway), joinForgetful(gateway)];
        for (let asked = 0; asked < before; asked++) {
          await settled(a.ask());
          await world.pass(1_000);
        }
        forgetful.forget();
        forgetful.isHeard = false;
        for (let asked = 1; asked < before; asked++) {
          await settled(b.ask());
          await world.pass(1_000);
        }
        update = LINKED;
        await settled(b.ask());
        await world.pass(1_000);
        assert.equal((await settled(a.ask('state'))).type, 'linked');
        assert.deepEqual(recorded, [PHONE]);
      });
  });

  it('are all that write something down about the account, under a digest', async () => {
    const written: string[] = [];
    const spy = memoryStore();
    const lease = spy.lease.bind(spy);
    spy.lease = (key, holder, ms) => {
      written.push(key);
      return lease(key, holder, ms);
    };
    const write = spy.write.bind(spy);
    spy.write = (key, value, version, ms) => {
      written.push(key, value);
      assert.ok(ms <= 60_000);
      return write(key, value, version, ms);
    };
    const account = world.add({ gateway: 'z-api', token: 'the-secret-token' });
    await settled(join(() => world.gatewayOf(account), { store: spy }).ask());
    assert.ok(written.length >= 3);
    assert.doesNotMatch(written.join(), new RegExp(`the-secret-token|${account.instance}`));
    for (const key of written.filter((text) => !text.startsWith('{'))) assert.match(key, /^[0-9a-f]{64}$/);
  });

  it('leave neither a timer nor a lease behind when they are closed', async () => {
    const [a, b] = three(scripted.gateway({}));
    const socket = new PagesWithSockets(a!).join();
    await world.pass(2_000);
    await a!.relay.close();
    assert.equal(socket.closed, 1001);
    assert.equal((await settled(b!.ask())).type, 'qr');
    await closeAll();
    await world.pass(100);
    assert.equal(world.clock.countTimers(), 0);
  });

  it('count failures together: one answer to any of them is a sign of life', async () => {
    let fails = true;
    const qr = () => {
      if (fails) throw new Error('down');
      return QR;
    };
    const all = three(scripted.gateway({ qr }, { pace: { ...PACE, every: 1_000 } }));
    for (let second = 0; second < 60; second++) {
      fails = second % 20 < 15;
      for (const pages of all) void pages.ask();
      await world.pass(1_000);
    }
    for (const pages of all) assert.notEqual((await settled(pages.ask())).type, 'error');
  });
});

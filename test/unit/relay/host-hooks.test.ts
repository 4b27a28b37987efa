import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { greenApi } from '../../../src/gateways/green-api.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { createRelay, type HostHooks, type LinkedContext, type StatusChange } from '../../../src/relay/index.js';
import { HOST, Pages, PagesWithSockets, RelayWorld } from './relay-world.js';
import { QR, ScriptedGateway, ScriptedSocket, type GatewayScript } from './scripted-gateway.js';

const ACCOUNT = { id: '5511999999999@c.us', phone: '5511999999999', name: 'Ana' };
const LINKED: LoginUpdate = { type: 'linked', account: ACCOUNT };

describe('a host that is told of its logins', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  let now: LoginUpdate;
  let recorded: (LinkedContext & { readonly account: object })[];
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
    now = QR;
    recorded = [];
  });
  afterEach(() => {
    world.close();
  });

  const record: HostHooks['onLinked'] = (account, context) => void recorded.push({ account, ...context });
  const pagesOf = (hooks: HostHooks, script: GatewayScript = {}, options = {}) =>
    new PagesWithSockets(
      new Pages(
        createRelay({
          gateway: () => scripted.gateway({ qr: () => now, state: () => now, ...script }, options),
          ...hooks,
        }),
      ),
    );

  describe('records a link', () => {
    it('once, with the key, the account and the request that waited for it', async () => {
      const pages = pagesOf({ onLinked: record });
      await pages.ask();
      now = LINKED;
      await world.pass(1_000);
      for (let time = 0; time < 5; time++) {
        assert.equal((await pages.ask()).type, 'linked');
        await world.pass(1_000);
      }
      assert.equal(recorded.length, 1);
      const [{ account, key, already, request }] = recorded as [(typeof recorded)[0]];
      assert.deepEqual(
        { account, key, already, url: request?.url },
        {
          account: ACCOUNT,
          key: 'one',
          already: false,
          url: `${HOST}?want=qr`,
        },
      );
    });

    it('once, however many pages ask, listen and wait', async () => {
      const pages = pagesOf({ onLinked: record });
      const { version } = await pages.ask();
      const ends = [pages.join(), pages.join()];
      const held = pages.send({}, `${HOST}?wait=20&seen=${version}`);
      await world.pass(1_000);
      now = LINKED;
      await world.pass(1_000);
      assert.equal((await held).update.type, 'linked');
      assert.deepEqual(
        ends.map(({ last }) => last.type),
        ['linked', 'linked'],
      );
      assert.equal(recorded.length, 1);
      for (const end of ends) end.leave();
    });

    it('before any page hears of it', async () => {
      let record = (): void => undefined;
      const pages = pagesOf({ onLinked: () => new Promise<void>((resolve) => (record = resolve)) });
      const end = pages.join();
      await world.pass(500);
      now = LINKED;
      await world.pass(4_000);
      assert.equal(end.last.type, 'linking');
      const asking = pages.ask('state');
      record();
      await world.pass(50, 50);
      assert.equal(end.last.type, 'linked');
      assert.equal((await asking).type, 'linked');
      end.leave();
    });

    it('once, when the same news comes a second time meanwhile', async () => {
      let calls = 0;
      const slowly = () => {
        calls++;
        return new Promise<void>((resolve) => setTimeout(resolve, 2_000));
      };
      const pages = pagesOf({ onLinked: slowly });
      await pages.ask();
      const pushes = [pages.relay.push('one', LINKED), pages.relay.push('one', LINKED)];
      await world.pass(2_000);
      await Promise.all(pushes);
      assert.equal((await pages.ask()).type, 'linked');
      assert.equal(calls, 1);
    });

    it('that a socket of the gateway tells', async () => {
      const pages = pagesOf({ onLinked: record }, {}, { socket: ScriptedSocket.gatewaySocket });
      const end = pages.join();
      await world.pass(500);
      ScriptedSocket.last.push(LINKED);
      await world.pass(500);
      assert.equal(end.last.type, 'linked');
      assert.equal(recorded.length, 1);
      end.leave();
    });

    it('that a pairing code has led to', async () => {
      const pages = pagesOf({ onLinked: record }, { code: () => LINKED });
      const { update } = await pages.post({ type: 'code', phone: ACCOUNT.phone });
      assert.equal(update.type, 'linked');
      assert.equal(recorded.length, 1);
    });

    it('of a number that had been linked before, and says so', async () => {
      now = LINKED;
      assert.equal((await pagesOf({ onLinked: record }).ask()).type, 'linked');
      assert.deepEqual(
        recorded.map(({ already }) => already),
        [true],
      );
    });

    it('again, when the number was unlinked and linked anew', async () => {
      const pages = pagesOf({ onLinked: record });
      for (const update of [LINKED, { type: 'waiting' }, QR, LINKED] as const) {
        now = update;
        await pages.ask();
        await world.pass(2_000);
      }
      await pages.ask();
      assert.equal(recorded.length, 2);
    });
  });

  for (const [what, fail] of [
    ['throws', () => Promise.reject(new Error('The database at db.internal is down'))],
    [
      'throws at once',
      () => {
        throw new TypeError('db.internal');
      },
    ],
    ['takes longer than 5 s', () => new Promise<void>(() => undefined)],
  ] as const)
    describe(`and whose function ${what}`, () => {
      it('has its pages told that they may try again, and records the link then', async () => {
        let isDown = true;
        const onLinked: HostHooks['onLinked'] = (...told) => (isDown ? fail() : record(...told));
        const pages = pagesOf({ onLinked });
        await pages.ask();
        now = LINKED;
        await world.pass(1_000);
        const asking = pages.send();
        await world.pass(6_000);
        const { status, update, text } = await asking;
        assert.equal(status, 200);
        assert.deepEqual([update.type, update.code], ['error', 'unavailable']);
        assert.match(update.message, /could not record/);
        assert.ok(!text.includes('db.internal'));
        isDown = false;
        await world.pass(2_000);
        assert.equal((await pages.ask()).type, 'linked');
        assert.equal(recorded.length, 1);
      });
    });

  it('is asked no more often than the gateway, while its function fails', async () => {
    let calls = 0;
    const pages = pagesOf({
      onLinked: () => {
        calls++;
        throw new Error('down');
      },
    });
    now = LINKED;
    for (let n = 0; n < 100; n++) {
      assert.equal((await pages.ask()).code, 'unavailable');
      await world.pass(100, 100);
    }
    assert.ok(calls >= 5 && calls <= 11, String(calls));
  });

  describe('hears of changes', () => {
    it('of each status, in order, and of nothing that is secret', async () => {
      const changes: StatusChange[] = [];
      const pages = pagesOf(
        { onUpdate: (change) => void changes.push(change) },
        { code: () => ({ type: 'code', code: 'ABCD1234', expiresIn: 150 }) },
      );
      await pages.ask();
      await world.pass(1_000);
      await pages.ask();
      await pages.post({ type: 'code', phone: ACCOUNT.phone });
      now = { type: 'linking' };
      await world.pass(5_000);
      await pages.ask();
      now = LINKED;
      await world.pass(2_000);
      await pages.ask();
      await world.pass(50, 50);
      assert.deepEqual(
        changes.map(({ previous, status }) => `${previous} → ${status}`),
        ['waiting → qr', 'qr → code', 'code → linking', 'linking → linked'],
      );
      for (const secret of ['2@', 'ABCD1234', ACCOUNT.phone, ACCOUNT.name])
        assert.ok(!JSON.stringify(changes).includes(secret));
      assert.deepEqual(new Set(changes.map(({ key }) => key)), new Set(['one']));
    });

    for (const fail of [() => Promise.reject(new Error('log')), () => assert.fail('log')])
      it('and stops no login by failing', async () => {
        const pages = pagesOf({ onUpdate: fail });
        assert.equal((await pages.ask()).type, 'qr');
      });
  });

  it('is given a digest in place of a key that holds credentials', async () => {
    const account = world.add();
    const { instance, token } = account;
    const gateway = () =>
      greenApi({ backendUrl: 'https://gateway.test', instance, token, fetch: world.simulator.fetch });
    const changed = new Promise<StatusChange>((resolve) => {
      const relay = createRelay({ gateway, onUpdate: resolve });
      void relay(new Request(HOST));
    });
    const change = await changed;
    assert.match(String(change.key), /^[0-9a-f]{16}$/);
    assert.ok(!JSON.stringify(change).includes(token));
  });
});

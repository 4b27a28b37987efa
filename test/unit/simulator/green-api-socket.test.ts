import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSimulator, PRIVATE_SETTINGS } from '../../../src/simulator/index.js';
import { FakeClock, openSocket, payloadOf, setUp } from './simulator-clock.js';

describe('a socket of a simulated account', () => {
  it('shows the code valid now, and each one that follows', async () => {
    const { clock, account, open } = setUp();
    const { events, types } = await open();
    assert.deepEqual(types(), ['open', 'qrCode']);
    assert.equal(payloadOf(events[1]), account.qr);
    await clock.tick(20_000);
    assert.deepEqual(types(), ['open', 'qrCode', 'qrCode']);
    assert.equal(payloadOf(events[2]), account.qr);
  });

  it('goes on with the code that was polled before', async () => {
    const { clock, qr, open } = setUp();
    const polled = await qr();
    await clock.tick(15_000);
    const { events, types } = await open();
    assert.equal(payloadOf(events[1]), polled);
    await clock.tick(5_000);
    assert.deepEqual(types(), ['open', 'qrCode', 'qrCode']);
  });

  it('ends after 100 s and five codes', async () => {
    const { clock, account, open } = setUp();
    const { events, types } = await open();
    await clock.tick(99_999);
    assert.equal(types().filter((type) => type === 'qrCode').length, 5);
    assert.equal(account.sockets, 1);
    await clock.tick(1);
    assert.deepEqual(events.slice(-2), [{ type: 'timeoutExpired', message: 'timeoutExpired' }, ['close', 1000, true]]);
    assert.deepEqual([account.sockets, clock.timers], [0, 0]);
    assert.equal(account.qr, undefined);
  });

  it('says nothing when nothing has changed for it', async () => {
    const { clock, account, open } = setUp();
    const { types } = await open();
    account.set({ name: 'Ada' });
    account.passkey();
    account.set({ name: 'Eve' });
    await clock.tick();
    assert.deepEqual(types(), ['open', 'qrCode', 'passkeyRequired']);
  });

  it('begins no new login when it has said its last word', async () => {
    const { account, open } = setUp();
    await open();
    account.expire();
    account.set({ name: 'Ada' });
    assert.equal(account.qr, undefined);
  });

  it('ends with the word of newer servers when the script says so', async () => {
    const { clock, open } = setUp({ timeoutFrame: 'timeout', window: 1_000 });
    const { events } = await open();
    await clock.tick(1_000);
    assert.deepEqual(events.at(-2), { type: 'timeout', message: 'timeout' });
  });

  it('tells whose account was linked, with its private settings, once that is done', async () => {
    const { clock, account, open } = setUp({ phone: '5511987654321', name: 'Ada' });
    const { events, types } = await open();
    assert.equal(account.scan(account.qr ?? ''), 'linking');
    await clock.tick(2_499);
    assert.deepEqual(types(), ['open', 'qrCode']);
    await clock.tick(1);
    const data = { type: 'accountData', wid: '5511987654321@c.us', pushname: 'Ada', ...PRIVATE_SETTINGS };
    assert.deepEqual(events.slice(2), [data, ['close', 1000, true]]);
    assert.deepEqual([account.sockets, clock.timers], [0, 0]);
  });

  // Node's timers may run a moment early by `Date.now()`, and the moment may pass at any time while they run.
  for (const looks of [0, 1, 2, 3, 4])
    it(`tells of a link that comes about while its timer runs, after ${looks} looks at the clock`, async () => {
      const clock = new FakeClock();
      let looksLeft = Infinity;
      const simulator = createSimulator({
        clock: {
          now: () => clock.now() - (looksLeft-- > 0 ? 1 : 0),
          setTimeout: (run, ms) => clock.setTimeout(run, Math.max(0, ms - 1)),
          clearTimeout: (timer) => clock.clearTimeout(timer),
        },
      });
      const account = simulator.add({ linkDelay: 500 });
      const { types } = await openSocket(simulator.WebSocket, account.address('scanqrcode'), clock);
      account.scan(account.qr ?? '');
      await clock.tick(498);
      looksLeft = looks;
      await clock.tick(1);
      await clock.tick(10_000);
      assert.deepEqual(types().slice(0, 3), ['open', 'qrCode', 'accountData']);
      assert.deepEqual([account.state, account.sockets, clock.timers], ['authorized', 0, 0]);
    });

  it('may tell of success with alreadyLogged', async () => {
    const { clock, account, open } = setUp({ linkedFrame: 'alreadyLogged' });
    const { types } = await open();
    account.scan(account.qr ?? '');
    await clock.tick(2_500);
    assert.deepEqual(types().slice(2), ['alreadyLogged', ['close', 1000, true]]);
  });

  it('does not give up an account that was scanned in time', async () => {
    const { clock, account, open } = setUp();
    const { types } = await open();
    await clock.tick(99_000);
    account.scan(account.qr ?? '');
    await clock.tick(1_000);
    assert.equal(types().at(-1), 'qrCode');
    await clock.tick(1_500);
    assert.deepEqual(types().slice(-2), ['accountData', ['close', 1000, true]]);
  });

  it('says nothing of an outdated scan', async () => {
    const { clock, account, open } = setUp();
    const { types } = await open();
    const first = account.qr ?? '';
    await clock.tick(20_000);
    account.scan(first);
    await clock.tick(19_999);
    assert.deepEqual(types(), ['open', 'qrCode', 'qrCode']);
  });

  it('that is opened while the account is linking waits for the end of it', async () => {
    const { clock, account, qr, open } = setUp();
    account.scan((await qr()) ?? '');
    const { types } = await open();
    assert.deepEqual(types(), ['open']);
    await clock.tick(2_500);
    assert.deepEqual(types(), ['open', 'accountData', ['close', 1000, true]]);
  });

  it('says at once that an account is linked', async () => {
    const { account, open } = setUp({ state: 'authorized' });
    assert.deepEqual((await open()).types(), ['open', 'alreadyLogged', ['close', 1000, true]]);
    assert.equal(account.sockets, 0);
  });

  it('says once that a passkey is wanted, and takes no more scans', async () => {
    const { clock, account, open } = setUp();
    const { types } = await open();
    const shown = account.qr ?? '';
    account.passkey();
    await clock.tick(30_000);
    assert.deepEqual(types(), ['open', 'qrCode', 'passkeyRequired']);
    assert.equal(account.scan(shown), 'outdated');
  });

  it('says that the account is banned', async () => {
    const { clock, account, open } = setUp();
    const { types } = await open();
    account.set({ state: 'blocked' });
    await clock.tick();
    assert.deepEqual(types().slice(2), ['error', ['close', 1000, true]]);
  });

  it('is over when the login is', async () => {
    const { clock, account, open } = setUp();
    const { types } = await open();
    const shown = account.qr ?? '';
    account.expire();
    await clock.tick();
    assert.deepEqual(types().slice(2), ['timeoutExpired', ['close', 1000, true]]);
    assert.equal(account.qr, undefined);
    assert.equal(account.scan(shown), 'outdated');
  });

  it('can drop', async () => {
    const { clock, account, open } = setUp();
    const { types } = await open();
    account.drop();
    assert.equal(account.sockets, 0);
    await clock.tick();
    assert.deepEqual(types().slice(2), [['close', 1006, false]]);
    assert.equal(clock.timers, 0);
  });

  it('is the only one of its instance', async () => {
    const { clock, account, open } = setUp();
    const first = await open();
    await clock.tick(1_000);
    assert.deepEqual((await open()).types(), ['error', ['close', 1006, false]]);
    assert.equal(account.sockets, 1);
    first.socket.close();
    await clock.tick(1_000);
    assert.deepEqual((await open()).types(), ['open', 'qrCode']);
  });

  it('leaves nothing behind when the client closes it', async () => {
    const { clock, account, open } = setUp();
    const { socket, types } = await open();
    socket.close();
    assert.equal(socket.readyState, socket.CLOSING);
    await clock.tick();
    assert.deepEqual(types().slice(2), [['close', 1005, true]]);
    assert.deepEqual([socket.readyState, account.sockets, clock.timers], [socket.CLOSED, 0, 0]);
  });

  it('says nothing more once the client closes it', async () => {
    const { clock, account, open } = setUp();
    const { socket, types } = await open();
    account.passkey();
    socket.close(4000, 'done');
    await clock.tick();
    assert.deepEqual(types(), ['open', 'qrCode', ['close', 4000, true]]);
  });

  it('records what the client says, though it should say nothing', async () => {
    const { clock, account, open } = setUp();
    const { socket } = await open();
    socket.send('Give the code');
    await clock.tick();
    assert.deepEqual(
      account.calls.map(({ method, body }) => [method, body]),
      [
        ['scanqrcode', undefined],
        ['frame', 'Give the code'],
      ],
    );
  });

  it('lives behind a proxy that adds the credentials, too', async () => {
    const { clock, simulator, account } = setUp();
    const { types } = await openSocket(simulator.WebSocket, `${account.proxyPath}/scanqrcode`, clock);
    assert.deepEqual(types(), ['open', 'qrCode']);
  });

  it('is refused with a wrong token, for an unknown instance, at an unknown method', async () => {
    const { clock, simulator, account } = setUp();
    for (const path of [
      `/waInstance${account.instance}/scanqrcode/wrong`,
      '/waInstance42/scanqrcode/wrong',
      account.address('qr'),
      '/nowhere',
    ]) {
      const { types } = await openSocket(simulator.WebSocket, path, clock);
      assert.deepEqual(types(), ['error', ['close', 1006, false]], path);
    }
    assert.equal(account.sockets, 0);
  });
});

describe('an in-process WebSocket', () => {
  it('tells nothing in the turn it was made in, and lets continuations run between two events', async () => {
    const { simulator, account } = setUp();
    const socket = new simulator.WebSocket(`wss://simulated${account.address('scanqrcode')}`);
    assert.equal(socket.readyState, socket.CONNECTING);
    const next = <T extends Event>(type: string) =>
      new Promise<T>((resolve) => {
        socket.addEventListener(type, (event) => {
          resolve(event as T);
        });
      });
    let opened = () => next('open');
    for (let level = 0; level < 5; level++) {
      const inner = opened;
      opened = async () => await inner();
    }
    await opened();
    const { data } = await next<MessageEvent>('message');
    assert.equal(payloadOf(JSON.parse(data)), account.qr);
  });

  it('can be closed before it is open', async () => {
    const { clock, simulator, account } = setUp();
    const opening = openSocket(simulator.WebSocket, account.address('scanqrcode'), clock);
    const socket = new simulator.WebSocket(`wss://simulated${account.address('scanqrcode')}`);
    socket.close();
    const events: string[] = [];
    for (const type of ['error', 'close']) socket.addEventListener(type, () => events.push(type));
    await opening;
    assert.deepEqual(events, ['error', 'close']);
    assert.deepEqual([socket.readyState, account.pending], [socket.CLOSED, 0]);
  });

  it('refuses what a browser refuses', () => {
    const { simulator } = setUp();
    const socket = new simulator.WebSocket('wss://simulated/');
    assert.throws(() => socket.send('early'), { name: 'InvalidStateError' });
    assert.throws(() => socket.close(1001), { name: 'InvalidAccessError' });
    assert.throws(() => new simulator.WebSocket('ftp://simulated/'), { name: 'SyntaxError' });
    assert.throws(() => new simulator.WebSocket('/relative'));
  });
});

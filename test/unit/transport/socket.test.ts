import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import type { Gateway, GatewaySocket } from '../../../src/gateways/gateway.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { LoginError } from '../../../src/login/login-error.js';
import { frames } from '../../../src/transport/socket.js';

/** A socket whose other end is the test. */
class Socket extends EventTarget {
  static readonly made: Socket[] = [];
  readonly CLOSED = 3;
  readyState = 0;
  closes = 0;
  binaryType = 'blob';
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    Socket.made.push(this);
  }
  close(): void {
    this.closes++;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  says(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
  isClosed(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
  get openListeners(): number {
    return ['open', 'message', 'close'].reduce((sum, type) => sum + getEventListeners(this, type).length, 0);
  }
}

let account = 0;

describe('a socket to a gateway', () => {
  let clock: sinon.SinonFakeTimers;
  let run: AbortController;
  let source: GatewaySocket;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    run = new AbortController();
    Socket.made.length = 0;
    source = {
      url: `wss://gateway.test/${++account}`,
      WebSocket: Socket as never,
      read: (frame) => Promise.resolve({ type: 'qr', text: String(frame) }),
    };
  });
  afterEach(() => clock.restore());

  /** Reads a socket to its end. */
  function open(options: { key?: string; source?: Partial<GatewaySocket>; greet?: () => void } = {}) {
    const gateway = (options.key === undefined ? {} : { key: options.key }) as Gateway;
    const heard = { updates: [] as LoginUpdate[], end: undefined as unknown };
    const follow = async () => {
      for await (const update of frames(gateway, { ...source, ...options.source }, run.signal, options.greet))
        heard.updates.push(update);
    };
    follow().then(
      () => (heard.end = 'ended'),
      (error: unknown) => (heard.end = error),
    );
    return heard;
  }
  const settle = () => clock.tickAsync(0);
  const isTransient = (error: unknown) =>
    error instanceof LoginError && error.code === 'unavailable' && error.transient;

  it('is greeted once it is open, and its frames are read until it closes', async () => {
    let greeted = 0;
    const heard = open({ greet: () => greeted++ });
    await settle();
    const [socket] = Socket.made;
    assert.ok(socket);
    assert.deepEqual([greeted, socket.binaryType], [0, 'arraybuffer']);
    socket.opens();
    socket.says('a');
    await settle();
    assert.deepEqual([greeted, heard.updates], [1, [{ type: 'qr', text: 'a' }]]);
    socket.isClosed();
    await settle();
    assert.equal(heard.end, 'ended');
    assert.deepEqual(
      [socket.openListeners, getEventListeners(run.signal, 'abort').length, clock.countTimers()],
      [0, 0, 0],
    );
  });

  it('hears errors for ever, since Node ends a process for one that nobody listens for', async () => {
    open();
    await settle();
    const [socket] = Socket.made;
    assert.ok(socket);
    assert.equal(getEventListeners(socket, 'error').length, 1);
    socket.opens();
    socket.isClosed();
    await settle();
    assert.equal(getEventListeners(socket, 'error').length, 1);
  });

  it('has failed as soon as it closes before it is open, or after ten seconds', async () => {
    const refused = open({ source: { several: true } });
    await settle();
    Socket.made[0]?.isClosed();
    await settle();
    assert.ok(isTransient(refused.end));
    const hanging = open({ source: { several: true } });
    await clock.tickAsync(9_999);
    assert.equal(hanging.end, undefined);
    await clock.tickAsync(1);
    assert.ok(isTransient(hanging.end));
    assert.equal(Socket.made[1]?.closes, 1);
  });

  it('tells that it was refused, which is none of the other closes', async () => {
    for (const [code, isRefused] of [
      [1008, true],
      [1000, false],
      [1011, false],
    ] as const) {
      const heard = open({ source: { several: true } });
      await settle();
      Socket.made.at(-1)?.opens();
      Socket.made.at(-1)?.isClosed(code);
      await settle();
      assert.equal(isTransient(heard.end), isRefused, String(code));
    }
  });

  it('is closed at once when its login is over', async () => {
    const heard = open();
    await settle();
    const [socket] = Socket.made;
    socket?.opens();
    await settle();
    run.abort(new Error('over'));
    assert.equal(socket?.closes, 1);
    await settle();
    assert.equal((heard.end as Error).message, 'over');
    assert.equal(socket.openListeners, 0);
  });

  it('does not open before the former one of the account has been closed for a second', async () => {
    open({ key: 'one' });
    await settle();
    const [former] = Socket.made;
    former?.opens();
    await settle();
    run.abort(new Error('over'));
    run = new AbortController();
    open({ key: 'one', source: { url: 'wss://gateway.test/other' } });
    open({ key: 'two' });
    await clock.tickAsync(5_000);
    assert.equal(Socket.made.length, 2, 'another account waits for nobody');
    former?.isClosed();
    await clock.tickAsync(999);
    assert.equal(Socket.made.length, 2);
    await clock.tickAsync(1);
    assert.equal(Socket.made.length, 3);
  });

  it('opens beside others where its gateway allows several, and is told apart by its address where there is no key', async () => {
    open({ source: { several: true } });
    open({ source: { several: true } });
    await settle();
    assert.equal(Socket.made.length, 2);
    open({ source: { url: 'wss://gateway.test/another' } });
    await settle();
    assert.equal(Socket.made.length, 3);
    open();
    await settle();
    assert.equal(Socket.made.length, 3, 'the former one of this address is still open');
  });

  it('that cannot be made is one that could not be opened, and nothing of its address is told', async () => {
    class Refused {
      constructor(url: string) {
        throw new SyntaxError(`The URL ${url} is insecure`);
      }
    }
    const heard = open({ source: { WebSocket: Refused as never } });
    await settle();
    assert.ok(isTransient(heard.end) && !String(heard.end).includes('gateway.test'));
  });
});

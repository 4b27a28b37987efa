import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { backend } from '../../../src/gateways/backend.js';
import { drive, type Driven } from './drive.js';

/** A socket whose other end is the test. */
class Socket extends EventTarget {
  static readonly made: Socket[] = [];
  readonly CLOSED = 3;
  readyState = 0;
  readonly sent: string[] = [];
  constructor() {
    super();
    Socket.made.push(this);
  }
  send(frame: string): void {
    this.sent.push(frame);
  }
  close(): void {
    this.isClosed(1005);
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  says(update: object): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(update) }));
  }
  isClosed(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

const REFUSED = 1008;

describe('a request for a pairing code over a socket', () => {
  let clock: sinon.SinonFakeTimers;
  let login: Driven;
  beforeEach(() => {
    Socket.made.length = 0;
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    const gateway = backend({ backendUrl: 'wss://gateway.test/login', WebSocket: Socket as never });
    login = drive(gateway, { request: { method: 'code', phone: '5511999999999' }, transport: 'websocket' });
  });
  afterEach(() => {
    login.stop();
    clock.restore();
  });
  const pass = (ms: number) => clock.tickAsync(ms);
  const isAsked = (frames: readonly string[]) => frames.some((frame) => frame.includes('"code"'));

  it('is not repeated after it was answered, even where the socket is refused then: it would ring twice', async () => {
    await pass(0);
    const [first] = Socket.made;
    first?.opens();
    await pass(0);
    assert.ok(first && isAsked(first.sent));
    first.says({ type: 'code', code: 'ABCD1234', expiresIn: 150 });
    await pass(0);
    assert.equal(login.memory.login.status, 'code');
    first.isClosed(REFUSED);
    await pass(10_000);
    const second = Socket.made.at(-1);
    assert.notEqual(second, first);
    second?.opens();
    await pass(0);
    assert.deepEqual(second?.sent, []);
  });

  it('is made again where its socket was refused before any answer, or never opened: nothing has rung', async () => {
    await pass(0);
    Socket.made[0]?.opens();
    await pass(0);
    Socket.made[0]?.isClosed(REFUSED);
    await pass(10_000);
    Socket.made[1]?.isClosed(1006);
    await pass(10_000);
    Socket.made[2]?.opens();
    await pass(0);
    assert.ok(isAsked(Socket.made[2]?.sent ?? []));
  });
});

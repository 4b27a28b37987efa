import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { backend } from '../../../src/gateways/backend.js';
import { drive, type Driven } from './drive.js';
import { ScriptedSocket } from './scripted-socket.js';

const REFUSED = 1008;

describe('a request for a pairing code over a socket', () => {
  let clock: sinon.SinonFakeTimers;
  let login: Driven;
  beforeEach(() => {
    ScriptedSocket.made.length = 0;
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    const gateway = backend({ backendUrl: 'wss://gateway.test/login', WebSocket: ScriptedSocket as never });
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
    const [first] = ScriptedSocket.made;
    first?.opens();
    await pass(0);
    assert.ok(first && isAsked(first.sent));
    first.says({ type: 'code', code: 'ABCD1234', expiresIn: 150 });
    await pass(0);
    assert.equal(login.memory.login.status, 'code');
    first.isClosed(REFUSED);
    await pass(10_000);
    const second = ScriptedSocket.made.at(-1);
    assert.notEqual(second, first);
    second?.opens();
    await pass(0);
    assert.deepEqual(second?.sent, []);
  });

  it('is made again where its socket was refused before any answer, or never opened: nothing has rung', async () => {
    await pass(0);
    ScriptedSocket.made[0]?.opens();
    await pass(0);
    ScriptedSocket.made[0]?.isClosed(REFUSED);
    await pass(10_000);
    ScriptedSocket.made[1]?.isClosed(1006);
    await pass(10_000);
    ScriptedSocket.made[2]?.opens();
    await pass(0);
    assert.ok(isAsked(ScriptedSocket.made[2]?.sent ?? []));
  });
});

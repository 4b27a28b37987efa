import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { ErrorCode, LoginUpdate } from '../../../src/login/login.js';
import { Door, drive, type Driven, type DriveOptions } from './drive.js';
import { ScriptedSocket } from './scripted-socket.js';

const QR: LoginUpdate = { type: 'qr', text: '2@a', expiresIn: 300 };

/** Reads a frame as it is, or fails with the error that it names. */
async function read(frame: unknown): Promise<LoginUpdate> {
  const said = JSON.parse(String(frame)) as LoginUpdate | { readonly type: 'failure'; readonly code: ErrorCode };
  if (said.type === 'failure') throw new LoginError(said.code, 'x');
  return Promise.resolve(said);
}

describe('a login by WebSocket', () => {
  let clock: sinon.SinonFakeTimers;
  let random: sinon.SinonStub;
  let login: Driven;
  let questions: number;
  beforeEach(() => {
    [ScriptedSocket.made.length, questions] = [0, 0];
    random = sinon.stub(Math, 'random').returns(0.5);
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  });
  afterEach(() => {
    login.stop();
    clock.restore();
    random.restore();
  });

  const start = async (options: DriveOptions = {}) => {
    const ask = () => {
      questions++;
      return Promise.resolve(QR);
    };
    const gateway: Gateway = {
      methods: ['qr'],
      pace: {
        ...{ every: 2_000, qr: 'answer', fastest: { qr: 500, state: 500 } },
        ...{ codes: 6, window: Infinity, patience: Infinity, grace: 0 },
      },
      ...{ qr: ask, state: ask },
      socket: { url: 'wss://gateway.test', WebSocket: ScriptedSocket as never, several: true, read },
    };
    login = drive(gateway, options);
    await clock.tickAsync(0);
  };
  const last = () => {
    const socket = ScriptedSocket.made.at(-1);
    assert.ok(socket);
    return socket;
  };
  /** The last socket opens, says this after so many ms, and closes after so many more. */
  const live = async ({ says = [QR] as readonly object[], after = 0, lasts = 0 } = {}) => {
    const socket = last();
    socket.opens();
    await clock.tickAsync(after);
    for (const one of says) socket.says(one);
    await clock.tickAsync(lasts);
    socket.isClosed(1006);
    await clock.tickAsync(0);
  };
  /** So many sockets that say something and close at once, each after the pause that follows the one before it. */
  const drop = async (times: number) => {
    for (let n = 0; n < times; n++) {
      await live();
      await clock.tickAsync(1_000 * 2 ** n);
    }
  };
  const counts = () => ({ sockets: ScriptedSocket.made.length, questions });

  it('is polled after three reconnects in a row', async () => {
    await start();
    await drop(3);
    assert.deepEqual(counts(), { sockets: 4, questions: 0 });
    await live();
    assert.deepEqual(counts(), { sockets: 4, questions: 1 });
  });

  it('counts its reconnects anew after a socket that spoke when it had been open for fifteen seconds', async () => {
    await start();
    await drop(3);
    await live({ after: 15_000 });
    await clock.tickAsync(1_000);
    assert.deepEqual(counts(), { sockets: 5, questions: 0 });
  });

  it('goes on counting after one that spoke sooner', async () => {
    await start();
    await drop(3);
    await live({ after: 14_999 });
    assert.deepEqual(counts(), { sockets: 4, questions: 1 });
  });

  it('is polled after a socket that was open for twenty seconds and said nothing, although another had spoken', async () => {
    await start();
    await drop(1);
    await live({ says: [], lasts: 20_000 });
    assert.deepEqual(counts(), { sockets: 2, questions: 1 });
  });

  it('is not polled after one that closed sooner', async () => {
    await start();
    await drop(1);
    await live({ says: [], lasts: 19_999 });
    await clock.tickAsync(2_000);
    assert.deepEqual(counts(), { sockets: 3, questions: 0 });
  });

  it('is not polled after one that has spoken, however long it was open', async () => {
    await start();
    await live({ lasts: 25_000 });
    await clock.tickAsync(1_000);
    assert.deepEqual(counts(), { sockets: 2, questions: 0 });
  });

  it('ends with the error that a frame tells, and is neither polled nor connected again', async () => {
    for (const transport of ['auto', 'websocket'] as const) {
      await start({ transport });
      last().opens();
      last().says({ type: 'failure', code: 'inactive' });
      await clock.tickAsync(60_000);
      const { memory } = login;
      assert.ok(memory.login.status === 'error' && memory.login.code === 'inactive', transport);
    }
    assert.deepEqual(counts(), { sockets: 2, questions: 0 });
  });

  it('connects again while its page is hidden only once the code was scanned: the person may be in WhatsApp', async () => {
    const gate = new Door();
    await start({ gate });
    gate.shut = true;
    await drop(1);
    assert.equal(ScriptedSocket.made.length, 1);
    gate.shut = false;
    await clock.tickAsync(0);
    assert.equal(ScriptedSocket.made.length, 2);
    gate.shut = true;
    await live({ says: [{ type: 'linking' }] });
    await clock.tickAsync(2_000);
    assert.equal(ScriptedSocket.made.length, 3);
  });
});

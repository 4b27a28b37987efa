import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import type { Gateway, GatewaySocket } from '../../../src/gateways/gateway.js';
import { beginRun, type LoginUpdate, type Unreachable } from '../../../src/login/login.js';
import { advance } from '../../../src/login/advance.js';
import { Memory } from '../../../src/login/memory.js';
import { monotonicNow } from '../../../src/platform/clock.js';
import { ask } from '../../../src/transport/ask.js';
import { listen } from '../../../src/transport/listen.js';
import type { Run } from '../../../src/transport/run.js';
import { updates } from '../../../src/transport/updates.js';

const LATE_SCAN = 2_000;
const PACE = {
  every: 1_000,
  qr: 'life',
  fastest: { qr: 1, state: 1 },
  codes: 5,
  window: 100_000,
  patience: 600_000,
  grace: 0,
  lateScan: LATE_SCAN,
} as const;
const LINKED: LoginUpdate = { type: 'linked' };
const QR: LoginUpdate = { type: 'qr', text: '2@a', expiresIn: 20 };

/** A socket that nobody answers: it closes as soon as it has been made. */
class DeadSocket extends EventTarget {
  readonly readyState = 3;
  constructor() {
    super();
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('close'), { code: 1006 })));
  }
  close(): void {}
}

const socket: GatewaySocket = {
  url: 'wss://gateway.test/',
  WebSocket: DeadSocket as unknown as typeof WebSocket,
  read: () => Promise.resolve(undefined),
  several: true,
};

describe('a run', () => {
  let clock: sinon.SinonFakeTimers;
  let order: string[];
  let closing: AbortController;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    order = [];
    closing = new AbortController();
  });
  afterEach(() => {
    closing.abort();
    clock.restore();
  });

  const call = (name: string, update: LoginUpdate) => () => {
    order.push(name);
    return Promise.resolve(update);
  };

  function runWith(options: Partial<Gateway>, owes?: 'restart'): Run {
    const gateway: Gateway = {
      methods: ['qr'],
      pace: PACE,
      qr: call('qr', QR),
      state: call('state', { type: 'waiting' }),
      ...options,
    };
    return {
      gateway,
      request: { method: 'qr' },
      wants: 'qr',
      memory: new Memory(beginRun('qr', PACE, monotonicNow()), owes),
      signal: closing.signal,
      gate: { open: () => Promise.resolve(), reopened: () => new Promise(() => undefined) },
      transport: 'auto',
    };
  }

  async function* hear(): AsyncGenerator<LoginUpdate> {
    order.push('socket');
    yield LINKED;
  }

  const firstOf = async (heard: AsyncGenerator<LoginUpdate | Unreachable>) => (await heard.next()).value as LoginUpdate;

  it('asks for the restart that it owes before a socket opens that takes no requests', async () => {
    const restart = call('restart', { type: 'waiting' });
    const heard = updates(runWith({ socket, restart }, 'restart'), hear);
    assert.deepEqual(await firstOf(heard), { type: 'waiting' });
    assert.deepEqual(await firstOf(heard), LINKED);
    assert.deepEqual(order, ['restart', 'socket']);
  });

  it('leaves the restart that it owes to a socket that takes requests', async () => {
    const opening = () => ({ url: socket.url, frame: '{}' });
    const restart = call('restart', { type: 'waiting' });
    const heard = updates(runWith({ socket: { ...socket, opening }, restart }, 'restart'), hear);
    assert.deepEqual(await firstOf(heard), LINKED);
    assert.deepEqual(order, ['socket']);
  });

  it('asks whose number was linked only where the gateway can tell', async () => {
    assert.deepEqual(await firstOf(updates(runWith({ socket }), hear)), LINKED);
    const account = () => Promise.resolve({ name: 'Ana' });
    const naming = updates(runWith({ socket, account }), hear);
    assert.deepEqual(await firstOf(naming), { type: 'linking' });
    assert.deepEqual(await firstOf(naming), { ...LINKED, account: { name: 'Ana' } });
  });

  it('says that the gateway is out of reach when its socket has failed a second time', async () => {
    const heard = listen({ ...runWith({ socket }), transport: 'websocket' }, socket);
    let said: unknown;
    void firstOf(heard).then((update) => (said = update));
    await clock.tickAsync(500);
    assert.equal(said, undefined);
    await clock.tickAsync(3_000);
    assert.deepEqual(said, { type: 'unreachable' });
  });

  it('asks for the next code only when the gateway has told of a late scan, and for the first one at once', async () => {
    const run = runWith({ pace: { ...PACE, qr: 'answer' } });
    await ask(run, monotonicNow());
    assert.deepEqual([order, run.memory.qrDue], [['qr'], 0]);
    run.memory.login = advance(run.memory.login, QR, monotonicNow());
    await ask(run, monotonicNow());
    assert.equal(run.memory.qrDue, monotonicNow() + 20_000 + LATE_SCAN);
  });
});

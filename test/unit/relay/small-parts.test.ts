import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { readCommand, readRequest } from '../../../src/relay/http.js';
import { createRelay } from '../../../src/relay/index.js';
import { handleCommand, PageSocket } from '../../../src/relay/page-socket.js';
import { StoredLogin } from '../../../src/relay/stored-login.js';
import { memoryStore } from '../../../src/relay/stores/memory.js';
import { Versions } from '../../../src/relay/versions.js';
import { heartbeatOr } from '../../../src/relay/heartbeat.js';
import { LoginHooks } from '../../../src/relay/host-hooks.js';
import { RelayMemory, type LoginRecord } from '../../../src/relay/relay-memory.js';
import { SharedLogin } from '../../../src/relay/shared-login.js';
import { takesLong } from '../../../src/relay/takes-long.js';
import { WaitingRequests } from '../../../src/relay/waiting-requests.js';
import { advance } from '../../../src/login/advance.js';
import { beginRun, type LoginUpdate } from '../../../src/login/login.js';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { ServerEnd, withoutVersion } from './relay-world.js';
import { PACE, QR, ScriptedGateway } from './scripted-gateway.js';

const HOST = 'https://host.test/login';
const never = () => new Promise<never>(() => undefined);

let clock: sinon.SinonFakeTimers;
beforeEach(() => {
  clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => clock.restore());

describe('what a page is handed', () => {
  it('is no code that is dead, although the next one is awaited with it on screen', async () => {
    const login = new SharedLogin(new ScriptedGateway().gateway({}, { pace: { ...PACE, grace: 60_000 } }));
    await login.state.receive(QR);
    clock.tick(19_999);
    assert.equal(login.state.updateFor('qr').type, 'qr');
    clock.tick(1);
    assert.deepEqual(withoutVersion(login.state.updateFor('qr')), { type: 'waiting', methods: ['qr', 'code'] });
  });

  it('is never the address of a gateway’s own page, which may hold a credential', async () => {
    const login = new SharedLogin(new ScriptedGateway().gateway({}));
    await login.state.receive({ type: 'page', url: 'https://gateway.test/secret' });
    assert.deepEqual(withoutVersion(login.state.updateFor('qr')), { type: 'waiting', methods: ['qr', 'code'] });
  });
});

describe('the weight of a login', () => {
  it('is that of the code on screen besides its own, two bytes for each character', async () => {
    const login = new SharedLogin(new ScriptedGateway().gateway({}));
    const own = login.weight;
    await login.state.receive({ type: 'qr', text: `2@${'x'.repeat(998)}`, expiresIn: 20 });
    assert.equal(login.weight, own + 2_000);
  });
});

describe('what takes long', () => {
  /** What it says, and after how long. */
  async function ask(promise: Promise<unknown>): Promise<readonly [isLong: boolean, ms: number]> {
    const began = Date.now();
    const asked = takesLong(promise);
    await clock.runAllAsync();
    return [await asked, Date.now() - began];
  }
  const after = (ms: number, settle: 'resolve' | 'reject') =>
    new Promise<void>((resolve, reject) =>
      setTimeout(settle === 'resolve' ? resolve : () => reject(new Error('x')), ms),
    );

  it('is what has not settled after half a second, however it settles', async () => {
    assert.deepEqual(await ask(never()), [true, 500]);
    for (const how of ['resolve', 'reject'] as const) assert.deepEqual(await ask(after(400, how)), [false, 400], how);
  });

  it('leaves no timer where it was quick', async () => {
    await takesLong(Promise.resolve());
    assert.equal(clock.countTimers(), 0);
  });
});

describe('the requests that wait', () => {
  it('hold that of a socket on, whatever else it has asked for meanwhile', async () => {
    const waiting = new WaitingRequests();
    const socket = new Request(HOST);
    waiting.add(socket);
    await waiting.during(socket, () => Promise.resolve());
    assert.equal(waiting.latest, socket);
  });

  it('are known by the last one, until they are answered, well or not', async () => {
    const waiting = new WaitingRequests();
    const [one, two] = [new Request(`${HOST}/1`), new Request(`${HOST}/2`)];
    waiting.add(one);
    assert.equal(await waiting.during(two, () => Promise.resolve(waiting.latest)), two);
    assert.equal(waiting.latest, one);
    await assert.rejects(waiting.during(two, () => Promise.reject(new Error('x'))));
    assert.equal(waiting.latest, one);
    waiting.add(undefined);
    waiting.remove(undefined);
    assert.equal(waiting.latest, one);
    waiting.remove(one);
    assert.equal(waiting.latest, undefined);
    waiting.add(undefined);
    assert.equal(waiting.latest, undefined);
  });
});

describe('a login whose news is pushed', () => {
  const pauses = (update: LoginUpdate | undefined, changed: Partial<RelayMemory>, gateway: Partial<Gateway> = {}) => {
    const memory = new RelayMemory(beginRun('qr', PACE, 0));
    if (update) memory.login = advance(memory.login, update, 0);
    Object.assign(memory, changed);
    return heartbeatOr(2_000, { pace: PACE, ...gateway } as Gateway, memory);
  };
  const seldom = { pace: { ...PACE, qr: 'turn' } } as const;

  it('is asked every 15 s, but for a QR code as often as ever where nobody pushes that', () => {
    assert.equal(pauses(QR, {}), 2_000);
    assert.equal(pauses({ type: 'linking' }, { isPushed: true }), 15_000);
    assert.equal(pauses({ type: 'linking' }, {}, { pushed: true }), 15_000);
    assert.equal(pauses(QR, { isPushed: true }), 2_000);
    assert.equal(pauses(undefined, { isPushed: true }, seldom), 2_000);
    assert.equal(pauses(QR, { isPushed: true, areCodesPushed: true }), 15_000);
    assert.equal(pauses(undefined, { isPushed: true, areCodesPushed: true }), 15_000);
  });

  it('is asked at the end of a code, where each is asked for once', () => {
    assert.equal(pauses(QR, { isPushed: true }, seldom), 15_000);
    clock.tick(12_000);
    assert.equal(pauses(QR, { isPushed: true }, seldom), 8_000);
    clock.tick(7_000);
    assert.equal(pauses(QR, { isPushed: true }, seldom), 2_000);
  });

  it('has no pushed codes before one was pushed', () => {
    const { areCodesPushed, isPushed, isClockStarted } = new RelayMemory(beginRun('qr', PACE, 0));
    assert.deepEqual([areCodesPushed, isPushed, isClockStarted], [false, false, false]);
  });
});

describe('the key that a host is told', () => {
  /** What `onLinked` is told. */
  async function told(key: string | undefined): Promise<unknown> {
    const keys: unknown[] = [];
    const hooks = new LoginHooks({ onLinked: (_, context) => void keys.push(context.key) }, key);
    await hooks.recordLink({}, { already: false });
    return keys[0];
  }

  it('is its own, or a digest of an adapter’s, which holds credentials', async () => {
    clock.restore();
    assert.equal(await told('customer 7'), 'customer 7');
    assert.equal(await told('["unclosed'), '["unclosed');
    assert.equal(await told('["closed"] early'), '["closed"] early');
    assert.equal(await told('customer ["7"]'), 'customer ["7"]');
    assert.equal(await told(undefined), undefined);
    const digest = await told('["green-api","https://x.test","1101","secret"]');
    assert.match(String(digest), /^[0-9a-f]{16}$/);
  });
});

describe('what a login remembers', () => {
  it('is the same in its record: since when nothing is under way, and that no question has failed', () => {
    const memory = new RelayMemory(beginRun('qr', PACE, 0));
    const copyOf = (one: RelayMemory) => {
      const copy = new RelayMemory(beginRun('qr', PACE, 0));
      copy.restore(JSON.parse(JSON.stringify(one.toRecord(1_000))) as LoginRecord, PACE, 1_000);
      return copy;
    };
    assert.equal(memory.toRecord(0).isFailing, false);
    assert.equal(copyOf(memory).idleSince, undefined);
    memory.idleSince = 7;
    memory.owes = 'restart';
    assert.deepEqual([copyOf(memory).idleSince, copyOf(memory).owes], [7, 'restart']);
    for (const fact of ['isStarted', 'isResumed', 'isClockStarted', 'isPushed'] as const) {
      assert.equal(copyOf(memory)[fact], false, fact);
      memory[fact] = true;
      assert.equal(copyOf(memory)[fact], true, fact);
    }
    memory.retry.pauseAfterFailure(new TypeError('x'));
    assert.equal(memory.toRecord(0).isFailing, true);
  });
});

describe('the version that a page has', () => {
  const qr = (text: string, expiresIn: number): LoginUpdate => ({ type: 'qr', text, expiresIn });

  it('is another one only where there is news: another code, or the same with another end', () => {
    const versions = new Versions();
    const note = (update: LoginUpdate, now: number) => versions.note('qr', update, now);
    const { epoch } = versions.record;
    assert.equal(note(qr('a', 20), 0), true);
    assert.equal(note(qr('a', 19), 1_000), false);
    assert.equal(versions.of('qr'), `${epoch}.qr.1`);
    assert.equal(note(qr('a', 18.6), 0), false);
    assert.equal(note(qr('a', 18), 0), true, 'it ends earlier');
    assert.equal(note(qr('a', 60), 1_000), false, 'it lives long enough by what was told');
    assert.equal(note(qr('a', 60), 9_000), true, 'the end that was told is near');
    assert.equal(note(qr('b', 60), 9_000), true);
    assert.deepEqual(versions.record.counts, { qr: 4, state: 0 });
  });
});

describe('a request of a page', () => {
  it('is what its type says, whatever else is in it', () => {
    for (const text of ['{"type":"code","confirm":true}', '{"type":"dance","confirm":true}', '{"confirm":true}', '7'])
      assert.throws(() => readCommand(text), text);
    assert.deepEqual(readCommand('{"type":"passkey","confirm":true,"phone":"x"}'), { type: 'passkey' });
  });

  it('is 8 kB long at most, in a body and in a frame', async () => {
    const textOf = (length: number) => '{"type":"restart"}'.padEnd(length);
    const inBody = (length: number) => readRequest(new Request(HOST, { method: 'POST', body: textOf(length) }));
    assert.deepEqual(await inBody(8_192), { type: 'restart' });
    await assert.rejects(inBody(8_193), /longer than 8 kB/);
    const login = new SharedLogin(new ScriptedGateway().gateway({}));
    const end = new ServerEnd();
    const inFrame = (length: number) => handleCommand(end as never, login, textOf(length), new Request(HOST));
    await inFrame(8_192);
    assert.deepEqual(end.received, []);
    await inFrame(8_193);
    assert.match(end.last.message, /longer than 8 kB/);
    login.close();
  });
});

describe('a socket that closes while the host looks whose it is', () => {
  it('costs the gateway no question', async () => {
    const scripted = new ScriptedGateway();
    let answer: (gateway: Gateway) => void = () => undefined;
    const relay = createRelay({ gateway: () => new Promise((resolve) => (answer = resolve)) });
    const end = new ServerEnd();
    const accepted = relay.accept(end as never, new Request(HOST));
    await clock.tickAsync(1_000);
    end.leave();
    answer(scripted.gateway({}));
    await accepted;
    await clock.tickAsync(10_000);
    assert.deepEqual([scripted.calls.length, end.received.length], [0, 0]);
    await relay.close();
  });
});

describe('what another process has written of a login', () => {
  it('is not taken while this one is at work on it, and is taken once', async () => {
    const store = memoryStore();
    const adopted: unknown[] = [];
    const login = new StoredLogin(store, 'one', {
      record: {} as LoginRecord,
      adopt: (record) => void adopted.push(record),
      yield: () => undefined,
      push: () => Promise.resolve(),
    });
    await login.ready;
    const digest = createHash('sha256').update('one').digest('hex');
    const tell = (version: number) =>
      store.publish(digest, JSON.stringify({ type: 'record', from: 'another', version, value: '{}' }));
    await login.exclusively(() => tell(5));
    assert.equal(adopted.length, 0);
    await tell(7);
    await tell(7);
    assert.equal(adopted.length, 1);
    login.close();
  });
});

describe('the frames of a client that was not let in yet', () => {
  it('are kept, eight of them at most', () => {
    const end = new ServerEnd();
    const page = new PageSocket(end as never);
    const say = (n: number) => end.receive(JSON.stringify({ type: 'code', phone: `551199999900${n}` }));
    for (let n = 0; n < 100; n++) say(n % 10);
    const login = new SharedLogin(new ScriptedGateway().gateway({}));
    const heard: string[] = [];
    login.code = (phone) => {
      heard.push(phone.slice(-1));
      return new Promise(() => undefined);
    };
    page.join(login, new Request(HOST), () => undefined);
    assert.deepEqual(heard, ['0', '1', '2', '3', '4', '5', '6', '7']);
    say(9);
    assert.equal(heard.at(-1), '9');
    end.leave();
    login.close();
  });
});

describe('news that is pushed', () => {
  const LINKED: LoginUpdate = { type: 'linked', account: { phone: '5511999999999' } };

  it('is told to the host although the store fails, and to nobody after the end', async () => {
    const told: unknown[] = [];
    const failing = () => Promise.reject(new Error('out of order'));
    const store = { ...memoryStore(), read: failing, publish: failing };
    const gateway = new ScriptedGateway().gateway({});
    const relay = createRelay({ gateway, store, onLinked: (account) => void told.push(account) });
    await relay.push('one', LINKED);
    assert.deepEqual(told, [{ phone: '5511999999999' }]);
    await relay.close();
    await relay.push('two', LINKED);
    assert.equal(told.length, 1);
  });
});

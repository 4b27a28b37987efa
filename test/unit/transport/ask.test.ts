import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway, Pace } from '../../../src/gateways/gateway.js';
import { beginRun, type LoginUpdate } from '../../../src/login/login.js';
import { LoginError } from '../../../src/login/login-error.js';
import { Memory } from '../../../src/login/memory.js';
import { accountOf, ask } from '../../../src/transport/ask.js';
import { World } from './drive.js';

const SETTLE = 8_000;
const PACE: Pace = {
  every: 2_000,
  qr: 'answer',
  settle: SETTLE,
  fastest: { qr: 1_000, state: 1_000 },
  codes: 6,
  window: Infinity,
  patience: 60_000,
  grace: 1_500,
};
const PHONE = '5511999999999';

type Call = 'qr' | 'state' | 'start' | 'resume' | 'code';
type Script = Partial<Record<Call, () => LoginUpdate | undefined>>;

/** A gateway that says what it is told to, and counts how often it was asked. */
function scripted(script: Script, pace: Partial<Pace> = {}): Gateway & { readonly times: Record<Call, number[]> } {
  const times: Record<Call, number[]> = { qr: [], state: [], start: [], resume: [], code: [] };
  const answer = (call: Call) => async () => {
    times[call].push(Date.now());
    return Promise.resolve(script[call]?.());
  };
  return {
    times,
    methods: ['qr', 'code'],
    pace: { ...PACE, ...pace },
    qr: answer('qr') as Gateway['qr'],
    state: answer('state'),
    ...(script.start && { start: answer('start') as Gateway['qr'] }),
    ...(script.resume && { resume: answer('resume') as Gateway['qr'] }),
    code: answer('code') as NonNullable<Gateway['code']>,
  };
}

const IDLE: LoginUpdate = { type: 'idle' };
const WAITING: LoginUpdate = { type: 'waiting' };
const STARTING: LoginUpdate = { type: 'starting' };
const LINKED: LoginUpdate = { type: 'linked', account: { phone: PHONE } };
const qr = (text: string): LoginUpdate => ({ type: 'qr', text });
const code = (expiresIn: number): LoginUpdate => ({ type: 'code', code: 'ABCD1234', expiresIn });
const request = { method: 'code', phone: PHONE } as const;

let world: World;
let began: number;
beforeEach(() => {
  world = new World();
  began = Date.now();
});
afterEach(() => {
  world.close();
});
/** When a call was made, in seconds since the beginning. */
const seconds = (times: readonly number[]) => times.map((at) => Math.round((at - began) / 1_000));

describe('a gateway that says that no login is under way', () => {
  it('is started, once, before the first code', async () => {
    let now: LoginUpdate = IDLE;
    const gateway = scripted({ qr: () => now, start: () => (now = qr('a')) });
    const login = world.drive(gateway);
    await world.pass(5_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr']);
    assert.equal(gateway.times.start.length, 1);
  });

  it('is started again where that came to nothing, for as long as a first code may take', async () => {
    const gateway = scripted({ qr: () => IDLE, start: () => WAITING });
    const login = world.drive(gateway);
    await world.pass(61_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'timeout' });
    assert.ok(gateway.times.start.length > 10);
  });

  it('is not started by who asks for the state only', async () => {
    const gateway = scripted({ state: () => IDLE, start: () => qr('a') });
    const memory = new Memory(beginRun('qr', PACE, 0));
    const { signal } = new AbortController();
    const update = await ask({ gateway, memory, request: { method: 'qr' }, wants: 'state', signal }, 0);
    assert.deepEqual([update, gateway.times.start], [WAITING, []]);
  });

  it('is waited for where it cannot be started', async () => {
    const gateway = scripted({ qr: () => IDLE });
    const login = world.drive(gateway);
    await world.pass(5_000);
    assert.deepEqual(login.statuses, ['waiting']);
  });

  it('after a code is linking: it is not started in the seconds after a scan, whatever it says', async () => {
    let now: LoginUpdate = qr('a');
    const gateway = scripted({ qr: () => now, state: () => now, start: () => qr('b'), resume: () => qr('c') });
    const login = world.drive(gateway);
    await world.pass(3_000);
    now = IDLE;
    await world.pass(SETTLE - 1_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking']);
    now = LINKED;
    await world.pass(2_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
    assert.deepEqual([gateway.times.start, gateway.times.resume], [[], []]);
  });

  it('has given up where it says so for longer than a scan takes', async () => {
    let now: LoginUpdate = qr('a');
    const gateway = scripted({ qr: () => now, state: () => now, start: () => qr('b') });
    const login = world.drive(gateway);
    await world.pass(3_000);
    now = IDLE;
    await world.pass(SETTLE + 3_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'gateway' });
    assert.deepEqual(gateway.times.start, []);
  });

  it('has the whole time again after it said something else', async () => {
    let now: LoginUpdate | undefined = qr('a');
    const gateway = scripted({ qr: () => now, state: () => now });
    const login = world.drive(gateway);
    await world.pass(3_000);
    for (const said of [IDLE, undefined, IDLE]) {
      now = said;
      await world.pass(SETTLE - 2_000);
    }
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking']);
  });
});

describe('a gateway that must be told to go on after a scan', () => {
  it('is told once, when it cannot log the phone in twice any more', async () => {
    let now: LoginUpdate | undefined = qr('a');
    const resume = () => {
      now = undefined;
      return qr('a');
    };
    const gateway = scripted({ qr: () => now, state: () => now, start: () => qr('b'), resume });
    const login = world.drive(gateway);
    await world.pass(3_000);
    now = IDLE;
    await world.pass(SETTLE + 3_000);
    assert.equal(gateway.times.resume.length, 1);
    assert.ok((gateway.times.resume[0] ?? 0) - began >= 3_000 + SETTLE);
    now = LINKED;
    await world.pass(3_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
    assert.deepEqual(gateway.times.start, []);
  });

  it('is told in a login by pairing code as well, whose QR codes nobody sees', async () => {
    let now: LoginUpdate | undefined;
    const resume = () => {
      now = undefined;
      return qr('a');
    };
    const gateway = scripted({ state: () => now, code: () => code(45), resume });
    const login = world.drive(gateway, { request });
    await world.pass(3_000);
    now = IDLE;
    await world.pass(SETTLE + 6_000);
    assert.equal(gateway.times.resume.length, 1);
    now = LINKED;
    await world.pass(3_000);
    assert.deepEqual(login.statuses, ['waiting', 'code', 'linking', 'linked']);
  });

  it('has given up where that does not help', async () => {
    let now: LoginUpdate | undefined = qr('a');
    const gateway = scripted({ qr: () => now, state: () => now, resume: () => IDLE });
    const login = world.drive(gateway);
    await world.pass(3_000);
    now = IDLE;
    await world.pass(2 * SETTLE + 6_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'gateway' });
    assert.equal(gateway.times.resume.length, 1);
  });

  it('shows new codes where nobody had scanned', async () => {
    let now: LoginUpdate = qr('a');
    const gateway = scripted({ qr: () => now, state: () => now, resume: () => (now = qr('b')) });
    const login = world.drive(gateway);
    await world.pass(3_000);
    now = IDLE;
    await world.pass(SETTLE + 3_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'qr']);
  });
});

describe('a pairing code', () => {
  it('is asked for again where the gateway was not ready, since nothing rang', async () => {
    const answers: LoginUpdate[] = [STARTING, WAITING, IDLE, code(45)];
    const gateway = scripted({ code: () => answers.shift() });
    const login = world.drive(gateway, { request });
    await world.pass(8_000);
    assert.deepEqual(login.statuses, ['waiting', 'code']);
    assert.deepEqual(seconds(gateway.times.code), [0, 2, 4, 6]);
    await world.pass(10_000);
    assert.equal(gateway.times.code.length, 4);
  });

  it('is waited for no longer than a first code may take', async () => {
    const gateway = scripted({ code: () => STARTING });
    const login = world.drive(gateway, { request });
    await world.pass(62_000, 1_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'timeout' });
    const { length } = gateway.times.code;
    await world.pass(10_000);
    assert.equal(gateway.times.code.length, length);
  });

  it('is asked for once where the gateway of somebody else fails in its own words, which nobody is told', async () => {
    const fail = (): never => {
      throw new TypeError('fetch failed: https://host/?token=secret');
    };
    const gateway = scripted({ code: fail });
    const login = world.drive(gateway, { request });
    await world.pass(40_000, 1_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'unavailable');
    assert.doesNotMatch(JSON.stringify(login.memory.login), /secret/);
    assert.equal(gateway.times.code.length, 1);
  });
});

describe('a gateway of somebody else', () => {
  it('may fail in its own words now and then', async () => {
    let failures = 3;
    const answer = () => {
      if (failures-- > 0) throw new TypeError('fetch failed: https://host/?token=secret');
      return qr('a');
    };
    const login = world.drive(scripted({ qr: answer }));
    await world.pass(15_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr']);
  });

  it('is unavailable where it fails for long, and its words are not repeated', async () => {
    const fail = (): never => {
      throw new TypeError('fetch failed: https://host/?token=secret');
    };
    const login = world.drive(scripted({ qr: fail }));
    await world.pass(29_000);
    assert.deepEqual(login.statuses, ['waiting']);
    await world.pass(15_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'unavailable');
    assert.doesNotMatch(JSON.stringify(login.memory.login), /secret/);
  });

  it('fails for good with an error of ours', async () => {
    const fail = (): never => {
      throw new LoginError('inactive', 'not paid for');
    };
    const gateway = scripted({ qr: fail });
    const login = world.drive(gateway);
    await world.pass(1_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'inactive');
    assert.equal(gateway.times.qr.length, 1);
  });
});

describe('a code that lives for a time that no answer says', () => {
  const lives = [60_000, 20_000];

  it('ends by itself, the first later than those that follow, however often it is answered', async () => {
    let now = qr('a');
    const login = world.drive(scripted({ qr: () => now }, { lives, grace: 0 }));
    await world.pass(59_500);
    assert.deepEqual(login.statuses, ['waiting', 'qr']);
    await world.pass(1_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'waiting']);
    now = qr('b');
    await world.pass(19_500);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'waiting', 'qr']);
    await world.pass(3_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'waiting', 'qr', 'waiting']);
  });

  it('never comes back', async () => {
    const login = world.drive(scripted({ qr: () => qr('a') }, { lives, grace: 0 }));
    await world.pass(100_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'waiting']);
  });
});

describe('a code that is asked for when the next has its turn', () => {
  const turn: Partial<Pace> = { qr: 'turn', lives: [45_000] };
  /** An instance whose codes change every 45 s; it made the first so many seconds ago. */
  const instance = (age: number, script: Script = {}) =>
    scripted({ qr: () => qr(`code ${Math.floor((Date.now() - began + age * 1_000) / 45_000)}`), ...script }, turn);

  it('is asked for once in its life, where the login was started here', async () => {
    let isStarted = false;
    const current = () => qr(`code ${Math.floor((Date.now() - began) / 45_000)}`);
    const gateway = scripted(
      {
        qr: () => (isStarted ? current() : IDLE),
        start: () => {
          isStarted = true;
          return current();
        },
      },
      turn,
    );
    const login = world.drive(gateway);
    await world.pass(100_000);
    assert.deepEqual(seconds(gateway.times.qr), [0, 45, 90]);
    assert.deepEqual(login.statuses, ['waiting', 'qr']);
    assert.ok(gateway.times.state.length > 30);
  });

  it('of unknown age is asked for every few seconds, until the next has taken its turn', async () => {
    const gateway = instance(30);
    const login = world.drive(gateway);
    await world.pass(16_500);
    assert.equal(login.memory.login.status === 'qr' && 'text' in login.memory.login.picture, true);
    assert.deepEqual(login.memory.login.status === 'qr' && login.memory.login.picture, { text: 'code 0' });
    await world.pass(5_000);
    assert.deepEqual(login.memory.login.status === 'qr' && login.memory.login.picture, { text: 'code 1' });
    const { length } = gateway.times.qr;
    assert.ok(length >= 4 && length <= 6, String(length));
    await world.pass(40_000);
    assert.equal(gateway.times.qr.length, length);
    await world.pass(8_000);
    assert.equal(gateway.times.qr.length, length + 1);
  });

  it('is asked for at the pace of the gateway where it did not come in time', async () => {
    let now: LoginUpdate = IDLE;
    const start = () => {
      now = WAITING;
      return qr('a');
    };
    const gateway = scripted({ qr: () => now, start }, { ...turn, lives: [10_000] });
    const login = world.drive(gateway);
    await world.pass(19_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'waiting']);
    assert.deepEqual(seconds(gateway.times.qr), [0, 10, 12, 14, 16, 18]);
  });

  it('is not asked for after the last', async () => {
    const gateway = scripted({ qr: () => qr('a') }, { ...turn, codes: 1, linger: 6_000 });
    const login = world.drive(gateway);
    await world.pass(52_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'codes' });
    assert.equal(gateway.times.qr.length, 1);
  });

  it('tells that nobody has scanned, where the gateway just connected anew by itself', async () => {
    let closed = false;
    const gateway = instance(40, { state: () => (closed ? IDLE : undefined) });
    const login = world.drive(gateway);
    await world.pass(1_000);
    closed = true;
    await world.pass(2_000);
    assert.equal(login.memory.login.status, 'linking');
    closed = false;
    await world.pass(SETTLE - 2_000);
    assert.equal(login.memory.login.status, 'linking');
    await world.pass(6_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'qr']);
  });

  it('tells the same, where each answer holds the QR code', async () => {
    let now: LoginUpdate = qr('a');
    const current = () => (now.type === 'qr' ? undefined : now);
    const login = world.drive(scripted({ qr: () => now, state: current }, { qr: 'answer', settle: SETTLE }));
    await world.pass(1_000);
    now = IDLE;
    await world.pass(2_000);
    now = qr('b');
    await world.pass(SETTLE - 2_000);
    assert.equal(login.memory.login.status, 'linking');
    await world.pass(6_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'qr']);
  });

  it('that was scanned is no news while the link takes long', async () => {
    let now: LoginUpdate | undefined;
    const gateway = scripted({ qr: () => qr('a'), state: () => now }, turn);
    const login = world.drive(gateway);
    await world.pass(1_000);
    now = IDLE;
    await world.pass(2_000);
    now = undefined;
    await world.pass(30_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking']);
    now = LINKED;
    await world.pass(3_000);
    assert.equal(login.memory.login.status, 'linked');
  });
});

describe('the account that was linked', () => {
  const gatewayWith = (account: () => Promise<object>) => ({ account }) as unknown as Gateway;

  it('is empty where nobody can say it, in time', async () => {
    const { signal } = new AbortController();
    assert.deepEqual(await accountOf({} as Gateway, signal), {});
    assert.deepEqual(
      await accountOf(
        gatewayWith(() => Promise.reject(new Error('x'))),
        signal,
      ),
      {},
    );
    const slow = accountOf(
      gatewayWith(() => new Promise(() => undefined)),
      signal,
    );
    await world.pass(3_000);
    assert.deepEqual(await slow, {});
    assert.deepEqual(
      await accountOf(
        gatewayWith(() => Promise.resolve({ phone: PHONE })),
        signal,
      ),
      { phone: PHONE },
    );
  });

  it('is nobody’s matter any more where the login is over', async () => {
    const run = new AbortController();
    const asked = accountOf(
      gatewayWith(() => new Promise(() => undefined)),
      run.signal,
    );
    run.abort(new Error('over'));
    await assert.rejects(asked, /over/);
  });
});

describe('a gateway each of whose answers may hold the next code for nothing', () => {
  it('is asked for a code, and not for the state, also while one is on screen', async () => {
    let now = qr('a');
    const gateway = scripted({ qr: () => now, state: () => undefined });
    const login = world.drive(gateway);
    await world.pass(3_000);
    now = qr('b');
    await world.pass(3_000);
    assert.deepEqual([login.statuses, gateway.times.state], [['waiting', 'qr'], []]);
    assert.deepEqual('picture' in login.memory.login && login.memory.login.picture, { text: 'b' });
  });
});

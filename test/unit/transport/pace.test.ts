import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Gateway, Pace } from '../../../src/gateways/gateway.js';
import type { Limits, LoginState } from '../../../src/login/login.js';
import { LoginError } from '../../../src/login/login-error.js';
import { Memory } from '../../../src/login/memory.js';
import { ask, pauseOf } from '../../../src/transport/ask.js';

const NOW = 1_000_000;
const LIMITS: Limits = { codes: 3, window: Infinity, patience: Infinity, grace: 0 };
const PACE: Pace = { ...LIMITS, every: 2_000, qr: 'life', fastest: { qr: 500, state: 900 }, quiet: 7_000 };

/** A login with a QR code that has so many ms left, and came so many ms ago. */
function showing(left: number, age = 60_000, codes = 1): LoginState {
  const times = { endsAt: NOW + left, renewsAt: NOW + left, since: NOW - age, until: Infinity };
  return { status: 'qr', method: 'qr', limits: LIMITS, codes, picture: { text: '2@a' }, ...times };
}
const running = { method: 'qr', limits: LIMITS, codes: 1, since: NOW, until: Infinity } as const;
const WAITING: LoginState = { ...running, status: 'waiting', codes: 0 };
const LINKING: LoginState = { ...running, status: 'linking' };
const CODE: LoginState = { ...running, method: 'code', status: 'code', code: 'ABCD1234', endsAt: Infinity };
const HOSTED: LoginState = { ...showing(Infinity), picture: { page: 'https://gateway.example' } } as LoginState;

interface Case {
  readonly login: LoginState;
  readonly pace?: Partial<Pace>;
  /** The page's own interval. */
  readonly every?: number;
  readonly memory?: Partial<Pick<Memory, 'qrDue' | 'codeEndsAt' | 'isStarted'>>;
  readonly then: number;
}

/** How long until the next question, in ms, and why. */
const PAUSES: Readonly<Record<string, Case>> = {
  'the gateway’s pace while there is no code': { login: WAITING, then: 2_000 },
  'the page’s own, where it has one': { login: WAITING, every: 4_000, then: 4_000 },
  'never less than the gateway allows, also if the page wants that': { login: WAITING, every: 100, then: 900 },
  'what the gateway allows for QR codes, where each answer may hold one': {
    ...{ login: WAITING, pace: { qr: 'answer' }, every: 100, then: 500 },
  },
  'what it allows for the state, once the code was scanned': {
    ...{ login: LINKING, pace: { qr: 'answer' }, every: 100, then: 900 },
  },
  'five seconds while a pairing code is shown': { login: CODE, then: 5_000 },
  'longer than that, where the page wants it': { login: CODE, every: 8_000, then: 8_000 },
  'five seconds while a page of the gateway is shown': { login: HOSTED, pace: { qr: 'answer' }, then: 5_000 },
  'what is left of a code, where each answer may hold the next': {
    ...{ login: showing(1_200), pace: { qr: 'answer' }, then: 1_200 },
  },
  'never less than the gateway allows, however little is left': {
    ...{ login: showing(200), pace: { qr: 'answer' }, then: 500 },
  },
  'the pace, where more is left': { login: showing(30_000), pace: { qr: 'answer' }, then: 2_000 },
  'the pace again at the end of a code': { login: showing(0), pace: { qr: 'answer' }, then: 2_000 },
  'as often as it allows where the next code is taking its turn': {
    ...{ login: showing(0), pace: { qr: 'answer' }, memory: { codeEndsAt: NOW - 1 }, then: 500 },
  },
  'the pace, where no code is': { login: LINKING, memory: { codeEndsAt: NOW - 1 }, then: 2_000 },
  'the time in which nobody can have scanned': { login: showing(60_000, 1_000), then: 6_000 },
  'no longer than the code lives': { login: showing(3_000, 1_000), then: 3_000 },
  'the pace after that time': { login: showing(60_000, 5_500), then: 2_000 },
  'the pace where the gateway names no such time': {
    ...{ login: showing(60_000, 0), pace: { quiet: undefined as never }, then: 2_000 },
  },
  'the pace of the last moments': { login: showing(10_000), pace: { hurried: 1_000 }, then: 1_000 },
  'the same as soon as somebody may have scanned': {
    ...{ login: showing(5_000, 5_000), pace: { hurried: 1_000 }, then: 1_000 },
  },
  'not before the last moments': { login: showing(10_001), pace: { hurried: 1_000 }, then: 2_000 },
  'the pace in the last moments of a gateway that has no other': { login: showing(10_000), then: 2_000 },
  'what is left, if that is less': { login: showing(400), pace: { hurried: 1_000 }, then: 400 },
  'nothing at the end of a code, where the next can be asked for': { login: showing(0), then: 0 },
  'the pace, where it cannot be asked for yet': { login: showing(0), memory: { qrDue: NOW + 1 }, then: 2_000 },
  'nothing, where it can be asked for from now on': { login: showing(0), memory: { qrDue: NOW }, then: 0 },
  'the pace at the end of a code that takes its turn': { login: showing(0), pace: { qr: 'turn' }, then: 2_000 },
  'nothing left of a code that takes its turn': { login: showing(700), pace: { qr: 'turn' }, then: 700 },
  'the hurried pace after the last code, for a late scan': {
    ...{ login: showing(0, 60_000, 3), pace: { hurried: 1_000 }, then: 1_000 },
  },
  'the pace after the last code of a gateway that has no other': { login: showing(0, 60_000, 3), then: 2_000 },
  'no sooner while the last code lives': { login: showing(30_000, 60_000, 3), pace: { hurried: 1_000 }, then: 2_000 },
};

/** Which question is asked. */
const QUESTIONS: Readonly<Record<string, Omit<Case, 'then'> & { readonly asks: 'qr' | 'state' }>> = {
  'for the first code': { login: WAITING, asks: 'qr' },
  'for the state until the next code can be asked for': { login: WAITING, memory: { qrDue: NOW + 1 }, asks: 'state' },
  'for a code as soon as it can be': { login: WAITING, memory: { qrDue: NOW }, asks: 'qr' },
  'for the state while a code lives': { login: showing(1), asks: 'state' },
  'for the next code at its end': { login: showing(0), asks: 'qr' },
  'for the state where that is too soon': { login: showing(0), memory: { qrDue: NOW + 1 }, asks: 'state' },
  'for the next code from the moment on that it is due': { login: showing(0), memory: { qrDue: NOW }, asks: 'qr' },
  'for the state while a code lives, from that moment on, too': {
    ...{ login: showing(1), memory: { qrDue: NOW }, asks: 'state' },
  },
  'for the state after the last': { login: showing(0, 60_000, 3), asks: 'state' },
  'for a code whose age is unknown, while it lives': { login: showing(9_000), pace: { qr: 'turn' }, asks: 'qr' },
  'for the state while a code lives whose login was started here': {
    ...{ login: showing(9_000), pace: { qr: 'turn' }, memory: { isStarted: true }, asks: 'state' },
  },
  'for the state while a code lives that has taken its turn': {
    ...{ login: showing(9_000, 9_000, 2), pace: { qr: 'turn' }, asks: 'state' },
  },
  'for the state after a scan': { login: LINKING, asks: 'state' },
  'for a code where a link seems to be stuck': {
    ...{ login: { ...LINKING, since: NOW - 8_000 }, pace: { settle: 8_000 }, asks: 'qr' },
  },
  'for the state until it seems so': {
    ...{ login: { ...LINKING, since: NOW - 7_999 }, pace: { settle: 8_000 }, asks: 'state' },
  },
  'for the state of a stuck link until the next code can be asked for': {
    ...{
      login: { ...LINKING, since: NOW - 8_000 },
      pace: { settle: 8_000 },
      memory: { qrDue: NOW + 1 },
      asks: 'state',
    },
  },
  'for a code where a link is stuck as soon as it can be': {
    ...{ login: { ...LINKING, since: NOW - 8_000 }, pace: { settle: 8_000 }, memory: { qrDue: NOW }, asks: 'qr' },
  },
  'for the state while a page of the gateway is shown': { login: HOSTED, pace: { qr: 'answer' }, asks: 'state' },
};

function remembered({ login, every, memory }: Omit<Case, 'then'>): Memory {
  return Object.assign(new Memory(login, undefined, () => every), memory);
}

/** A gateway that notes what it was asked. */
function noting(pace: Partial<Pace> = {}): Gateway & { readonly asked: string[] } {
  const asked: string[] = [];
  const note = (what: string) => () => {
    asked.push(what);
    return Promise.resolve({ type: 'qr', text: '2@b' } as const);
  };
  return { asked, methods: ['qr', 'code'], pace: { ...PACE, ...pace }, qr: note('qr'), state: note('state') };
}

describe('the pause before the next question', () => {
  for (const [name, one] of Object.entries(PAUSES))
    it(`is ${name}`, () => {
      assert.equal(pauseOf(noting(one.pace), remembered(one), NOW), one.then);
    });
});

describe('a gateway is asked', () => {
  const { signal } = new AbortController();
  const question = (gateway: Gateway, memory: Memory) =>
    ({ gateway, memory, request: { method: 'qr' }, wants: 'qr', signal }) as const;

  for (const [name, one] of Object.entries(QUESTIONS))
    it(name, async () => {
      const gateway = noting(one.pace);
      await ask(question(gateway, remembered(one)), NOW);
      assert.deepEqual(gateway.asked, [one.asks]);
    });

  it('for no code in the ten seconds after one that had to be asked for', async () => {
    const memory = new Memory(WAITING);
    await ask(question(noting(), memory), NOW);
    assert.equal(memory.qrDue, NOW + 10_000);
  });

  it('for a code in each answer without such a pause', async () => {
    const memory = new Memory(WAITING);
    await ask(question(noting({ qr: 'answer' }), memory), NOW);
    assert.equal(memory.qrDue, 0);
  });

  it('for a QR code although a pairing code was owed to a run that is no more', async () => {
    const gateway = noting();
    const memory = new Memory(WAITING, 'code');
    await ask(question(gateway, memory), NOW);
    assert.deepEqual([gateway.asked, memory.owes], [['qr'], 'code']);
  });

  it('for nothing more by who has left while it refused a pairing code', async () => {
    const leaving = new AbortController();
    const refusing = {
      ...noting(),
      code: () => {
        leaving.abort(new Error('left'));
        return Promise.reject(new LoginError('code-refused'));
      },
    };
    const request = { method: 'code', phone: '5511999999999' } as const;
    const owed = { ...question(refusing, new Memory(WAITING, 'code')), request, signal: leaving.signal };
    await assert.rejects(ask(owed, NOW), /left/);
    assert.deepEqual(refusing.asked, []);
  });

  it('for no pairing code where it has none, and that is said', async () => {
    const request = { method: 'code', phone: '5511999999999' } as const;
    const owed = { ...question(noting(), new Memory(WAITING, 'code')), request };
    await assert.rejects(ask(owed, NOW), { code: 'unsupported' });
  });
});

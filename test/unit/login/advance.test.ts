import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { advance, isLastCodeOver, withLimits } from '../../../src/login/advance.js';
import {
  beginRun,
  IDLE,
  isRunning,
  UNLIMITED,
  type Limits,
  type LoginState,
  type LoginUpdate,
} from '../../../src/login/login.js';
import { toErrorState, LoginError } from '../../../src/login/login-error.js';

const limits: Limits = { codes: 3, window: 100_000, patience: 600_000, grace: 0 };
const run = (method: 'qr' | 'code' = 'qr', changed: Partial<Limits> = {}) =>
  beginRun(method, { ...limits, ...changed }, 0);
const qr = (text: string, expiresIn = 20): LoginUpdate => ({ type: 'qr', text, expiresIn });
const tick = { type: 'tick' } as const;
/** Folds updates; a number moves the clock to that ms. */
function fold(state: LoginState, ...steps: (LoginUpdate | typeof tick | number)[]): LoginState {
  let now = 0;
  return steps.reduce<LoginState>((at, step) => {
    if (typeof step === 'number') now = step;
    return advance(at, typeof step === 'number' ? tick : step, now);
  }, state);
}

describe('advance', () => {
  it('is the same object when nothing changed', () => {
    const shown = fold(run(), qr('a'));
    assert.equal(advance(shown, { type: 'waiting' }, 1), shown);
    assert.equal(advance(shown, qr('a', 19), 1_000), shown);
    assert.equal(advance(shown, tick, 19_999), shown);
    assert.equal(advance(IDLE, qr('a'), 0), IDLE);
  });

  it('shows a QR code and counts it once, however often it is repeated', () => {
    const state = fold(run(), qr('a'), 1_000, qr('a'), 2_000, qr('a'));
    assert.equal(state.status, 'qr');
    assert.deepEqual(isRunning(state) && [state.codes, 'endsAt' in state && state.endsAt], [1, 22_000]);
  });

  it('ends the first wait by limits that are learned while it lasts, and no later one', () => {
    const learned: Limits = { ...limits, patience: 5_000 };
    const waiting = withLimits(beginRun('qr', UNLIMITED, 1_000), learned);
    assert.deepEqual([waiting.limits, waiting.until], [learned, 6_000]);
    const shown = fold(run(), qr('a'));
    assert.ok(isRunning(shown));
    assert.deepEqual(withLimits(shown, learned), { ...shown, limits: learned });
  });

  it('takes a QR code off the screen when its life ends, even though nothing new has come', () => {
    assert.equal(fold(run(), qr('a'), 19_999).status, 'qr');
    assert.equal(fold(run(), qr('a'), 20_000).status, 'waiting');
  });

  it('goes on telling that the gateway is out of reach when its QR code ends meanwhile, until it answers', () => {
    const lost = advance(fold(run(), qr('a')), { type: 'unreachable' }, 1_000);
    const over = advance(lost, tick, 20_000);
    assert.deepEqual([over.status, 'unreachable' in over && over.unreachable], ['waiting', true]);
    const found = advance(over, { type: 'waiting' }, 21_000);
    assert.deepEqual([found.status, 'unreachable' in found && found.unreachable], ['waiting', false]);
  });

  it('lets a QR code stay for the grace its gateway needs to make the next one', () => {
    assert.equal(fold(run('qr', { grace: 1_500 }), qr('a'), 21_499).status, 'qr');
    assert.equal(fold(run('qr', { grace: 1_500 }), qr('a'), 21_500).status, 'waiting');
  });

  it('shows a covered code again when the gateway says that it lives', () => {
    const state = fold(run(), qr('a'), 20_000, qr('a'));
    assert.deepEqual(isRunning(state) && [state.status, state.codes], ['qr', 1]);
  });

  it('lets no wait of a run without a window end the code that came after it', () => {
    const endless = run('qr', { window: Infinity, patience: 60_000 });
    for (const wait of ['waiting', 'linking'] as const) {
      const state = fold(endless, qr('a'), 20_000, { type: wait }, 50_000, qr('b', 60), 100_000);
      assert.equal(state.status, 'qr', wait);
    }
  });

  it('gives the code of another login, after a scan that led nowhere, the life of a first one', () => {
    const lives = [60_000, 20_000];
    const code = (text: string): LoginUpdate => ({ type: 'qr', text });
    const shown = fold(
      run('qr', { lives, codes: 6 }),
      code('a'),
      60_000,
      code('b'),
      70_000,
      { type: 'linking' },
      80_000,
      code('c'),
    );
    assert.deepEqual([shown.status, 'endsAt' in shown && shown.endsAt], ['qr', 140_000]);
    const next = fold(shown, 140_000, code('d'));
    assert.equal('endsAt' in next && next.endsAt, 160_000);
  });

  it('expires when the last code has ended, or one too many comes', () => {
    const third = fold(run(), qr('a'), qr('b'), qr('c'));
    assert.equal(third.status, 'qr');
    assert.deepEqual(advance(third, tick, 20_000), { status: 'expired', reason: 'codes' });
    assert.deepEqual(advance(third, qr('d'), 5_000), { status: 'expired', reason: 'codes' });
  });

  it('expires when the window has passed since the first code, and not before it came', () => {
    assert.equal(fold(run(), 300_000, qr('a', 200), 399_999).status, 'qr');
    assert.deepEqual(fold(run(), 300_000, qr('a', 200), 400_000), { status: 'expired', reason: 'timeout' });
  });

  it('does not begin its window anew with another code', () => {
    const second = fold(run(), 300_000, qr('a', 200), 350_000, qr('b', 200));
    assert.equal(advance(second, tick, 399_999).status, 'qr');
    assert.deepEqual(advance(second, tick, 400_000), { status: 'expired', reason: 'timeout' });
  });

  it('does not wait for ever for a first code, nor for a scanned one to be linked', () => {
    assert.deepEqual(fold(run(), 600_000), { status: 'expired', reason: 'timeout' });
    assert.equal(fold(run(), qr('a'), { type: 'linking' }, 599_000).status, 'linking');
    assert.deepEqual(fold(run(), qr('a'), { type: 'linking' }, 600_000), { status: 'expired', reason: 'timeout' });
  });

  it('reads a restarting gateway as waiting before a code and as linking after one', () => {
    assert.equal(fold(run(), { type: 'starting' }).status, 'waiting');
    assert.equal(fold(run(), qr('a'), { type: 'starting' }).status, 'linking');
    assert.equal(fold(run(), qr('a'), 20_000, { type: 'starting' }).status, 'linking');
    assert.equal(
      fold(run('code'), { type: 'code', code: 'ABCD1234', expiresIn: 150 }, { type: 'starting' }).status,
      'linking',
    );
  });

  it('keeps linking while the scanned code is repeated, and shows a new one when the scan came to nothing', () => {
    assert.equal(fold(run(), qr('a'), { type: 'linking' }, qr('a')).status, 'linking');
    assert.equal(fold(run(), qr('a'), { type: 'linking' }, { type: 'waiting' }).status, 'waiting');
    assert.equal(fold(run(), qr('a'), { type: 'linking' }, { type: 'waiting' }, qr('b')).status, 'qr');
    assert.equal(
      fold(run('code'), { type: 'code', code: 'A' }, { type: 'linking' }, { type: 'waiting' }).status,
      'linking',
    );
  });

  it('ignores QR codes in a code run, and shows a pairing code in every run', () => {
    assert.equal(fold(run('code'), { type: 'code', code: 'ABCD1234' }, qr('a')).status, 'code');
    assert.equal(fold(run('qr'), qr('a'), { type: 'code', code: 'ABCD1234' }).status, 'code');
  });

  it('expires with its pairing code', () => {
    const code: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };
    assert.equal(fold(run('code'), code, 149_999).status, 'code');
    assert.deepEqual(fold(run('code'), code, 150_000), { status: 'expired', reason: 'timeout' });
  });

  it('goes on listening during a passkey, and forgets a help code that has ended', () => {
    const passkey: LoginUpdate = { type: 'passkey', token: 'FA48-HS63', expiresIn: 300 };
    const state = fold(run(), qr('a'), passkey, qr('a'), { type: 'waiting' }, { type: 'starting' });
    assert.deepEqual(state.status === 'passkey' && state.token, 'FA48-HS63');
    assert.equal('token' in advance(state, tick, 300_000), false);
    assert.equal(advance(state, { type: 'linked' }, 1).status, 'linked');
    assert.equal(advance(state, tick, 299_999), state);
    const without = fold(run(), { type: 'passkey', expiresIn: 300 });
    assert.equal(advance(without, tick, 300_000), without);
  });

  it('shows the picture of a code whose text is none', () => {
    const image = 'data:image/png;base64,iVBORw0KGgo=';
    const state = fold(run(), { type: 'qr', image, text: undefined, expiresIn: 20 } as never);
    assert.deepEqual('picture' in state && state.picture, { image });
  });

  it('has no end while its gateway is not known', () => {
    const { until } = beginRun('qr', UNLIMITED, 5);
    assert.equal(until, Infinity);
    assert.deepEqual(IDLE, { status: 'idle' });
  });

  it('says already when no code was shown, unless the gateway knows better', () => {
    const already = (state: LoginState) => state.status === 'linked' && state.already;
    assert.equal(already(fold(run(), { type: 'linking' }, { type: 'linked' })), true);
    assert.equal(already(fold(run(), qr('a'), 20_000, { type: 'linked' })), false);
    assert.equal(already(fold(run('code'), { type: 'code', code: 'A' }, { type: 'linked' })), false);
    assert.equal(already(fold(run(), { type: 'linked', already: false })), false);
  });

  it('stays where it ended', () => {
    for (const end of [{ type: 'linked' }, { type: 'expired' }, { type: 'error', code: 'quota' }] as const) {
      const state = fold(run(), end);
      assert.equal(fold(state, qr('a'), { type: 'linked' }, 1e9), state);
    }
  });

  it('keeps what the gateway says may be offered', () => {
    const state = fold(run(), { type: 'waiting', methods: ['qr'] }, qr('a'), { type: 'linking' });
    assert.deepEqual(isRunning(state) && state.methods, ['qr']);
    assert.equal(advance(state, { type: 'linking', methods: ['qr'] }, 1), state);
  });

  it('has no limits applied anew to a wait that follows a code, nor to a scan that it has not seen', () => {
    const learned: Limits = { ...limits, patience: 5_000 };
    for (const steps of [[qr('a'), 20_000], [{ type: 'linking' }]] as const) {
      const state = fold(run(), ...steps);
      assert.ok(isRunning(state));
      assert.equal(withLimits(state, learned).until, state.until, state.status);
    }
  });

  it('keeps linking since the scan, however often the gateway says that it is busy', () => {
    const linking = fold(run(), qr('a'), 5_000, { type: 'linking' });
    assert.equal(advance(linking, { type: 'starting' }, 9_000), linking);
  });

  it('shows the page of a gateway for as long as it likes, whatever its codes live', () => {
    const state = fold(run('qr', { lives: [60_000, 20_000] }), { type: 'page', url: 'https://gateway.example' });
    assert.ok(state.status === 'qr');
    const { picture, endsAt, until } = state;
    assert.deepEqual([picture, endsAt, until], [{ page: 'https://gateway.example' }, Infinity, Infinity]);
  });

  it('moves the end of a code that is repeated with another, although its gateway has usual lives', () => {
    const shown = fold(run('qr', { lives: [60_000] }), { type: 'qr', text: 'a' });
    const told = advance(shown, qr('a', 5), 1_000);
    assert.equal('endsAt' in told && told.endsAt, 6_000);
  });

  for (const [what, life, renewsIn, renewsAt] of [
    ['the renewal that is told', undefined, 5, 7_000],
    ['the renewal that is told, also where codes have a usual life', 30_000, 5, 7_000],
    ['the end, where no renewal is told', undefined, undefined, 22_000],
    ['the usual life of a code, since it came', 30_000, undefined, 30_000],
  ] as const)
    it(`counts down a repeated code to ${what}`, () => {
      const shown = fold(run('qr', life === undefined ? {} : { life }), qr('a'));
      const again = advance(shown, { ...qr('a'), ...(renewsIn && { renewsIn }) }, 2_000);
      assert.equal('renewsAt' in again && again.renewsAt, renewsAt);
    });

  it('only moves the end of a pairing code that is repeated, and begins anew with another', () => {
    const code = (text: string, expiresIn: number): LoginUpdate => ({ type: 'code', code: text, expiresIn });
    const shown = fold(run('code'), 1_000, code('A', 150));
    assert.equal(advance(shown, code('A', 149), 2_000), shown);
    assert.deepEqual(advance(shown, code('A', 150), 2_000), { ...shown, endsAt: 152_000 });
    assert.deepEqual(advance(shown, code('B', 149), 2_000), { ...shown, code: 'B', since: 2_000 });
  });

  it('only moves the end of a passkey’s request that is repeated, and begins anew with another', () => {
    const wanted = { url: 'https://a.example', token: 'T', challenge: { challenge: 'AA' }, confirm: '12' };
    const passkey = (changed: object, expiresIn: number) =>
      ({ type: 'passkey', ...wanted, ...changed, expiresIn }) as LoginUpdate;
    const shown = fold(run(), 1_000, passkey({}, 300));
    assert.equal(advance(shown, passkey({}, 299), 2_000), shown);
    assert.deepEqual(advance(shown, passkey({}, 300), 2_000), { ...shown, endsAt: 302_000 });
    for (const other of [{ url: 'https://b.example' }, { token: 'U' }, { challenge: {} }, { confirm: '34' }])
      assert.deepEqual(advance(shown, passkey(other, 299), 2_000), {
        ...{ ...shown, ...other, since: 2_000, until: 602_000 },
      });
  });

  it('takes no update that it does not know, as a gateway written elsewhere may have it', () => {
    assert.throws(() => advance(run(), { type: 'scanned' } as never, 0), { name: 'TypeError', message: /"scanned"/ });
  });
});

describe('the last code', () => {
  const over = (state: LoginState, now: number) => state.status === 'qr' && isLastCodeOver(state, now);

  it('is over at its end, while the report of its scan is awaited', () => {
    const last = fold(run('qr', { codes: 1, linger: 5_000 }), qr('a'));
    assert.deepEqual(
      [19_999, 20_000, 20_001].map((now) => over(last, now)),
      [false, true, true],
    );
  });

  it('is none of those that another follows', () => {
    assert.equal(over(fold(run('qr', { grace: 5_000 }), qr('a')), 20_000), false);
  });
});

describe('failed', () => {
  it('drops the words of a stranger, which may quote a token', () => {
    const state = toErrorState(new TypeError('Failed to parse https://host/waInstance1/qr/secret-token'));
    assert.equal(JSON.stringify(state).includes('secret-token'), false);
    assert.deepEqual(state.status === 'error' && state.code, 'unavailable');
  });

  it('tells whether the person may try again', () => {
    assert.equal(new LoginError('unavailable').retryable, true);
    assert.equal(new LoginError('config').retryable, false);
  });
});

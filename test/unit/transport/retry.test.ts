import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { LoginError } from '../../../src/login/login-error.js';
import { isTransient, Retry } from '../../../src/transport/retry.js';

const failure = (retryAfter?: number) => new LoginError('unavailable', 'x', { transient: true, retryAfter });

describe('the pauses after failures', () => {
  let clock: sinon.SinonFakeTimers;
  let random: sinon.SinonStub;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    random = sinon.stub(Math, 'random').returns(0.5);
  });
  afterEach(() => {
    random.restore();
    clock.restore();
  });

  /** The pauses of so many failures in a row, while no time passes. */
  const pauses = (count: number, retry = new Retry()) =>
    Array.from({ length: count }, () => retry.pauseAfterFailure(failure()));

  it('double from one second to eight', () => {
    assert.deepEqual(pauses(6), [1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  it('are up to a quarter shorter or longer, so that many pages spread out', () => {
    random.returns(0);
    assert.deepEqual(pauses(4), [750, 1_500, 3_000, 6_000]);
    random.returns(0.999_999);
    assert.deepEqual(
      pauses(4).map((pause) => Math.round(pause)),
      [1_250, 2_500, 5_000, 10_000],
    );
  });

  it('begin again after a good answer, and go on growing after one of a connection that may not last', () => {
    const retry = new Retry();
    pauses(3, retry);
    retry.succeeded(false);
    assert.equal(retry.tries, 3);
    assert.deepEqual(pauses(1, retry), [8_000]);
    retry.succeeded();
    assert.equal(retry.tries, 0);
    assert.deepEqual(pauses(1, retry), [1_000]);
  });

  it('are no shorter than the gateway asks for, and no shorter than ours', () => {
    const retry = new Retry();
    assert.ok(retry.pauseAfterFailure(failure(7)) >= 7_000);
    assert.ok(retry.pauseAfterFailure(failure(0)) >= 1_500);
  });

  it('end with the failure itself where the gateway asks for more than a minute', () => {
    assert.ok(new Retry().pauseAfterFailure(failure(60)) >= 60_000);
    assert.throws(() => new Retry().pauseAfterFailure(failure(61)), { code: 'unavailable' });
  });

  it('end after thirty seconds without one good answer, counted from the first failure or the last good answer', () => {
    const retry = new Retry();
    pauses(2, retry);
    clock.tick(29_999);
    pauses(1, retry);
    clock.tick(1);
    assert.throws(() => pauses(1, retry), { code: 'unavailable' });
    const mended = new Retry();
    pauses(3, mended);
    clock.tick(29_000);
    mended.succeeded(false);
    clock.tick(29_000);
    pauses(1, mended);
  });
});

describe('a failure that may pass', () => {
  it('is one that says so, and whatever is no error of ours', () => {
    assert.equal(isTransient(failure()), true);
    assert.equal(isTransient(new TypeError('Failed to fetch')), true);
    assert.equal(isTransient(new LoginError('unauthorized')), false);
  });
});

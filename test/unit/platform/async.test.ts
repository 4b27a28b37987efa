import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { first, sleep, within } from '../../../src/platform/async.js';
import { Retry } from '../../../src/transport/retry.js';
import { LoginError } from '../../../src/login/login-error.js';

describe('async', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  });
  afterEach(() => {
    clock.restore();
  });
  const { signal } = new AbortController();
  const transient = (code: LoginError['code'] = 'unavailable', retryAfter?: number) =>
    new LoginError(code, 'x', { transient: true, retryAfter });

  it('leaves no timer behind an aborted sleep, and rejects with the reason', async () => {
    const run = new AbortController();
    const slept = sleep(1_000, run.signal);
    assert.equal(clock.countTimers(), 1);
    run.abort(new Error('over'));
    await assert.rejects(slept, /over/);
    assert.equal(clock.countTimers(), 0);
  });

  it('aborts the losers of a race', async () => {
    const won = first(
      signal,
      (s) => sleep(1_000, s).then(() => 'slow'),
      (s) => sleep(10, s).then(() => 'fast'),
    );
    await clock.tickAsync(10);
    assert.equal(await won, 'fast');
    assert.equal(clock.countTimers(), 0);
  });

  it('gives up on what takes too long, and aborts it', async () => {
    let aborted = false;
    const gaveUp = within(
      5_000,
      signal,
      (s) =>
        new Promise<string>(() =>
          s.addEventListener('abort', () => {
            aborted = true;
          }),
        ),
      'late',
    );
    await clock.tickAsync(5_000);
    assert.equal(await gaveUp, 'late');
    assert.equal(aborted, true);
  });

  /** Fails until it is given up; how many tries that took, and how long. */
  async function failUntilGivenUp(error: () => unknown): Promise<{ tries: number; ms: number; error: unknown }> {
    const trouble = new Retry();
    for (let tries = 1; ; tries++) {
      const paused = trouble.pause(error(), signal).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      await clock.tickAsync(60_000);
      const gaveUp = await paused;
      if (gaveUp) return { tries, ms: Date.now(), error: gaveUp };
    }
  }

  it('does not repeat what is final', async () => {
    const { tries } = await failUntilGivenUp(() => new LoginError('unauthorized'));
    assert.equal(tries, 1);
  });

  it('tries at least three times, however slow the failures are', async () => {
    assert.equal((await failUntilGivenUp(() => transient())).tries, 3);
  });

  it('tries for at least 30 s, with growing pauses', async () => {
    const trouble = new Retry();
    const pauses: number[] = [];
    for (;;) {
      const before = Date.now();
      const paused = trouble.pause(transient(), signal).then(
        () => false,
        () => true,
      );
      await clock.nextAsync().catch(() => undefined);
      if (await paused) break;
      pauses.push(Date.now() - before);
    }
    assert.ok(Date.now() >= 30_000, `gave up after ${Date.now()} ms`);
    assert.ok(pauses.length >= 5 && pauses.length <= 9, String(pauses));
    assert.ok((pauses.at(-1) ?? 0) > (pauses[0] ?? 0) * 3);
    assert.ok(Math.max(...pauses) <= 10_000);
  });

  it('waits as long as it is asked to, but not for an hour', async () => {
    const trouble = new Retry();
    let over = false;
    const paused = trouble.pause(transient('rate-limited', 7), signal).then(() => {
      over = true;
    });
    await clock.tickAsync(6_999);
    assert.equal(over, false);
    await clock.tickAsync(2_001); // over which the pages spread out
    await paused;
    await assert.rejects(new Retry().pause(transient('rate-limited', 3_600), signal), { code: 'rate-limited' });
  });

  it('does not hammer where it is asked to wait no time at all', async () => {
    let over = false;
    const paused = new Retry().pause(transient('rate-limited', 0), signal).then(() => {
      over = true;
    });
    await clock.tickAsync(700);
    assert.equal(over, false);
    await clock.tickAsync(1_000);
    await paused;
  });

  it('tells a body that never parsed as unavailable', async () => {
    const { error } = await failUntilGivenUp(() => transient('bad-response'));
    assert.equal((error as LoginError).code, 'unavailable');
  });

  it('begins to count anew after a good answer', async () => {
    const trouble = new Retry();
    for (let i = 0; i < 10; i++) {
      const paused = trouble.pause(transient(), signal);
      await clock.tickAsync(20_000);
      await paused;
      trouble.succeeded();
    }
  });
});

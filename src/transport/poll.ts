import { LoginError } from '../login/login-error.js';
import type { LoginUpdate, Unreachable } from '../login/login.js';
import { first, sleep } from '../platform/async.js';
import { ask, pauseOf } from './ask.js';
import { Retry } from './retry.js';
import { ASKED_WHILE_HIDDEN, type Run } from './run.js';
import { monotonicNow } from '../platform/clock.js';

/** Asks the gateway and sleeps, over and over. It wakes early when the page is seen again. */
export async function* poll(run: Run): AsyncGenerator<LoginUpdate | Unreachable> {
  const { gateway, memory, gate, signal } = run;
  const retry = new Retry();
  for (;;) {
    try {
      if (!ASKED_WHILE_HIDDEN.has(memory.login.status)) await gate.open(signal);
      const askedAt = monotonicNow();
      const update = await askKnowing(run);
      retry.succeeded();
      if (update) yield update;
      const now = monotonicNow();
      const pause = Math.max(0, pauseOf(gateway, memory, now) - (gateway.pace.held ? now - askedAt : 0));
      await first(
        signal,
        (s) => sleep(pause, s),
        (s) => gate.reopened(s),
      );
    } catch (error) {
      if (retry.isLasting(error)) yield { type: 'unreachable' };
      await retry.pause(error, signal);
    }
  }
}

/** Asks once. After the first answer `blocked` can no longer be right, so it becomes `unavailable`. */
async function askKnowing(run: Run): Promise<LoginUpdate | undefined> {
  const { memory } = run;
  try {
    const update = await ask(run, monotonicNow());
    memory.answered = true;
    return update;
  } catch (error) {
    if (!(error instanceof LoginError)) throw error;
    memory.answered ||= error.code !== 'blocked' && error.code !== 'offline';
    if (error.code !== 'blocked' || !memory.answered) throw error;
    throw new LoginError('unavailable', error.message, { transient: error.transient });
  }
}

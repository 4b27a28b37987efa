import { LoginError } from '../login/login-error.js';
import type { LoginUpdate } from '../login/login.js';
import { first, sleep } from '../platform/async.js';
import { ask, pauseOf } from './ask.js';
import { Retry } from './retry.js';
import { ASKED_WHILE_HIDDEN, type Run } from './run.js';

/** Asks the gateway and sleeps, over and over. It wakes early when the page is seen again. */
export async function* poll(run: Run): AsyncGenerator<LoginUpdate> {
  const { gateway, memory, gate, signal } = run;
  const retry = new Retry();
  for (;;) {
    try {
      const update = await askWhenSeen(run);
      retry.succeeded();
      if (update) yield update;
      const pause = pauseOf(gateway, memory, Date.now());
      await first(
        signal,
        (s) => sleep(pause, s),
        (s) => gate.reopened(s),
      );
    } catch (error) {
      await retry.pause(error, signal);
    }
  }
}

/** Asks once the gate is open. After the first answer `blocked` can no longer be right, so it becomes `unavailable`. */
async function askWhenSeen(run: Run): Promise<LoginUpdate | undefined> {
  const { memory, gate, signal } = run;
  if (!ASKED_WHILE_HIDDEN.has(memory.login.status)) await gate.open(signal);
  try {
    const update = await ask(run, Date.now());
    memory.answered = true;
    return update;
  } catch (error) {
    if (!(error instanceof LoginError)) throw error;
    memory.answered ||= error.code !== 'blocked' && error.code !== 'offline';
    if (error.code !== 'blocked' || !memory.answered) throw error;
    throw new LoginError('unavailable', error.message, { transient: error.transient });
  }
}

import { sleep } from '../platform/async.js';
import { LoginError, toLoginError } from '../login/login-error.js';
import { monotonicNow } from '../platform/clock.js';

/** A login without one good answer for so long, and after so many tries, has failed. */
const GIVE_UP_AFTER = 30_000;
const GIVE_UP_TRIES = 3;
/** The back-off: doubled from the first to the longest, with jitter so that many pages do not return as one. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 8_000;
/** Nobody looks at a card for longer than that; a gateway that asks for more is told as an error. */
const LONGEST_RETRY_AFTER = 60;

/** Whether asking again may help. */
export function isTransient(error: unknown): boolean {
  return toLoginError(error).transient;
}

/** Failures in a row: how long to wait after each, and when to give up. */
export class Retry {
  #tries = 0;
  #since = 0;

  get tries(): number {
    return this.#tries;
  }

  /** A good answer came; with `steady` false, by a connection that may not last, so the pauses go on growing. */
  succeeded(steady = true): void {
    this.#since = monotonicNow();
    if (steady) this.#tries = 0;
  }

  /**
   * Waits before the next try.
   * @throws {LoginError} the failure itself, when it is final or has lasted too long.
   */
  async pause(error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await sleep(this.pauseAfterFailure(error), signal);
  }

  /**
   * How long to wait after one more failure, ms.
   * @throws {LoginError} the failure itself, when it is final or has lasted too long.
   */
  pauseAfterFailure(failure: unknown): number {
    const error = toLoginError(failure);
    if (!error.transient) throw error;
    if (this.#tries === 0) this.#since = monotonicNow();
    this.#tries++;
    const spent = this.#tries >= GIVE_UP_TRIES && monotonicNow() - this.#since >= GIVE_UP_AFTER;
    if (spent || (error.retryAfter ?? 0) > LONGEST_RETRY_AFTER) throw givenUp(error);
    return pauseAfter(this.#tries, error);
  }
}

function pauseAfter(tries: number, { retryAfter }: LoginError): number {
  const backOff = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1)) * (0.75 + Math.random() / 2);
  // A date in the past, by our clock, or a zero must not make us hammer.
  return Math.max(backOff, (retryAfter ?? 0) * 1000);
}

/** A body that never parsed tells the person no more than silence does. */
function givenUp(error: LoginError): LoginError {
  return new LoginError(error.code === 'bad-response' ? 'unavailable' : error.code, error.message);
}

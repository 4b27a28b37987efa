import { sleep } from '../platform/async.js';
import { LoginError, toLoginError } from '../login/login-error.js';
import { monotonicNow } from '../platform/clock.js';

/** A login has failed after this many ms, and this many attempts, without one good answer. */
const GIVE_UP_AFTER = 30_000;
const GIVE_UP_TRIES = 3;
/** The pause between attempts in ms. It doubles from the first to the longest, with jitter so that many pages spread out. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 8_000;
/** Over which part of a `Retry-After`, and over how many ms at least, the pages that obey it spread out. */
const SPREAD = 0.25;
const LEAST_SPREAD = 2_000;
/** The longest `Retry-After` that is obeyed, in seconds. A gateway that demands more ends the login: nobody waits so long. */
const LONGEST_RETRY_AFTER = 60;

/** Whether the failure may pass by itself, so that asking again makes sense. */
export function isTransient(error: unknown): boolean {
  return toLoginError(error).transient;
}

/** Counts failures in a row, and decides how long to wait after each and when to give up. */
export class Retry {
  #tries = 0;
  #since = 0;

  get tries(): number {
    return this.#tries;
  }

  /** Whether this failure, which is not noted yet, makes a word worth while: what passes within a second does not. */
  isLasting(failure: unknown): boolean {
    return this.#tries > 0 && toLoginError(failure).code !== 'rate-limited';
  }

  /** Notes a good answer. With `steady` false it came by a connection that may not last, so the pauses go on growing. */
  succeeded(steady = true): void {
    this.#since = monotonicNow();
    if (steady) this.#tries = 0;
  }

  /**
   * Waits before the next attempt.
   * @throws {LoginError} the failure itself, if it is final or has lasted too long.
   */
  async pause(error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await sleep(this.pauseAfterFailure(error), signal);
  }

  /**
   * Notes a failure and returns how many ms to wait before the next attempt.
   * @throws {LoginError} the failure itself, if it is final or has lasted too long.
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
  // A `Retry-After` of zero, or a date that is past by our clock, must not remove the pause.
  return Math.max(backOff, spread((retryAfter ?? 0) * 1000));
}

/** Pages that were told the same moment come back one after the other, and none before it. */
function spread(ms: number): number {
  return ms === 0 ? 0 : ms + Math.random() * Math.max(LEAST_SPREAD, ms * SPREAD);
}

/** Returns the error that ends the login. If no answer could ever be parsed, the gateway counts as out of reach. */
function givenUp(error: LoginError): LoginError {
  return new LoginError(error.code === 'bad-response' ? 'unavailable' : error.code, error.message);
}

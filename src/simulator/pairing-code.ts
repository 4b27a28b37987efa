import type { Clock } from './clock.js';
import { randomPairingCode } from './random.js';

/** The pairing code of an account: one at a time, the newer kills the older. */
export class PairingCode {
  readonly #clock: Clock;
  #code = '';
  #until = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  renew(life: number): string {
    this.#code = randomPairingCode();
    this.#until = this.#clock.now() + life;
    return this.#code;
  }

  /** Takes a code as a person types it, and at most once. */
  take(typed: string): boolean {
    const plain = typed.replace(/[\s-]/g, '').toUpperCase();
    const isRight = plain !== '' && plain === this.#code && this.#clock.now() < this.#until;
    if (isRight) this.#code = '';
    return isRight;
  }
}

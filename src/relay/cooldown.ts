import type { LoginUpdate } from '../login/login.js';

/** An answer to a page. `retryAfter` in seconds: the relay itself refuses for so long. */
export interface Reply {
  readonly update: LoginUpdate;
  readonly retryAfter?: number;
}

/** Each request for a pairing code rings the phone and kills the code before it, ms. */
const REST = 15_000;

/** Lets pairing codes of one account be asked for now and then only. */
export class PairingCodeCooldown {
  #phone = '';
  #restedAt = -Infinity;
  #asking: Promise<Reply> | undefined;

  /** Asks, unless somebody just did: the same number gets the same code, another one has to wait. */
  code(phone: string, shown: () => Reply | undefined, ask: () => Promise<Reply>): Promise<Reply> {
    const left = this.#restedAt - Date.now();
    if (phone === this.#phone && this.#asking) return this.#asking;
    if (left > 0) return Promise.resolve((phone === this.#phone && shown()) || tooSoon(left));
    this.#phone = phone;
    this.#restedAt = Date.now() + REST;
    this.#asking = ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }
}

function tooSoon(ms: number): Reply {
  const update = { type: 'error', code: 'rate-limited', message: 'A pairing code was asked for a moment ago' } as const;
  return { update, retryAfter: Math.ceil(ms / 1000) };
}

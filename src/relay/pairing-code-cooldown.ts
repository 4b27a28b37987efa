import { monotonicNow } from '../platform/clock.js';
import { CODE_REST, type CodeThrottle } from './code-throttle.js';
import type { Reply } from './protocol.js';
import type { RelayMemory } from './relay-memory.js';

/** A request that took longer, ms, was lost: a worker ends those of a page that has left, without a word. */
const LONGEST_REQUEST = 80_000;

interface CodeRequest {
  readonly phone: string;
  readonly startedAt: number;
  readonly reply: Promise<Reply>;
}

/** Lets the pairing codes of one account be asked for only now and then. */
export class PairingCodeCooldown {
  readonly #throttle: CodeThrottle;
  readonly #key: string | undefined;
  readonly #memory: RelayMemory;
  #pending: CodeRequest | undefined;

  constructor(throttle: CodeThrottle, key: string | undefined, memory: RelayMemory) {
    this.#throttle = throttle;
    this.#key = key;
    this.#memory = memory;
  }

  /** Asks, unless somebody just did: then the same number is given the same code, and another number has to wait. */
  request(phone: string, shown: () => Reply | undefined, ask: () => Promise<Reply>): Promise<Reply> {
    const now = monotonicNow();
    const pending = this.#pending;
    if (pending?.phone === phone && now - pending.startedAt < LONGEST_REQUEST) return pending.reply;
    const { rung } = this.#memory;
    const isResting = rung !== undefined && now < rung.restsUntil;
    const shownReply = isResting && phone === rung.phone ? shown() : undefined;
    if (shownReply) return Promise.resolve(shownReply);
    const pause = isResting ? rung.restsUntil - now : this.#throttle.pauseBefore(this.#key, phone);
    if (pause > 0) return Promise.resolve(tooSoon(pause));
    this.#rest(phone);
    const reply = this.#watch(phone, ask());
    this.#pending = { phone, startedAt: now, reply };
    return reply;
  }

  #rest(phone: string): void {
    this.#memory.rung = { phone, restsUntil: monotonicNow() + CODE_REST };
    this.#throttle.note(this.#key, phone);
  }

  /** The phone may have rung long after the request began, so the rest begins anew with the code. */
  async #watch(phone: string, asking: Promise<Reply>): Promise<Reply> {
    try {
      const reply = await asking;
      if (reply.update.type === 'code') this.#rest(phone);
      return reply;
    } finally {
      this.#pending = undefined;
    }
  }
}

export function tooSoon(ms: number): Reply {
  const message = 'Another pairing code was requested a short time ago';
  return { update: { type: 'error', code: 'rate-limited', message }, retryAfter: Math.ceil(ms / 1000) };
}

import type { Reply } from './protocol.js';
import { monotonicNow } from '../platform/clock.js';

/** How long no other pairing code is asked for, ms: each request rings the phone and kills the code before it. */
const REST = 15_000;
/** A request that took longer, ms, was lost: a worker ends those of a page that has left, without a word. */
const LONGEST_REQUEST = 80_000;

interface CodeRequest {
  readonly phone: string;
  readonly startedAt: number;
  readonly reply: Promise<Reply>;
}

/** Lets the pairing codes of one account be asked for only now and then. */
export class PairingCodeCooldown {
  #phone = '';
  #endsAt = -Infinity;
  #pending: CodeRequest | undefined;

  /** Asks, unless somebody just did: then the same number is given the same code, and another number has to wait. */
  request(phone: string, shown: () => Reply | undefined, ask: () => Promise<Reply>): Promise<Reply> {
    const now = monotonicNow();
    const pending = this.#pending;
    if (pending?.phone === phone && now - pending.startedAt < LONGEST_REQUEST) return pending.reply;
    if (now < this.#endsAt) return Promise.resolve((phone === this.#phone && shown()) || tooSoon(this.#endsAt - now));
    this.#phone = phone;
    this.#endsAt = now + REST;
    const reply = this.#watch(ask());
    this.#pending = { phone, startedAt: now, reply };
    return reply;
  }

  /** The phone may have rung long after the request began, so the rest begins anew with the code. */
  async #watch(asking: Promise<Reply>): Promise<Reply> {
    try {
      const reply = await asking;
      if (reply.update.type === 'code') this.#endsAt = monotonicNow() + REST;
      return reply;
    } finally {
      this.#pending = undefined;
    }
  }
}

function tooSoon(ms: number): Reply {
  const message = 'Another pairing code was requested a few seconds ago';
  return { update: { type: 'error', code: 'rate-limited', message }, retryAfter: Math.ceil(ms / 1000) };
}

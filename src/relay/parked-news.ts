import type { LoginUpdate } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';

/** News that no page has asked for is kept for so long, ms: the first QR code of a login lives 60 s. */
const KEPT_FOR = 60_000;
/** A QR code lives so long at least, s: what WhatsApp gives all but the first of a login. */
export const SHORTEST_LIFE = 20;
/** However many keys pass by in that time, so many are remembered at most. */
const MOST_KEYS = 10_000;

/** News that was pushed while no page was asking about its login. */
export interface ParkedNews {
  readonly update: LoginUpdate;
  /** The host has been told of the link. */
  readonly isRecorded: boolean;
}

/** Keeps the last news of each login until a page asks, since a library tells its QR code once, and not when somebody looks. */
export class ParkedNewsByKey {
  readonly #news = new Map<string, ParkedNews & { readonly at: number }>();

  park(key: string, update: LoginUpdate, isRecorded: boolean): void {
    this.#news.delete(key);
    this.#news.set(key, { update, isRecorded, at: monotonicNow() });
    const [oldest] = this.#news.keys();
    if (oldest !== undefined && (this.#news.size > MOST_KEYS || !this.#isKept(oldest))) this.#news.delete(oldest);
  }

  /** What is known of the login, as it stands now. A code that has died meanwhile is not. */
  take(key: string): ParkedNews | undefined {
    const parked = this.#isKept(key) ? this.#news.get(key) : undefined;
    this.#news.delete(key);
    if (!parked) return undefined;
    const update = aged(parked.update, (monotonicNow() - parked.at) / 1000);
    return update && { update, isRecorded: parked.isRecorded };
  }

  clear(): void {
    this.#news.clear();
  }

  #isKept(key: string): boolean {
    return monotonicNow() - (this.#news.get(key)?.at ?? -Infinity) < KEPT_FOR;
  }
}

function aged(update: LoginUpdate, seconds: number): LoginUpdate | undefined {
  const { expiresIn = update.type === 'qr' ? SHORTEST_LIFE : undefined }: { expiresIn?: number } = update as object;
  if (expiresIn === undefined) return update;
  const left = expiresIn - seconds;
  return left > 0 ? ({ ...update, expiresIn: left } as LoginUpdate) : undefined;
}

import { monotonicNow } from '../platform/clock.js';

/** How long no other pairing code is asked for, ms: each request rings the phone and kills the code before it. */
export const CODE_REST = 15_000;
/** So many phones may be rung on behalf of one account within `CAP_TIME`: people mistype, but nobody tries a list of numbers. */
const MOST_PHONES = 5;
const CAP_TIME = 600_000;
/** However many numbers and keys pass by in that time, so many are remembered at most. */
const MOST_ENTRIES = 10_000;

/** Keeps phones from being rung too often, whichever account asks for it, and accounts from having too many phones rung. */
export class CodeThrottle {
  /** When each phone was rung last; the one that was not rung for longest first. */
  readonly #rungAt = new Map<string, number>();
  /** When each account had which phone rung. */
  readonly #phonesOf = new Map<string, Map<string, number>>();

  /** In how many ms the phone may be rung; 0, if it may be now. Without a key only the phone counts. */
  pauseBefore(key: string | undefined, phone: string): number {
    const now = monotonicNow();
    const rest = (this.#rungAt.get(phone) ?? -Infinity) + CODE_REST - now;
    if (rest > 0) return rest;
    const phones = this.#recentPhones(key, now);
    if (phones.size < MOST_PHONES || phones.has(phone)) return 0;
    return Math.min(...phones.values()) + CAP_TIME - now;
  }

  /** Notes that the phone is being rung. */
  note(key: string | undefined, phone: string): void {
    const now = monotonicNow();
    setLast(this.#rungAt, phone, now);
    if (key !== undefined) setLast(this.#phonesOf, key, this.#recentPhones(key, now).set(phone, now));
  }

  #recentPhones(key: string | undefined, now: number): Map<string, number> {
    const phones = key === undefined ? undefined : this.#phonesOf.get(key);
    return new Map([...(phones ?? [])].filter(([, at]) => now - at < CAP_TIME));
  }
}

/** Sets the value as the last one, and forgets the first where there are too many. */
function setLast<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [first] = map.keys();
  if (map.size > MOST_ENTRIES && first !== undefined) map.delete(first);
}

import type { Gateway } from '../gateways/index.js';
import { SharedLogin } from './shared-login.js';
import { Upstream } from './upstream.js';

/** A login that nobody asks about is forgotten after so long, ms (design.md, "Rules"). */
const FORGOTTEN_AFTER = 30_000;
/** However many keys pass by in that time, so many are kept at most. */
const MOST = 10_000;

export interface Entry {
  readonly login: SharedLogin;
  readonly stream: Upstream;
}

/** The logins by key, longest unasked first. */
export class SharedLogins {
  readonly #entries = new Map<string, Entry>();

  /** Without a key nothing is shared, and nothing kept. */
  open(gateway: Gateway): Entry {
    const { key } = gateway;
    this.#forget();
    const entry = (key !== undefined && this.#entries.get(key)) || entryOf(gateway);
    if (key === undefined) return entry;
    entry.login.askedAt = Date.now();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** No timer: a worker has none between two requests. */
  #forget(): void {
    const now = Date.now();
    for (const [key, { login, stream }] of this.#entries) {
      const crowded = this.#entries.size >= MOST;
      if (!crowded && now - login.askedAt < FORGOTTEN_AFTER) break;
      if (!stream.busy) this.#entries.delete(key);
    }
  }
}

function entryOf(gateway: Gateway): Entry {
  const login = new SharedLogin(gateway);
  return { login, stream: new Upstream(login) };
}

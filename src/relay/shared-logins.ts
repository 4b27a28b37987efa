import type { Gateway } from '../gateways/gateway.js';
import { SharedLogin } from './shared-login.js';
import { monotonicNow } from '../platform/clock.js';

/** A login that nobody asks about is forgotten after so long, ms: a page that is still there asks at least every 20 s. */
const FORGOTTEN_AFTER = 30_000;
/** However many keys pass by in that time, so many logins are kept at most: some 10 MB. */
const MOST_LOGINS = 10_000;

/** The logins by key, the one that was not asked about for longest first. */
export class SharedLogins {
  readonly #logins = new Map<string, SharedLogin>();

  get size(): number {
    return this.#logins.size;
  }

  /** The login that all gateways of the same key share. Without a key nothing is shared, and nothing kept. */
  open(gateway: Gateway): SharedLogin {
    const { key } = gateway;
    this.#forgetUnasked();
    if (key === undefined) return new SharedLogin(gateway);
    const login = this.#logins.get(key) ?? new SharedLogin(gateway);
    login.lastAskedAt = monotonicNow();
    this.#logins.delete(key);
    this.#logins.set(key, login);
    return login;
  }

  /** A page has its answer, or has left. Nobody else can ask for a login that is not shared. */
  release(login: SharedLogin): void {
    if (!login.isShared) login.close();
  }

  /** Done at the next request, because a worker has no timer between two of them. */
  #forgetUnasked(): void {
    const now = monotonicNow();
    for (const [key, login] of this.#logins) {
      const isCrowded = this.#logins.size >= MOST_LOGINS;
      if (!isCrowded && now - login.lastAskedAt < FORGOTTEN_AFTER) break;
      if (login.hasSubscribers) continue;
      this.#logins.delete(key);
      login.close();
    }
  }
}

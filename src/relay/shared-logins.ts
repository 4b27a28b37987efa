import type { Gateway } from '../gateways/gateway.js';
import { monotonicNow } from '../platform/clock.js';
import { SharedLogin } from './shared-login.js';

/** A login that nobody asks about is forgotten after so long, ms: a page asks every few seconds, and gives up on an answer after 20 s. */
const FORGOTTEN_AFTER = 30_000;
/** However many keys pass by in that time, so many bytes are kept at most: over a hundred thousand logins without a picture. */
const MOST_BYTES = 256_000_000;

interface Entry {
  readonly login: SharedLogin;
  readonly weight: number;
}

/** The logins by key, the one that was not asked about for longest first. */
export class SharedLogins {
  readonly #entries = new Map<string, Entry>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The login that all gateways of the same key share. Without a key nothing is shared, and nothing kept. */
  open(gateway: Gateway): SharedLogin {
    const { key } = gateway;
    this.#forgetUnasked();
    if (key === undefined) return new SharedLogin(gateway);
    const login = this.#entries.get(key)?.login ?? new SharedLogin(gateway);
    login.useGateway(gateway);
    login.lastAskedAt = monotonicNow();
    this.#remove(key);
    this.#entries.set(key, { login, weight: login.weight });
    this.#bytes += login.weight;
    return login;
  }

  /** A page has its answer, or has left. Nobody else can ask for a login that is not shared. */
  release(login: SharedLogin): void {
    if (!login.isShared) login.close();
  }

  /** Done at the next request, because a worker has no timer between two of them. */
  #forgetUnasked(): void {
    const now = monotonicNow();
    for (const [key, { login }] of this.#entries) {
      const isCrowded = this.#bytes >= this.#mostBytes;
      if (!isCrowded && now - login.lastAskedAt < FORGOTTEN_AFTER) break;
      if (login.hasSubscribers) continue;
      this.#remove(key);
      login.close();
    }
  }

  #remove(key: string): void {
    this.#bytes -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}

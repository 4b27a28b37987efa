import type { Gateway } from '../gateways/gateway.js';
import type { LoginUpdate } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';
import { CodeThrottle } from './code-throttle.js';
import { LoginHooks, type HostHooks } from './host-hooks.js';
import { handOverNews } from './news-hand-over.js';
import { ParkedNewsByKey } from './parked-news.js';
import type { LoginHost } from './login-host.js';
import { SharedLogin } from './shared-login.js';
import type { RelayStore } from './stores/relay-store.js';

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
  readonly #host: LoginHost;
  readonly #parked = new ParkedNewsByKey();
  /** Logins that nobody else can ask for, so that they can be closed. */
  readonly #unshared = new Set<SharedLogin>();
  #bytes = 0;

  constructor(hooks: HostHooks = {}, mostBytes = MOST_BYTES, store?: RelayStore) {
    this.#host = { hooks, throttle: new CodeThrottle(), store };
    this.#mostBytes = mostBytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The login that all gateways of the same key share. Without a key nothing is shared, and nothing kept. */
  open(gateway: Gateway): SharedLogin {
    const { key } = gateway;
    this.#forgetUnasked();
    if (key === undefined) return this.#openUnshared(gateway);
    const login = this.#entries.get(key)?.login ?? this.#openShared(gateway, key);
    login.useGateway(gateway);
    login.lastAskedAt = monotonicNow();
    this.#remove(key);
    this.#entries.set(key, { login, weight: login.weight });
    this.#bytes += login.weight;
    return login;
  }

  /** A page has its answer, or has left. Nobody else can ask for a login that is not shared. */
  release(login: SharedLogin): void {
    if (this.#unshared.delete(login)) login.close();
  }

  /**
   * Takes news of a login that came by itself, and keeps it for a page that asks soon.
   * @throws {LoginError} if the number is linked and the host could not record that.
   */
  async push(key: string, update: LoginUpdate): Promise<void> {
    const login = this.#entries.get(key)?.login;
    if (login) return login.push(update);
    const { store } = this.#host;
    if (store && (await handOverNews(store, key, update).catch(() => false))) return;
    const isRecorded = update.type === 'linked';
    if (isRecorded) {
      const { account = {}, already = false } = update;
      await new LoginHooks(this.#host.hooks, key).recordLink(account, { already });
    }
    this.#parked.park(key, update, isRecorded);
  }

  /** Ends all logins. */
  close(): void {
    const all = [...this.#unshared, ...Array.from(this.#entries.values(), ({ login }) => login)];
    this.#unshared.clear();
    this.#entries.clear();
    this.#parked.clear();
    this.#bytes = 0;
    for (const login of all) login.close();
  }

  #openShared(gateway: Gateway, key: string): SharedLogin {
    const login = new SharedLogin(gateway, this.#host);
    const parked = this.#parked.take(key);
    // A failure is told to the pages, which is all that can be done here.
    if (parked) void login.push(parked.update, parked.isRecorded).catch(() => undefined);
    return login;
  }

  #openUnshared(gateway: Gateway): SharedLogin {
    const login = new SharedLogin(gateway, this.#host);
    this.#unshared.add(login);
    return login;
  }

  /** Done at the next request, because a worker has no timer between two of them. */
  #forgetUnasked(): void {
    const now = monotonicNow();
    for (const [key, { login }] of this.#entries) {
      const isCrowded = this.#bytes >= this.#mostBytes;
      if (!isCrowded && now - login.lastAskedAt < FORGOTTEN_AFTER) break;
      if (login.hasListeners) continue;
      this.#remove(key);
      login.close();
    }
  }

  #remove(key: string): void {
    this.#bytes -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}

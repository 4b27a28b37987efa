import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { sleep, within } from '../platform/async.js';
import { monotonicNow } from '../platform/clock.js';
import type { LoginRecord } from './relay-memory.js';
import type { RelayStore } from './stores/relay-store.js';

/** A process that has died is taken for dead after so long, ms; one that lives prolongs its lease in time. */
const LEASE = 3_000;
const RENEWAL = 1_000;
/** A record outlives the last question about its login by at most so long, ms. */
const RECORD_LIFE = 60_000;
/** A store that takes longer to answer is out of order, ms. */
const STORE_PATIENCE = 2_000;
/** How long the lease of another process is waited for before it is asked for again, ms, if no news comes. */
const NEXT_TRY = 250;
/** The same for a store that is out of order, ms. */
const NEXT_TRY_OF_STORE = 1_000;
/** Whoever knows a login takes news of it in this time, ms. */
const NEWS_PATIENCE = 1_000;
/** A process that was disturbed leaves the lease to the other for so long, ms. */
const POLITENESS = 500;
/** What must be done has failed if it could not be begun so long, ms, after the other process was disturbed. */
const FAILURE_AFTER = 5_000;

/** The login that is kept in a store. */
export interface StorableLogin {
  readonly record: LoginRecord;
  /** Becomes what another process has written down. */
  adopt(record: LoginRecord): void;
  /** Another process has something urgent to do: whatever is being waited for is given up. */
  yield(): void;
  /** Takes news that was told to a process which does not know this login. */
  push(update: LoginUpdate): Promise<void>;
}

/** What the processes tell each other about one login. `value`: the record. */
type Message =
  | { readonly type: 'record'; readonly from: string; readonly version: number; readonly value: string }
  | { readonly type: 'yield'; readonly from: string }
  | { readonly type: 'news'; readonly from: string; readonly update: LoginUpdate };

export interface ExclusiveOptions {
  /** Whether there is still a point in doing it; asked again and again until the lease is there. */
  readonly isNeeded?: () => boolean;
  /** For how long the process that has the lease is not disturbed, ms. */
  readonly patience?: number;
}

/**
 * One login's place in the store. Whoever changes the login, or asks the gateway about it, does so with the lease, from the newest
 * record, and writes down what has become of it. So there is one login with the gateway in all processes, and when one of them dies,
 * the next one that has something to do goes on.
 */
export class StoredLogin {
  readonly #store: RelayStore;
  readonly #login: StorableLogin;
  readonly #key: Promise<string>;
  readonly #holder: string = crypto.randomUUID();
  readonly #closing = new AbortController();
  /** Resolves when the newest record is known, or the store has turned out to be out of order. */
  readonly ready: Promise<unknown>;
  #version = 0;
  /** What stands in the store, as far as this process knows: a store that has lost everything counts versions from the start again. */
  #value: string | undefined;
  /** Until when another process, which has something urgent to do, goes first. */
  #politeUntil = 0;
  /** How many are at work with the lease. */
  #users = 0;
  /** The lease is being taken, given back or renewed; one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #renewal = new AbortController();
  /** Another process has taken the lease while this one was at work. */
  #isLost = false;
  /** Those who wait for the lease. */
  readonly #waiting = new Set<() => void>();

  constructor(store: RelayStore, key: string, login: StorableLogin) {
    this.#store = store;
    this.#login = login;
    this.#key = toDigest(key);
    this.ready = this.#limited(async (digest) => {
      void this.#listen(digest).catch(() => undefined);
      await this.#adoptNewest(digest);
    });
  }

  /** Works on the login while no other process does. `undefined`: it was not needed any more when its turn came. */
  async exclusively<T>(work: () => Promise<T> | T, options: ExclusiveOptions = {}): Promise<T | undefined> {
    if (!(await this.#enter(options))) return undefined;
    try {
      return await work();
    } finally {
      await this.#inTurn(() => this.#leave());
    }
  }

  /**
   * The same for what must be done: the process that has the lease is disturbed after `patience`, ms.
   * @throws {LoginError} `unavailable`, if it could not be done in time.
   */
  async exclusivelyOrFail<T>(work: () => T, patience: number): Promise<Awaited<T>> {
    const until = monotonicNow() + patience + FAILURE_AFTER;
    const isNeeded = () => monotonicNow() < until;
    const done = await this.exclusively(async () => ({ result: await work() }), { isNeeded, patience });
    if (!done) throw new LoginError('unavailable', 'The store of the relay is out of order');
    return done.result;
  }

  /** Reserves something for a while that no process may do twice. Without the store nobody knows, and it is not done. */
  async reserve(what: string, ms: number): Promise<boolean> {
    const isMine = await this.#limited(async () => this.#store.lease(await toDigest(what), crypto.randomUUID(), ms));
    return isMine === true;
  }

  /**
   * Whether no other process has been at work since this one has had the lease. A store that has lost everything gives it to whoever
   * asks first. A store that is out of order gives it to nobody.
   */
  isAlone(): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#users > 0 && (await this.#limited((digest) => this.#holdsNewest(digest))) === false)
        this.#isLost = true;
      return !this.#isLost;
    });
  }

  /** Gives the lease back, and listens no more. */
  close(): void {
    this.#closing.abort();
    this.#renewal.abort();
    this.#wake();
    if (this.#users > 0) void this.#limited((digest) => this.#store.release(digest, this.#holder));
  }

  async #enter({ isNeeded = () => true, patience = Infinity }: ExclusiveOptions): Promise<boolean> {
    const disturbAt = monotonicNow() + patience;
    let isDisturbed = false;
    for (;;) {
      if (this.#closing.signal.aborted || !isNeeded()) return false;
      const state = await this.#inTurn(() => this.#take());
      if (state === 'taken') return isNeeded() || this.#inTurn(() => this.#leave(false));
      if (state === 'held' && !isDisturbed && monotonicNow() >= disturbAt) {
        isDisturbed = true;
        await this.#tell({ type: 'yield', from: this.#holder });
      }
      await this.#nextNews(
        state === 'held' ? Math.min(NEXT_TRY, Math.max(1, disturbAt - monotonicNow())) : NEXT_TRY_OF_STORE,
      );
    }
  }

  /** `held`: another process is at work. */
  async #take(): Promise<'taken' | 'held' | 'out of order'> {
    if (this.#users > 0) {
      this.#users++;
      return 'taken';
    }
    if (monotonicNow() < this.#politeUntil) return 'held';
    const isMine = await this.#limited((digest) => this.#store.lease(digest, this.#holder, LEASE));
    if (!isMine) return isMine === undefined ? 'out of order' : 'held';
    const isNewest = await this.#limited((digest) => this.#adoptNewest(digest));
    if (!isNewest) return 'out of order';
    this.#users = 1;
    this.#isLost = false;
    this.#renewal = new AbortController();
    void this.#keepLease(this.#renewal.signal);
    return 'taken';
  }

  async #keepLease(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        await sleep(RENEWAL, signal);
        if (!(await this.isAlone())) this.#login.yield();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #holdsNewest(digest: string): Promise<boolean> {
    if (!(await this.#store.lease(digest, this.#holder, LEASE))) return false;
    const newest = await this.#store.read(digest);
    return newest === undefined || newest.value === this.#value;
  }

  async #leave(hasWorked = true): Promise<false> {
    if (hasWorked) await this.#limited((digest) => (this.#isLost ? this.#adoptNewest(digest) : this.#save(digest)));
    this.#users--;
    if (this.#users > 0) return false;
    this.#renewal.abort();
    await this.#limited((digest) => this.#store.release(digest, this.#holder));
    return false;
  }

  /** Where another process has written meanwhile, because this one was too slow to keep its lease, that process is right. */
  async #save(digest: string): Promise<true> {
    const value = JSON.stringify(this.#login.record);
    const isWritten = await this.#store.write(digest, value, this.#version, RECORD_LIFE);
    if (!isWritten) return this.#adoptNewest(digest);
    this.#version++;
    this.#value = value;
    await this.#tell({ type: 'record', from: this.#holder, version: this.#version, value });
    return true;
  }

  async #adoptNewest(digest: string): Promise<true> {
    const newest = await this.#store.read(digest);
    // A store that has lost everything, or was never written to, starts again from here.
    if (newest) this.#adopt(newest.version, newest.value);
    else this.#version = 0;
    return true;
  }

  #adopt(version: number, value: string): void {
    const isNews = version !== this.#version || value !== this.#value;
    this.#version = version;
    this.#value = value;
    if (isNews) this.#login.adopt(JSON.parse(value) as LoginRecord);
  }

  async #listen(digest: string): Promise<void> {
    const stop = await this.#store.subscribe(digest, (text) => this.#receive(JSON.parse(text) as Message));
    if (this.#closing.signal.aborted) await stop();
    else this.#closing.signal.addEventListener('abort', () => void stop().catch(() => undefined));
  }

  #receive(message: Message): void {
    if (message.from === this.#holder || this.#closing.signal.aborted) return;
    if (message.type === 'yield') {
      this.#politeUntil = monotonicNow() + POLITENESS;
      if (this.#users > 0) this.#login.yield();
      return;
    }
    if (message.type === 'news') {
      void this.#takeNews(message.from, message.update);
      return;
    }
    if (this.#users === 0) this.#adopt(message.version, message.value);
    this.#wake();
  }

  /** One of those that know the login takes the news. If the host cannot record it, the pages are told. */
  async #takeNews(id: string, update: LoginUpdate): Promise<void> {
    if (await this.reserve(`news ${id}`, RECORD_LIFE)) await this.#login.push(update).catch(() => undefined);
  }

  async #tell(message: Message): Promise<void> {
    await this.#limited((digest) => this.#store.publish(digest, JSON.stringify(message)));
  }

  /** Resolves when another process has told something, or after `ms`. */
  #nextNews(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** `undefined`, if the store is out of order. */
  async #limited<T>(ask: (digest: string) => Promise<T>): Promise<T | undefined> {
    const never = new AbortController().signal;
    return within(STORE_PATIENCE, never, async () => ask(await this.#key), undefined).catch(() => undefined);
  }
}

/**
 * Hands over news of a login that this process does not know.
 * @returns whether another process has taken it.
 */
export async function handOverNews(store: RelayStore, key: string, update: LoginUpdate): Promise<boolean> {
  const digest = await toDigest(key);
  if (!(await store.read(digest))) return false;
  const id: string = crypto.randomUUID();
  const message: Message = { type: 'news', from: id, update };
  await store.publish(digest, JSON.stringify(message));
  await sleep(NEWS_PATIENCE, new AbortController().signal);
  return !(await store.lease(await toDigest(`news ${id}`), id, RECORD_LIFE));
}

/** The key of an account holds its credentials. */
async function toDigest(key: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

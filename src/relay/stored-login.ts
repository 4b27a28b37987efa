import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { sleep } from '../platform/async.js';
import { monotonicNow } from '../platform/clock.js';
import { NewestRecord, type RecordedLogin } from './newest-record.js';
import { mayTakeNews } from './news-hand-over.js';
import { StoreEntry, type ProcessMessage } from './store-entry.js';
import type { RelayStore } from './stores/relay-store.js';

/** A process that has died is taken for dead after so long, ms; one that lives prolongs its lease in time. */
const LEASE = 3_000;
const RENEWAL = 1_000;
/** How long the lease of another process is waited for before it is asked for again, ms, if no news comes. */
const NEXT_TRY = 250;
/** The same for a store that is out of order, ms. */
const NEXT_TRY_OF_STORE = 1_000;
/** A process that was disturbed leaves the lease to the other for so long, ms. */
const POLITENESS = 500;
/** What must be done has failed if it could not be begun so long, ms, after the other process was disturbed. */
const FAILURE_AFTER = 5_000;

/** The login that is kept in a store. */
export interface StorableLogin extends RecordedLogin {
  /** Another process has something urgent to do: whatever is being waited for is given up. */
  yield(): void;
  /** Takes news that was told to a process which does not know this login. */
  push(update: LoginUpdate): Promise<void>;
}

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
  readonly #entry: StoreEntry;
  readonly #login: StorableLogin;
  readonly #record: NewestRecord;
  readonly #closing = new AbortController();
  /** Resolves when the newest record is known, or the store has turned out to be out of order. */
  readonly ready: Promise<unknown>;
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
    this.#entry = new StoreEntry(store, key);
    this.#login = login;
    this.#record = new NewestRecord(this.#entry, login);
    this.ready = this.#entry.ask((store, digest) => this.#join(store, digest));
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
  reserve(what: string, ms: number): Promise<boolean> {
    return this.#entry.reserve(what, ms);
  }

  /**
   * Whether no other process has been at work since this one has had the lease. A store that has lost everything gives it to whoever
   * asks first. A store that is out of order gives it to nobody.
   */
  isAlone(): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#users > 0 && (await this.#entry.ask((store, digest) => this.#holdsNewest(store, digest))) === false)
        this.#isLost = true;
      return !this.#isLost;
    });
  }

  /** Gives the lease back, and listens no more. */
  close(): void {
    this.#closing.abort();
    this.#renewal.abort();
    this.#wake();
    if (this.#users > 0) void this.#release();
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
        await this.#entry.tell({ type: 'yield', from: this.#entry.holder });
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
    const isMine = await this.#entry.ask((store, digest) => this.#lease(store, digest));
    if (!isMine) return isMine === undefined ? 'out of order' : 'held';
    const isNewest = await this.#entry.ask((store, digest) => this.#record.adoptFrom(store, digest));
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

  async #holdsNewest(store: RelayStore, digest: string): Promise<boolean> {
    if (!(await this.#lease(store, digest))) return false;
    const newest = await store.read(digest);
    return this.#record.isStill(newest);
  }

  async #leave(hasWorked = true): Promise<false> {
    if (hasWorked) await this.#entry.ask((store, digest) => this.#writeOrAdopt(store, digest));
    this.#users--;
    if (this.#users > 0) return false;
    this.#renewal.abort();
    await this.#release();
    return false;
  }

  #writeOrAdopt(store: RelayStore, digest: string): Promise<true> {
    return this.#isLost ? this.#record.adoptFrom(store, digest) : this.#record.write(store, digest);
  }

  #lease(store: RelayStore, digest: string): Promise<boolean> {
    return store.lease(digest, this.#entry.holder, LEASE);
  }

  #release(): Promise<unknown> {
    return this.#entry.ask((store, digest) => store.release(digest, this.#entry.holder));
  }

  async #join(store: RelayStore, digest: string): Promise<void> {
    void this.#listen(store, digest).catch(() => undefined);
    await this.#record.adoptFrom(store, digest);
  }

  async #listen(store: RelayStore, digest: string): Promise<void> {
    const stop = await store.subscribe(digest, (text) => this.#receive(JSON.parse(text) as ProcessMessage));
    if (this.#closing.signal.aborted) await stop();
    else this.#closing.signal.addEventListener('abort', () => void stop().catch(() => undefined));
  }

  #receive(message: ProcessMessage): void {
    if (message.from === this.#entry.holder || this.#closing.signal.aborted) return;
    if (message.type === 'yield') {
      this.#politeUntil = monotonicNow() + POLITENESS;
      if (this.#users > 0) this.#login.yield();
      return;
    }
    if (message.type === 'news') {
      void this.#takeNews(message.from, message.update);
      return;
    }
    if (this.#users === 0) this.#record.adopt(message.version, message.value);
    this.#wake();
  }

  /** If the host cannot record the news, the pages are told. */
  async #takeNews(id: string, update: LoginUpdate): Promise<void> {
    if (await mayTakeNews(this.#entry, id)) await this.#login.push(update).catch(() => undefined);
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
}

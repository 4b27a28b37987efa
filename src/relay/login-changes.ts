import { monotonicNow } from '../platform/clock.js';
import type { QuestionExclusion } from './question-queue.js';
import { StoredLogin, type ExclusiveOptions, type StorableLogin } from './stored-login.js';
import type { RelayStore } from './stores/relay-store.js';

/** A change that a page waits for so long, ms; then it is answered with what is known. */
const SHORT_PATIENCE = 1_000;

/** How long another process is left to its question to the gateway, ms, before it has to give up for what a page or a host wants. */
export const PATIENCE = { code: 8_000, restart: 2_000, push: 500 } as const;

/** Makes the changes of a login: at once or, where other processes know the login too, one after the other. */
export class LoginChanges {
  readonly #stored: StoredLogin | undefined;

  constructor(store: RelayStore | undefined, key: string | undefined, login: StorableLogin) {
    this.#stored = store && key !== undefined ? new StoredLogin(store, key, login) : undefined;
  }

  /** What questions to the gateway are put with; `undefined`, if no other process knows the login. */
  get exclusion(): QuestionExclusion | undefined {
    return this.#stored;
  }

  /**
   * Makes a change that somebody waits for. `patience`, in ms: then another process has to give its question up.
   * @throws {LoginError} if it could not be made in time.
   */
  make<T>(change: () => T, patience: number): T | Promise<Awaited<T>> {
    return this.#stored ? this.#stored.exclusivelyOrFail(change, patience) : change();
  }

  /** Makes a change if that is soon possible, and still needed then. `undefined`: it is made. */
  tryToMake(
    change: () => void,
    { isNeeded = () => true, patience = Infinity }: ExclusiveOptions = {},
  ): Promise<unknown> | undefined {
    if (this.#stored) return this.#trySoon(this.#stored, change, isNeeded, patience);
    change();
    return undefined;
  }

  /** Reserves what no process may do twice within `ms`. */
  async reserve(what: string, ms: number): Promise<boolean> {
    return this.#stored ? this.#stored.reserve(what, ms) : true;
  }

  /** Whether no other process makes changes at this moment, which happens where the store has lost everything. */
  async isAlone(): Promise<boolean> {
    return this.#stored ? this.#stored.isAlone() : true;
  }

  close(): void {
    this.#stored?.close();
  }

  async #trySoon(stored: StoredLogin, change: () => void, isNeeded: () => boolean, patience: number): Promise<void> {
    await stored.ready;
    const until = monotonicNow() + SHORT_PATIENCE + (Number.isFinite(patience) ? patience : 0);
    await stored.exclusively(change, { isNeeded: () => isNeeded() && monotonicNow() < until, patience });
  }
}

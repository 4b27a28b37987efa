import type { LoginUpdate } from '../login/login.js';
import { within } from '../platform/async.js';
import { toKeyDigest } from './key-digest.js';
import type { RelayStore } from './stores/relay-store.js';

/** A record outlives the last question about its login by at most so long, ms. */
export const RECORD_LIFE = 60_000;
/** A store that takes longer to answer is out of order, ms. */
const STORE_PATIENCE = 2_000;

/** What the processes tell each other about one login. `value`: the record. */
export type ProcessMessage =
  | { readonly type: 'record'; readonly from: string; readonly version: number; readonly value: string }
  | { readonly type: 'yield'; readonly from: string }
  | { readonly type: 'news'; readonly from: string; readonly update: LoginUpdate };

/** What a store has for one login: its lease, its record and its channel. The store may be slow, or out of order. */
export class StoreEntry {
  /** The name under which this process takes the lease and sends messages. */
  readonly holder: string = crypto.randomUUID();
  readonly #store: RelayStore;
  readonly #digest: Promise<string>;

  constructor(store: RelayStore, key: string) {
    this.#store = store;
    this.#digest = toKeyDigest(key);
  }

  /** Asks the store, under the digest of the login's key. `undefined`, if the store is out of order. */
  async ask<T>(question: (store: RelayStore, digest: string) => Promise<T>): Promise<T | undefined> {
    const never = new AbortController().signal;
    const put = async () => question(this.#store, await this.#digest);
    return within(STORE_PATIENCE, never, put, undefined).catch(() => undefined);
  }

  /** Tells the other processes. */
  async tell(message: ProcessMessage): Promise<void> {
    await this.ask((store, digest) => store.publish(digest, JSON.stringify(message)));
  }

  /** Reserves something for a while that no process may do twice. Without the store nobody knows, and it is not done. */
  async reserve(what: string, ms: number): Promise<boolean> {
    const isMine = await this.ask(async (store) => store.lease(await toKeyDigest(what), crypto.randomUUID(), ms));
    return isMine === true;
  }
}

import type { LoginRecord } from './relay-memory.js';
import { RECORD_LIFE, type StoreEntry } from './store-entry.js';
import type { RelayStore, StoredRecord } from './stores/relay-store.js';

/** A login that can be written down, and can go on from what another process has written. */
export interface RecordedLogin {
  readonly record: LoginRecord;
  /** Becomes what another process has written down. */
  adopt(record: LoginRecord): void;
}

/** The newest record of a login that this process knows of. */
export class NewestRecord {
  readonly #entry: StoreEntry;
  readonly #login: RecordedLogin;
  #version = 0;
  /** What stands in the store, as far as this process knows: a store that has lost everything counts versions from the start again. */
  #value: string | undefined;

  constructor(entry: StoreEntry, login: RecordedLogin) {
    this.#entry = entry;
    this.#login = login;
  }

  /** Whether what stands in the store was not written by another process meanwhile. */
  isStill(stored: StoredRecord | undefined): boolean {
    return stored === undefined || stored.value === this.#value;
  }

  /** Where another process has written meanwhile, because this one was too slow to keep its lease, that process is right. */
  async write(store: RelayStore, digest: string): Promise<true> {
    const value = JSON.stringify(this.#login.record);
    const isWritten = await store.write(digest, value, this.#version, RECORD_LIFE);
    if (!isWritten) return this.adoptFrom(store, digest);
    this.#version++;
    this.#value = value;
    await this.#entry.tell({ type: 'record', from: this.#entry.holder, version: this.#version, value });
    return true;
  }

  async adoptFrom(store: RelayStore, digest: string): Promise<true> {
    const newest = await store.read(digest);
    // A store that has lost everything, or was never written to, starts again from here.
    if (newest) this.adopt(newest.version, newest.value);
    else this.#version = 0;
    return true;
  }

  /** Has the login go on from this record, unless that is what it has come from. */
  adopt(version: number, value: string): void {
    const isNews = version !== this.#version || value !== this.#value;
    this.#version = version;
    this.#value = value;
    if (isNews) this.#login.adopt(JSON.parse(value) as LoginRecord);
  }
}

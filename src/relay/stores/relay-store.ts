/** A record as it was written last. */
export interface StoredRecord {
  readonly value: string;
  /** Counts the writings; 0 stands for a record that is not there. */
  readonly version: number;
}

/**
 * Where the processes of a relay meet: for each login a lease, which says who may ask the gateway, a record of how the login stands,
 * and a channel for its news. `key`: a digest, which tells nothing of the account. A method that rejects is tried again later;
 * meanwhile pages are shown what is known.
 */
export interface RelayStore {
  /** Gives the lease to `holder` for `ms` more, unless somebody else has it. Resolves with whether `holder` has it now. */
  lease(key: string, holder: string, ms: number): Promise<boolean>;
  /** Gives the lease back, if `holder` has it. */
  release(key: string, holder: string): Promise<void>;
  /** Reads the record; `undefined` where there is none, or where its time is over. */
  read(key: string): Promise<StoredRecord | undefined>;
  /**
   * Writes the record for `ms`, if the one that is there has this version still. Resolves with whether it was written; its version is
   * then one more.
   */
  write(key: string, value: string, version: number, ms: number): Promise<boolean>;
  /** Tells all who listen to the channel of this key, the teller among them. */
  publish(key: string, message: string): Promise<void>;
  /** Listens to the channel of this key until the function with which it resolves is called. */
  subscribe(key: string, onMessage: (message: string) => void): Promise<() => Promise<void>>;
  /** Lets go of connections and timers. */
  close(): Promise<void>;
}

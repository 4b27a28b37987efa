import { monotonicNow } from '../../platform/clock.js';
import type { RelayStore, StoredRecord } from './relay-store.js';

interface Expiring {
  readonly endsAt: number;
}

/** Keeps everything in this process, for several relays in one of them and for tests. A relay without a store needs none of it. */
export function memoryStore(): RelayStore {
  const leases = new ExpiringMap<Expiring & { readonly holder: string }>();
  const records = new ExpiringMap<Expiring & StoredRecord>();
  const channels = new Map<string, Set<(message: string) => void>>();
  const holds = (key: string, holder: string) => leases.get(key)?.holder === holder;
  return {
    async lease(key, holder, ms) {
      const isFree = leases.get(key) === undefined || holds(key, holder);
      if (isFree) leases.set(key, { holder, endsAt: monotonicNow() + ms });
      return Promise.resolve(isFree);
    },
    async release(key, holder) {
      if (holds(key, holder)) leases.delete(key);
      return Promise.resolve();
    },
    read: (key) => Promise.resolve(records.get(key)),
    async write(key, value, version, ms) {
      const isNewest = (records.get(key)?.version ?? 0) === version;
      if (isNewest) records.set(key, { value, version: version + 1, endsAt: monotonicNow() + ms });
      return Promise.resolve(isNewest);
    },
    async publish(key, message) {
      await Promise.resolve(); // as over a network, nobody hears it before the teller goes on
      for (const listener of [...(channels.get(key) ?? [])]) listener(message);
    },
    subscribe(key, onMessage) {
      const listeners = channels.get(key) ?? new Set();
      channels.set(key, listeners.add(onMessage));
      return Promise.resolve(() => {
        listeners.delete(onMessage);
        if (listeners.size === 0) channels.delete(key);
        return Promise.resolve();
      });
    },
    close: () => Promise.resolve(),
  };
}

/** Values whose time ends. They are forgotten at the next writing, oldest first, so that no timer is needed. */
class ExpiringMap<Value extends Expiring> {
  readonly #values = new Map<string, Value>();

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    return value && monotonicNow() < value.endsAt ? value : undefined;
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const [oldest, { endsAt }] of this.#values) {
      if (monotonicNow() < endsAt) break;
      this.#values.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}

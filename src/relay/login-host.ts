import type { CodeThrottle } from './code-throttle.js';
import type { HostHooks } from './host-hooks.js';
import type { RelayStore } from './stores/relay-store.js';

/** What all logins of a relay have in common. */
export interface LoginHost {
  readonly hooks: HostHooks;
  readonly throttle: CodeThrottle;
  /** Where other processes meet this one. */
  readonly store?: RelayStore | undefined;
}

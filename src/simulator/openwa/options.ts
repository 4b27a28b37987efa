import type { Account } from '../account.js';
import { duration, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import type { CommonScript } from '../script.js';

/** The options that only a simulated OpenWA has. */
export interface OpenWaOptions {
  /** OpenWA: how long a session reads `disconnected` between a scan and the link, in ms; 1,000 by default. */
  readonly openwaGap: number;
  /** OpenWA: how long a session cannot be started after a logout, in ms; 1,000 by default. */
  readonly teardownTime: number;
}

export type OpenWaAccount = Account<OpenWaOptions>;

export const OPENWA_FIELDS: Fields<OpenWaOptions> = {
  openwaGap: duration(1_000),
  teardownTime: duration(1_000),
};

/** An engine is a browser or a connection, which takes its time. */
export const OPENWA_DEFAULTS: Partial<CommonScript> = { qrDelay: 3_000 };

/** The first word of a kind is what an account is that says nothing else. */
export const OPENWA_STATES = {
  disconnected: 'unlinked',
  created: 'unlinked',
  failed: 'unlinked',
  initializing: 'linking',
  authenticating: 'linking',
  ready: 'linked',
  action_required: 'banned',
} as const satisfies Readonly<Record<string, LinkState>>;

import type { Account } from '../account.js';
import type { LinkState } from '../link-state.js';
import type { GreenApiOptions } from './options.js';

export type GreenApiAccount = Account<GreenApiOptions>;

/**
 * The values of `stateInstance`. The last three are linked accounts: restricted (`yellowCard` in newer documents), and
 * `sleepMode` while the phone is off.
 */
export const GREEN_API_STATES = {
  notAuthorized: 'unlinked',
  starting: 'linking',
  authorized: 'linked',
  blocked: 'banned',
  suspended: 'linked',
  yellowCard: 'linked',
  sleepMode: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

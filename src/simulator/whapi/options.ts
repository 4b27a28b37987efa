import type { Account } from '../account.js';
import { duration, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import type { CommonScript } from '../script.js';

/** The options that only a simulated Whapi has. */
export interface WhapiOptions {
  /** Whapi: how long a channel reads `NOT_INIT` between a scan and the link, in ms; 1,000 by default. */
  readonly whapiGap: number;
}

export type WhapiAccount = Account<WhapiOptions>;

export const WHAPI_FIELDS: Fields<WhapiOptions> = { whapiGap: duration(1_000) };

/** A channel that slept needs some seconds; clients have seen 90. */
export const WHAPI_DEFAULTS: Partial<CommonScript> = { qrDelay: 4_000 };

export const WHAPI_STATES = {
  NOT_INIT: 'unlinked',
  LAUNCH: 'linking',
  AUTH: 'linked',
  ERROR: 'banned',
} as const satisfies Readonly<Record<string, LinkState>>;

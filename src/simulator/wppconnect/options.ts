import type { Account } from '../account.js';
import { duration, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import type { CommonScript } from '../script.js';

/** The option that only a simulated WPPConnect Server has. */
export interface WppconnectOptions {
  /** WPPConnect Server: how long a session shows codes until it closes itself, in ms; 60,000 by default. */
  readonly autoClose: number;
}

export type WppconnectAccount = Account<WppconnectOptions>;

export const WPPCONNECT_FIELDS: Fields<WppconnectOptions> = { autoClose: duration(60_000, 1) };

/** A browser has to start and load WhatsApp Web before there is a code. */
export const WPPCONNECT_DEFAULTS: Partial<CommonScript> = { qrDelay: 4_000 };

/** An account that a script puts into `INITIALIZING` stays there, like one whose browser cannot load the page. */
export const WPPCONNECT_STATES = {
  CLOSED: 'unlinked',
  INITIALIZING: 'linking',
  CONNECTED: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

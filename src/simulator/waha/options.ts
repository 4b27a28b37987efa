import type { Account } from '../account.js';
import { choice, duration, flag, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import type { CommonScript } from '../script.js';

/** The options that only a simulated WAHA has. */
export interface WahaOptions {
  /** WAHA: how long a scanned QR code is still given while the session waits for the new connection, in ms; 2,000 by default. */
  readonly scanEcho: number;
  /** WAHA: how long the QR code is held back where no session runs, in ms; 5,100 by default. */
  readonly stoppedDelay: number;
  /** WAHA: how long the QR code is held back in any other wrong state, in ms; 10,100 by default. */
  readonly wrongStateDelay: number;
  /** WAHA: whether a passkey is followed by a code that the person compares with the phone's; `false` by default. */
  readonly passkeyConfirmation: boolean;
  /** WAHA: what `me` holds before anybody is known: nothing, as by default, or an empty number. */
  readonly emptyMe: 'null' | 'half';
}

export type WahaAccount = Account<WahaOptions>;

export const WAHA_FIELDS: Fields<WahaOptions> = {
  scanEcho: duration(2_000),
  stoppedDelay: duration(5_100),
  wrongStateDelay: duration(10_100),
  passkeyConfirmation: flag(false),
  emptyMe: choice('null', 'half'),
};

/** The first QR code lives for 60 s, the others for 20 s. */
export const WAHA_FIRST_LIFE = 60_000;

export const WAHA_DEFAULTS: Partial<CommonScript> = {
  qrDelay: 1_500,
  linkDelay: 4_000,
  firstQrLife: WAHA_FIRST_LIFE,
};

export const WAHA_STATES = {
  STOPPED: 'unlinked',
  FAILED: 'unlinked',
  STARTING: 'linking',
  WORKING: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

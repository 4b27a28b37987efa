import type { Account } from '../account.js';
import { choice, duration, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import type { CommonScript } from '../script.js';

/** The options that only a simulated GOWA has. */
export interface GowaOptions {
  /** GOWA: how the status of a device without credentials reads while it shows a QR code; `closed` by default. */
  readonly unpairedStatus: 'closed' | 'connected';
  /** GOWA: from a connection to the first pairing code that WhatsApp gives on it, in ms; 1,000 by default. */
  readonly codeReadiness: number;
  /** GOWA: how long `login` waits for a QR code, in ms; 45,000 by default. */
  readonly loginTimeout: number;
  /** GOWA: from a scan until the device has its credentials, and can tell of it, in ms; 500 by default. */
  readonly pairingTime: number;
  /** GOWA: how long the device is not connected between a scan and the link, in ms; 1,000 by default. */
  readonly handoverGap: number;
  /** GOWA: whether a passkey is followed by a code that the person compares with the phone's; `skipped` by default. */
  readonly handoff: 'skipped' | 'compared';
}

export type GowaAccount = Account<GowaOptions>;

export const GOWA_FIELDS: Fields<GowaOptions> = {
  unpairedStatus: choice('closed', 'connected'),
  codeReadiness: duration(1_000),
  loginTimeout: duration(45_000),
  pairingTime: duration(500),
  handoverGap: duration(1_000),
  handoff: choice('skipped', 'compared'),
};

/** The first QR code lives for 60 s, the others for 20 s. */
export const GOWA_FIRST_LIFE = 60_000;

export const GOWA_DEFAULTS: Partial<CommonScript> = {
  qrDelay: 1_500,
  linkDelay: 3_000,
  firstQrLife: GOWA_FIRST_LIFE,
};

/** The words of its list of devices. */
export const GOWA_STATES = {
  disconnected: 'unlinked',
  connected: 'linking',
  logged_in: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

import type { Account } from '../account.js';
import { duration, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import type { CommonScript } from '../script.js';

/** The options that only a simulated wwebjs-api has. */
export interface WwebjsOptions {
  /** wwebjs-api: how long its browser takes to start, in ms; 3,000 by default. */
  readonly browserDelay: number;
  /** wwebjs-api: how long the page cannot be asked between a scan and the link, in ms; 1,000 by default. */
  readonly wwebjsGap: number;
}

export type WwebjsAccount = Account<WwebjsOptions>;

export const WWEBJS_FIELDS: Fields<WwebjsOptions> = { browserDelay: duration(3_000), wwebjsGap: duration(1_000) };

/** From the start to the first QR code: the browser, and then WhatsApp's page. */
export const WWEBJS_DEFAULTS: Partial<CommonScript> = { qrDelay: 5_000 };

export const WWEBJS_STATES = {
  session_not_found: 'unlinked',
  session_not_connected: 'linking',
  CONNECTED: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

import type { Account } from '../account.js';
import { choice, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import { WHATSMEOW_FIELDS, type WhatsmeowOptions } from '../whatsmeow-client.js';

/** The options that only a simulated wuzapi has. */
export interface WuzapiOptions extends WhatsmeowOptions {
  /** wuzapi: the year whose spelling of keys and errors it has; `2026` by default. */
  readonly wuzapiVersion: '2026' | '2025';
  /** wuzapi: the events that its webhook is told, which a `connect` may overwrite; `Message,ReadReceipt` by default. */
  readonly wuzapiEvents: string;
}

export type WuzapiAccount = Account<WuzapiOptions>;

export const WUZAPI_FIELDS: Fields<WuzapiOptions> = {
  ...WHATSMEOW_FIELDS,
  wuzapiVersion: choice('2026', '2025'),
  wuzapiEvents: {
    initial: 'Message,ReadReceipt',
    accepts: (value) => typeof value === 'string',
    expected: 'a string',
  },
};

/** The gateway has no words for its states but two flags; these are the words for what they say together. */
export const WUZAPI_STATES = {
  disconnected: 'unlinked',
  connected: 'linking',
  loggedIn: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

import type { Account } from '../account.js';
import { choice, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import { WHATSMEOW_FIELDS, type WhatsmeowOptions } from '../whatsmeow-client.js';

/** The options that only a simulated UAZAPI has, because its documentation leaves open how it behaves. */
export interface UazapiOptions extends WhatsmeowOptions {
  /** UAZAPI: whether `connect` waits for the pairing code, or the code comes with a later `status`; `answer` by default. */
  readonly paircodeComes: 'answer' | 'status';
}

export type UazapiAccount = Account<UazapiOptions>;

export const UAZAPI_FIELDS: Fields<UazapiOptions> = { ...WHATSMEOW_FIELDS, paircodeComes: choice('answer', 'status') };

/** An account that a script puts into `connecting` stays there without a QR code. */
export const UAZAPI_STATES = {
  disconnected: 'unlinked',
  hibernated: 'unlinked',
  connecting: 'linking',
  connected: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

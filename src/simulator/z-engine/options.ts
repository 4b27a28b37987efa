import type { Account } from '../account.js';
import { choice, textLike, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';

/** What only accounts of the engine have: its versions differ in these. */
export interface ZEngineOptions {
  /** Z-API: what the header `Client-Token` must hold; nothing is asked for when it is empty, the default. */
  readonly clientToken: string;
  /** Z-API, PlugChat: what `/qr-code` holds, the payload or a picture of it; `payload` by default. */
  readonly textForm: 'payload' | 'data-uri';
  /** Z-API, PlugChat: what `/qr-code/image` holds; `data-uri` by default. */
  readonly imageForm: 'data-uri' | 'base64';
  /** Z-API: the field a pairing code comes in; `code` by default. */
  readonly codeForm: 'code' | 'value';
  /** Z-API, PlugChat: how a question for a code is told that the account is linked; `connected` by default. */
  readonly alreadyForm: 'connected' | 'error' | 'error-400' | 'empty' | 'null';
}

export type ZEngineAccount = Account<ZEngineOptions>;

export const Z_ENGINE_FIELDS: Fields<ZEngineOptions> = {
  clientToken: textLike('', /^[\w-]*$/, 'letters and digits'),
  textForm: choice('payload', 'data-uri'),
  imageForm: choice('data-uri', 'base64'),
  codeForm: choice('code', 'value'),
  alreadyForm: choice('connected', 'error', 'error-400', 'empty', 'null'),
};

/**
 * The engine says `connected` and `smartphoneConnected`, and has no words for the rest. Scripts have always set its accounts
 * with these words of another gateway; of the finer ones only `sleepMode` (the phone is off) shows in an answer.
 */
export const Z_ENGINE_STATES = {
  notAuthorized: 'unlinked',
  starting: 'linking',
  authorized: 'linked',
  blocked: 'banned',
  suspended: 'linked',
  yellowCard: 'linked',
  sleepMode: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

import type { Account } from '../account.js';
import { choice, textLike, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';

/** The options that only accounts of this engine have, because its versions differ in them. */
export interface ZEngineOptions {
  /** Z-API: what the header `Client-Token` must hold; empty, the default, means that the header is not needed. */
  readonly clientToken: string;
  /** Z-API, PlugChat: what `/qr-code` holds, the payload or a picture of it; `payload` by default. */
  readonly textForm: 'payload' | 'data-uri';
  /** Z-API, PlugChat: what `/qr-code/image` holds; `data-uri` by default. */
  readonly imageForm: 'data-uri' | 'base64';
  /** Z-API: the field a pairing code comes in; `code` by default. */
  readonly codeForm: 'code' | 'value';
  /** Z-API, PlugChat: the answer to a question for a QR code when the account is linked; `connected` by default. */
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
 * The engine has no words for the states of an account but two booleans, `connected` and `smartphoneConnected`. So
 * scripts use these words, which many of them share with another gateway. `sleepMode` means that the phone is off.
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

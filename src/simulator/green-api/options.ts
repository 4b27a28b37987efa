import { choice, type Fields } from '../fields.js';

/** The options that only a simulated Green API has, because its documents and its servers differ in them. */
export interface GreenApiOptions {
  /** Green API: the frame that tells a socket of success; `accountData` by default. */
  readonly linkedFrame: 'accountData' | 'alreadyLogged';
  /** Green API: the frame that ends a socket's window; `timeoutExpired` by default. */
  readonly timeoutFrame: 'timeoutExpired' | 'timeout';
  /** Green API: the type that says that a passkey is wanted; `passkeyRequired` by default. */
  readonly passkeyFrame: 'passkeyRequired' | 'PassKeyRequire';
  /** Green API: what `qr` answers between scan and link; `starting` (a 400) by default. */
  readonly qrWhileStarting: 'starting' | 'alreadyLogged';
  /**
   * Green API: `phone` of getWaSettings as a string, as a number beside `chatId`, or `chatId` alone; `string` by
   * default.
   */
  readonly phoneForm: 'string' | 'number' | 'chatId';
}

export const GREEN_API_FIELDS: Fields<GreenApiOptions> = {
  linkedFrame: choice('accountData', 'alreadyLogged'),
  timeoutFrame: choice('timeoutExpired', 'timeout'),
  passkeyFrame: choice('passkeyRequired', 'PassKeyRequire'),
  qrWhileStarting: choice('starting', 'alreadyLogged'),
  phoneForm: choice('string', 'number', 'chatId'),
};

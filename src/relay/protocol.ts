import type { LoginUpdate, PasskeyAssertion } from '../login/login.js';

/** What a page wants of an answer: a code to show, or only how the login stands. */
export type Want = 'qr' | 'state';

/** What a page may ask for in the body of a POST or in a frame. */
export type RelayCommand =
  | { readonly type: 'code'; readonly phone: string }
  | { readonly type: 'restart' }
  /** Without an assertion: the person has compared the code. */
  | { readonly type: 'passkey'; readonly assertion?: PasskeyAssertion };

/** A question how the login stands. */
export interface PageQuestion {
  readonly want: Want;
  /** The version that the page has. Without one it is answered at once. */
  readonly seen?: string | undefined;
  /** How long the answer may be held until there is another version, ms. */
  readonly wait?: number | undefined;
}

export type RelayRequest = ({ readonly type: 'get' } & PageQuestion) | RelayCommand;

export interface Reply {
  readonly update: LoginUpdate;
  /** In seconds, where the relay itself refuses the request for so long. */
  readonly retryAfter?: number;
}

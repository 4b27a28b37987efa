import type { Gateway } from '../gateways/gateway.js';
import type { LoginState, LoginUpdate } from '../login/login.js';
import type { RelayMemory } from './relay-memory.js';

/** The login that an upstream feeds. */
export interface UpstreamLogin {
  /** Who is asked. The host may have new credentials for the same account, so it may be another object at the next question. */
  readonly gateway: Gateway;
  readonly memory: RelayMemory;
  /**
   * Folds an update into the state of the login or, where it answers a request for a pairing code, of the run in `from`.
   * @throws {LoginError} if the number is linked and the host could not record that.
   */
  receive(update: LoginUpdate, from?: LoginState): Promise<void>;
  /** Ends the login with an error, even one that had ended well. */
  fail(error: unknown): void;
  /** Begins a new run after the end of the last. */
  beginAnew(): void;
}

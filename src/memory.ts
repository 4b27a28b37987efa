import type { LoginState } from './login.js';

/** What survives a reconnect, a pause, a fallback and the back-forward cache. Whoever reads the updates folds them into `login`. */
export class Memory {
  login: LoginState;
  /** When a QR code may be asked for again after none came, ms. */
  qrDue = 0;
  /** The pairing code was asked for: never twice. */
  coded = false;
  /** Some answer came, so neither CORS nor CSP is in the way. */
  answered = false;
  /** The person asked for new codes after the last ones expired: the gateway is told once. */
  restart: boolean;
  /** Between two answers, ms; the gateway's own pace by default. */
  readonly every: () => number | undefined;

  constructor(login: LoginState, every: () => number | undefined = () => undefined, restart = false) {
    this.login = login;
    this.every = every;
    this.restart = restart;
  }
}

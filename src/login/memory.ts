import type { LoginState } from './login.js';

/** What survives a reconnect, a pause, a fallback and the back-forward cache. Whoever reads the updates folds them into `login`. */
export class Memory {
  login: LoginState;
  /** What the gateway must be asked once: the pairing code of this run, or to begin anew after the last codes expired. */
  owes: 'code' | 'restart' | undefined;
  /** When a QR code may be asked for again after none came, ms. */
  qrDue = 0;
  /** Since when the gateway has had no login under way although a code was shown, ms. */
  idleSince: number | undefined;
  /** Some answer came, so neither CORS nor CSP is in the way. */
  answered = false;
  /** Between two answers, ms; the gateway's own pace by default. */
  readonly every: () => number | undefined;

  constructor(login: LoginState, owes?: 'code' | 'restart', every: () => number | undefined = () => undefined) {
    this.login = login;
    this.owes = owes;
    this.every = every;
  }
}

import type { LoginState } from './login.js';

/**
 * What a run remembers when its socket reconnects, when polling takes over from a socket, and while the page is in the
 * back-forward cache. The consumer of the updates keeps `login` up to date with `advance()`.
 */
export class Memory {
  login: LoginState;
  /** A request that must still be made, and only once: for a pairing code, or for new QR codes after the last ones expired. */
  owes: 'code' | 'restart' | undefined;
  /** The earliest time at which the gateway may be asked for a QR code again; all times are ms by `monotonicNow()`. */
  qrDue = 0;
  /** When the QR code on screen was last in an answer, and when it ends, where that could be learned. */
  codeSeenAt: number | undefined;
  codeEndsAt: number | undefined;
  /** Since when the gateway reports no login under way although a code was shown. */
  idleSince: number | undefined;
  /** This login was started here, so its first QR code is known to be new. */
  isStarted = false;
  /** The gateway was asked to finish a login that seemed to have stopped half-way, which is done once. */
  isResumed = false;
  /** The version of the last answer, so that a backend can hold the next one until there is news. */
  seen: string | undefined;
  /** Some answer came, so neither CORS nor CSP is in the way. */
  answered = false;
  /** Returns the page's own interval between two questions in ms; undefined means the gateway's pace. */
  readonly every: () => number | undefined;

  constructor(login: LoginState, owes?: 'code' | 'restart', every: () => number | undefined = () => undefined) {
    this.login = login;
    this.owes = owes;
    this.every = every;
  }
}

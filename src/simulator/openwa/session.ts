import type { OpenWaAccount } from './options.js';

/** How long one login shows QR codes, in ms, before its engine gives up. */
const LOGIN_TIME = 160_000;
/** From a scan until WhatsApp ends the connection, and from the new connection to the linked account, in ms. */
const AUTHENTICATING = 1_000;
const INITIALIZING = 500;
/** How long an engine tries with credentials that WhatsApp refuses, in ms. */
const REFUSAL_TIME = 1_000;

/** The values of `status` on the wire. */
export type SessionStatus =
  'created' | 'disconnected' | 'failed' | 'initializing' | 'qr_ready' | 'authenticating' | 'ready' | 'action_required';

/** What OpenWA keeps for a session, beside its link. */
export class OpenWaSession {
  readonly #account: OpenWaAccount;
  /** A pairing code was given and not used. It has left credentials behind, which WhatsApp refuses at the next start. */
  #hasUnusedCode = false;
  #refusedAt: number | undefined;
  #loggedOutAt = -Infinity;

  constructor(account: OpenWaAccount) {
    this.#account = account;
  }

  get status(): SessionStatus {
    const { state, qrCodes, nuance } = this.#account;
    if (state === 'linked') return 'ready';
    if (state === 'banned') return 'action_required';
    if (state === 'linking') return this.#linkingStatus;
    if (qrCodes.isUnderWay) return qrCodes.current === undefined ? 'initializing' : 'qr_ready';
    if (this.#refusedAt !== undefined) return this.#account.now() < this.#refusedAt ? 'initializing' : 'failed';
    return nuance === 'created' || nuance === 'failed' ? nuance : 'disconnected';
  }

  /** A process for this session runs, so that it cannot be started. */
  get hasEngine(): boolean {
    return !['created', 'disconnected', 'failed'].includes(this.status);
  }

  /** A logout is still removing the credentials. */
  get isEnding(): boolean {
    return this.#account.now() - this.#loggedOutAt < this.#account.script.teardownTime;
  }

  get linkDelay(): number {
    const { linkDelay, openwaGap } = this.#account.script;
    return Math.max(linkDelay, AUTHENTICATING + openwaGap + INITIALIZING);
  }

  /** Between a scan and the link this makes another engine log in with the same credentials. */
  start(): void {
    if (this.#account.state === 'linking') return this.#account.loginAgain();
    const wasRefused = this.#refusedAt !== undefined;
    this.#refusedAt = undefined;
    if (this.#hasUnusedCode && !wasRefused) this.#refusedAt = this.#account.now() + REFUSAL_TIME;
    else this.#account.qrCodes.begin(LOGIN_TIME);
    this.#hasUnusedCode = false;
  }

  givePairingCode(): string {
    this.#hasUnusedCode = true;
    return this.#account.renewPairingCode();
  }

  logOut(): void {
    this.#account.logout();
    this.#hasUnusedCode = false;
    this.#loggedOutAt = this.#account.now();
  }

  get #linkingStatus(): SessionStatus {
    this.#hasUnusedCode = false;
    const { linkingSince, nuance, script } = this.#account;
    if (linkingSince === undefined) return nuance === 'initializing' ? nuance : 'authenticating';
    const since = this.#account.now() - linkingSince - AUTHENTICATING;
    if (since < 0) return 'authenticating';
    return since < script.openwaGap ? 'disconnected' : 'initializing';
  }
}

const sessions = new WeakMap<OpenWaAccount, OpenWaSession>();

export function sessionOf(account: OpenWaAccount): OpenWaSession {
  const session = sessions.get(account) ?? new OpenWaSession(account);
  sessions.set(account, session);
  return session;
}

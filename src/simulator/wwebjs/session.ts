import type { WwebjsAccount } from './options.js';

/** From a scan until the page is loaded anew, and from then to the linked account, in ms. */
const AUTHENTICATING = 500;
const LOADING = 500;

/** What the server says of a session. */
export type SessionMessage =
  'session_not_found' | 'session_not_connected' | 'session_connected' | 'session closed' | 'browser tab closed';

/** What wwebjs-api keeps for a session, beside its link: a browser with WhatsApp's page in it. */
export class WwebjsSession {
  readonly #account: WwebjsAccount;
  #browserSince: number | undefined;
  /** Asking for a pairing code stops the QR codes of the page, and the server goes on answering with the last one. */
  #lastQr: string | undefined;

  constructor(account: WwebjsAccount) {
    this.#account = account;
  }

  get message(): SessionMessage {
    const { state, qrCodes } = this.#account;
    if (state === 'linked') return this.#isStarting ? 'session_not_found' : 'session_connected';
    if (state === 'linking') return this.#isInGap ? 'session closed' : 'session_not_connected';
    if (this.#browserSince === undefined || this.#isStarting) return 'session_not_found';
    // The page shows codes for ever, so without any it is gone.
    return qrCodes.isUnderWay ? 'session_not_connected' : 'browser tab closed';
  }

  get hasBrowser(): boolean {
    return this.message !== 'session_not_found';
  }

  /** While a browser starts, the server does not know of it. */
  get isStarting(): boolean {
    return this.#isStarting;
  }

  get qr(): string | undefined {
    if (this.#account.state !== 'unlinked') return undefined;
    return this.#lastQr ?? this.#account.qrCodes.current;
  }

  get linkDelay(): number {
    const { linkDelay, wwebjsGap } = this.#account.script;
    return Math.max(linkDelay, AUTHENTICATING + wwebjsGap + LOADING);
  }

  /** Between a scan and the link another browser logs the phone in once more. */
  openBrowser(): void {
    const { state, qrCodes } = this.#account;
    this.#browserSince = this.#account.now();
    this.#lastQr = undefined;
    if (state === 'linking') this.#account.loginAgain();
    if (state === 'unlinked') qrCodes.begin(Infinity);
  }

  closeBrowser(): void {
    this.#account.logout();
    this.#browserSince = undefined;
  }

  givePairingCode(): string {
    this.#lastQr = this.qr;
    return this.#account.renewPairingCode();
  }

  get #isStarting(): boolean {
    const since = this.#browserSince;
    return since !== undefined && this.#account.now() - since < this.#account.script.browserDelay;
  }

  /** The page is loaded anew, and nobody can look into it. */
  get #isInGap(): boolean {
    const { linkingSince, script } = this.#account;
    if (linkingSince === undefined) return false;
    const since = this.#account.now() - linkingSince - AUTHENTICATING;
    return since >= 0 && since < script.wwebjsGap;
  }
}

const sessions = new WeakMap<WwebjsAccount, WwebjsSession>();

export function sessionOf(account: WwebjsAccount): WwebjsSession {
  const session = sessions.get(account) ?? new WwebjsSession(account);
  sessions.set(account, session);
  return session;
}

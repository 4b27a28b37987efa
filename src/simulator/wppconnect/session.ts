import type { WppconnectAccount } from './options.js';

/** From the QR code that WhatsApp Web would show to the pairing code in its place, in ms. */
const PHONE_CODE_TIME = 1_500;

/** The values of `status` on the wire. */
export type SessionStatus = 'CLOSED' | 'INITIALIZING' | 'QRCODE' | 'PHONECODE' | 'CONNECTED';

/** What WPPConnect Server keeps for a session: its browser, or what is left of it. */
export class WppconnectSession {
  readonly #account: WppconnectAccount;
  #phone: string | undefined;
  #phoneCode: string | undefined;
  #phoneCodeDue = 0;
  /** A call has closed the session, which leaves something behind that is no session. */
  #wasClosed = false;
  /** When the session closes itself, unless a phone is linked in the meantime, and how many were linked before. */
  #closing: { readonly at: number; readonly logins: number } | undefined;

  constructor(account: WppconnectAccount) {
    this.#account = account;
  }

  get status(): SessionStatus {
    const { state, linkingSince, qrCodes } = this.#account;
    if (state === 'linked') return 'CONNECTED';
    if (state === 'linking') return linkingSince === undefined ? 'INITIALIZING' : this.#codeStatus;
    if (state === 'banned' || !qrCodes.isUnderWay) return 'CLOSED';
    if (this.#phone === undefined) return qrCodes.current === undefined ? 'INITIALIZING' : 'QRCODE';
    return this.phoneCode === undefined ? 'INITIALIZING' : 'PHONECODE';
  }

  /** The QR code in the answers, which stays after a scan, after the link, and when the session has closed itself. */
  get urlcode(): string | undefined {
    const { status } = this;
    const isKept = status === 'CLOSED' ? this.#hasClosedItself : status !== 'INITIALIZING';
    return isKept && this.#phone === undefined ? this.#account.qrCodes.latest : undefined;
  }

  get phone(): string | undefined {
    return this.#phone;
  }

  /** No answer holds it but that of the start which has asked for it. */
  get phoneCode(): string | undefined {
    const isDue = this.#phone !== undefined && this.#account.now() >= this.#phoneCodeDue;
    if (isDue && this.#account.qrCodes.isUnderWay) this.#phoneCode ??= this.#account.renewPairingCode();
    return this.#phoneCode;
  }

  /** How long until the first code, in ms. */
  get codeDelay(): number {
    return this.#account.script.qrDelay + (this.#phone === undefined ? 0 : PHONE_CODE_TIME);
  }

  /** The server holds nothing for this session: it was never opened, or unlinked, or the process has begun anew. */
  get isUnknown(): boolean {
    return this.status === 'CLOSED' && !this.#wasClosed && !this.#hasClosedItself;
  }

  /** The value of `status` for what the server holds, which a call that closes the session empties. */
  get heldStatus(): SessionStatus | null {
    return this.#wasClosed && this.status === 'CLOSED' ? null : this.status;
  }

  /** Opens a browser, unless there is one. It closes by itself when nobody uses its codes. */
  start(phone: string | undefined): void {
    if (this.status !== 'CLOSED' || this.#account.state === 'banned') return;
    this.#wasClosed = false;
    this.#phone = phone;
    this.#phoneCode = undefined;
    this.#phoneCodeDue = this.#account.now() + this.codeDelay;
    const { autoClose, qrDelay } = this.#account.script;
    this.#closing = { at: this.#account.now() + qrDelay + autoClose, logins: this.#account.logins };
    this.#account.qrCodes.begin(autoClose);
  }

  close(): void {
    this.#account.logout();
    this.#wasClosed = true;
  }

  get #hasClosedItself(): boolean {
    if (this.#closing === undefined || this.#wasClosed) return false;
    return this.#account.now() >= this.#closing.at && this.#account.logins === this.#closing.logins;
  }

  get #codeStatus(): SessionStatus {
    return this.#phone === undefined ? 'QRCODE' : 'PHONECODE';
  }
}

const sessions = new WeakMap<WppconnectAccount, WppconnectSession>();

export function sessionOf(account: WppconnectAccount): WppconnectSession {
  const session = sessions.get(account) ?? new WppconnectSession(account);
  sessions.set(account, session);
  return session;
}

import { WAHA_FIRST_LIFE, type WahaAccount } from './options.js';

/** After the first QR code, five more. */
const LATER_CODES = 5;
/** How long a session tries to log in with credentials that WhatsApp refuses, in ms. */
const REFUSED_AFTER = 1_000;

/** The values of `status` on the wire. */
export type WahaStatus =
  'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'PASSKEY_REQUIRED' | 'PASSKEY_CONFIRMATION_REQUIRED' | 'WORKING' | 'FAILED';

/** The field `me`: who is logged in, or will be, or was. */
export interface WahaMe {
  readonly id: string;
  readonly pushName?: string;
  readonly lid: string;
}

/** What WAHA keeps of a session, beside the account. */
export class WahaSession {
  readonly #account: WahaAccount;
  #isRunning = false;
  /** The number that a pairing code was asked for. It leaves credentials behind, which no later login can use. */
  #askedFor: string | undefined;
  /** When a login with such credentials was begun. */
  #refusedSince: number | undefined;
  /** WhatsApp wants the code of the passkey to be compared. */
  #confirmation: string | undefined;

  constructor(account: WahaAccount) {
    this.#account = account;
  }

  get status(): WahaStatus {
    const { state, nuance, linkingSince, wantsPasskey, qrCodes } = this.#account;
    if (nuance !== undefined) return nuance as WahaStatus;
    if (state === 'linked') return 'WORKING';
    if (state === 'linking') return linkingSince !== undefined && this.#isEchoing ? 'SCAN_QR_CODE' : 'STARTING';
    if (wantsPasskey) return this.#confirmation === undefined ? 'PASSKEY_REQUIRED' : 'PASSKEY_CONFIRMATION_REQUIRED';
    if (!this.#isRunning) return 'STOPPED';
    if (this.#refusedSince !== undefined) return this.#isRefused ? 'FAILED' : 'STARTING';
    if (!qrCodes.isUnderWay) return 'FAILED';
    return qrCodes.current === undefined ? 'STARTING' : 'SCAN_QR_CODE';
  }

  /** A session that has stopped or failed can be started; any other, and a failed one to `start`, counts as running. */
  get isRunning(): boolean {
    return this.status !== 'STOPPED';
  }

  get me(): WahaMe | null {
    const { script, state, linkingSince } = this.#account;
    const id = `${script.phone}@c.us`;
    const isKnown = state === 'linked' || (state === 'linking' && linkingSince !== undefined);
    if (isKnown)
      return {
        id,
        ...(state === 'linked' && script.name !== '' && { pushName: script.name }),
        lid: '15511900000000@lid',
      };
    if (this.#askedFor !== undefined) return { id: `${this.#askedFor}@c.us`, pushName: '~', lid: '' };
    return script.emptyMe === 'half' && this.isRunning ? { id: '@c.us', pushName: '~', lid: '' } : null;
  }

  /** The QR code that the session gives; the one that was scanned stays for a while. */
  get qr(): string | undefined {
    const { qrCodes } = this.#account;
    return this.status === 'SCAN_QR_CODE' ? qrCodes.latest : undefined;
  }

  get confirmation(): string | undefined {
    return this.#confirmation;
  }

  start(): void {
    this.#account.change({}, 'unlinked');
    this.#isRunning = true;
    this.#confirmation = undefined;
    this.#refusedSince = this.#askedFor === undefined ? undefined : this.#account.now();
    if (this.#refusedSince !== undefined) return;
    this.#account.qrCodes.begin(WAHA_FIRST_LIFE + LATER_CODES * this.#account.script.qrLife);
  }

  stop(): void {
    this.#account.change({}, 'unlinked');
    this.#isRunning = false;
  }

  /** Forgets the credentials, and starts again. */
  logOut(): void {
    this.#askedFor = undefined;
    this.#account.logout();
    this.start();
  }

  askForCode(phone: string): string {
    this.#askedFor = phone;
    return this.#account.renewPairingCode();
  }

  answerPasskey(): void {
    if (!this.#account.script.passkeyConfirmation) return this.#account.acceptPasskey();
    this.#confirmation = '4711';
  }

  confirmPasskey(): void {
    this.#confirmation = undefined;
    this.#account.acceptPasskey();
  }

  get #isEchoing(): boolean {
    const { linkingSince = 0, script } = this.#account;
    return this.#account.now() - linkingSince < script.scanEcho;
  }

  get #isRefused(): boolean {
    return this.#account.now() - (this.#refusedSince ?? 0) >= REFUSED_AFTER;
  }
}

const sessions = new WeakMap<WahaAccount, WahaSession>();

export function sessionOf(account: WahaAccount): WahaSession {
  const session = sessions.get(account) ?? new WahaSession(account);
  sessions.set(account, session);
  return session;
}

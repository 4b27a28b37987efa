import type { Account } from './account.js';
import { duration, type Fields } from './fields.js';
import type { CommonScript } from './script.js';

/** How long a client takes to reach WhatsApp, in ms. Until then it is there, but not connected. */
const CONNECT_TIME = 500;
/** The time from the scan until WhatsApp ends the connection (stream error 515), in ms. */
const PAIRING_TIME = 500;
/** The time from the connection with the new credentials to the linked account, in ms. */
const LOGIN_TIME = 500;
/** WhatsApp gives one login so many QR codes. */
const CODES = 6;

/** The option of all gateways that are built on the library whatsmeow. */
export interface WhatsmeowOptions {
  /** Gateways on whatsmeow: how long their client is not connected between a scan and the link, in ms; 1,000 by default. */
  readonly whatsmeowGap: number;
}

export const WHATSMEOW_FIELDS: Fields<WhatsmeowOptions> = { whatsmeowGap: duration(1_000) };

/** WhatsApp's own times: the first QR code of a login lives for 60 s, the others for 20 s. */
export const WHATSMEOW_DEFAULTS: Partial<CommonScript> = { qrDelay: 1_000, firstQrLife: 60_000, qrLife: 20_000 };

/**
 * How a client stands. `offline`: it is there, but not connected. `pairing`: it is connected and shows QR codes.
 * `gap`: WhatsApp has ended the connection that was scanned. `login`: it is connected with the new credentials.
 */
export type ClientState = 'none' | 'offline' | 'pairing' | 'gap' | 'login' | 'linked';

/** The client that a gateway keeps for an account: what the library whatsmeow makes of a login. */
export class WhatsmeowClient<Options extends WhatsmeowOptions> {
  readonly #account: Account<Options>;
  #startedAt = 0;
  #loginTime = 0;
  #isCodeLogin = false;

  constructor(account: Account<Options>) {
    this.#account = account;
  }

  get state(): ClientState {
    const { state, qrCodes } = this.#account;
    if (state === 'linked') return 'linked';
    if (state === 'linking') return this.#linkingState;
    if (state === 'banned' || !qrCodes.isUnderWay) return 'none';
    return this.#account.now() < this.#startedAt + CONNECT_TIME ? 'offline' : 'pairing';
  }

  get isConnected(): boolean {
    const { state } = this;
    return state === 'pairing' || state === 'login' || state === 'linked';
  }

  get isLoggedIn(): boolean {
    return this.state === 'linked';
  }

  /** The QR code that a gateway would show. The library clears it as soon as it is scanned. */
  get qr(): string | undefined {
    return this.state === 'pairing' ? this.#account.qrCodes.current : undefined;
  }

  /** A pairing code was asked for in this login. */
  get isCodeLogin(): boolean {
    return this.#isCodeLogin && this.#account.qrCodes.isUnderWay;
  }

  /** The time from a scan to the linked account, in ms. */
  get linkDelay(): number {
    const { linkDelay, whatsmeowGap } = this.#account.script;
    return Math.max(linkDelay, PAIRING_TIME + whatsmeowGap + LOGIN_TIME);
  }

  /**
   * Starts a client, whatever there is already: one that is on its way begins anew, and one that was scanned logs in a
   * second time. `codes`: after so many QR codes the gateway ends the login.
   */
  start(codes = CODES): void {
    const { state, qrCodes } = this.#account;
    if (state === 'linking' || state === 'linked') return this.#account.loginAgain();
    if (state === 'banned') return;
    this.#startedAt = this.#account.now();
    this.#isCodeLogin = false;
    this.#loginTime = this.#timeOf(Math.min(codes, CODES));
    qrCodes.begin(this.#loginTime);
  }

  /**
   * A pairing code, which is valid as long as its login; `undefined` before the first QR code, when WhatsApp gives
   * none.
   */
  pair(): string | undefined {
    if (this.qr === undefined) return undefined;
    this.#isCodeLogin = true;
    const { codeLife, qrDelay } = this.#account.script;
    const left = this.#startedAt + qrDelay + this.#loginTime - this.#account.now();
    return this.#account.renewPairingCode(Math.min(codeLife, left));
  }

  /** How long a login of so many QR codes goes on from its first one, in ms. */
  #timeOf(codes: number): number {
    const { qrLife, firstQrLife = qrLife } = this.#account.script;
    return firstQrLife + (codes - 1) * qrLife;
  }

  /** An account that a script has put there was not scanned, and stays connected without a code. */
  get #linkingState(): ClientState {
    const { linkingSince, script } = this.#account;
    if (linkingSince === undefined) return 'login';
    const inGap = this.#account.now() - linkingSince - PAIRING_TIME;
    if (inGap < 0) return 'pairing';
    return inGap < script.whatsmeowGap ? 'gap' : 'login';
  }
}

const clients = new WeakMap<object, unknown>();

/** The client of an account, which is the same each time. */
export function clientOf<Options extends WhatsmeowOptions>(account: Account<Options>): WhatsmeowClient<Options> {
  const known = clients.get(account) as WhatsmeowClient<Options> | undefined;
  const client = known ?? new WhatsmeowClient(account);
  clients.set(account, client);
  return client;
}

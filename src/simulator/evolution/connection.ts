import { EVOLUTION_VERSIONS, type EvolutionAccount } from './options.js';

/** WhatsApp gives a connection so many QR codes, and then ends it. */
const CODES_PER_CONNECTION = 6;
/** From the scan to the moment at which WhatsApp ends the connection (515), in ms. */
const PAIRING_TIME = 500;
/** From the second connection to the linked account, in ms. */
const RECONNECT_TIME = 500;
/** From a restart to the next QR code, in ms. */
const RESTART_TIME = 2_000;

/** The values of `state` on the wire. */
export type ConnectionState = 'close' | 'connecting' | 'open';

/** What `connect` tells of a login. */
export interface QrAnswer {
  readonly pairingCode?: string | null;
  /** The payload of the QR code. */
  readonly code?: string;
  readonly count: number;
}

/** An instance's connection with WhatsApp: what the gateway knows of an account beyond its link. */
export class EvolutionConnection {
  readonly #account: EvolutionAccount;
  readonly createdAt: number;
  #isCodeLogin = false;
  /** What the gateway has put together last, and from which QR code: it stays in the answers until there is more. */
  #latest: { readonly turn: number; readonly pairingCode: string | null; readonly code: string } | undefined;
  /** The QR codes that no longer count. */
  #forgotten = 0;
  /** The version does not reconnect by itself once a client has logged it out. */
  #needsReconnect = false;
  /** The scan after which a client has reconnected it. */
  #reconnectedAfter: number | undefined;

  constructor(account: EvolutionAccount) {
    this.#account = account;
    this.createdAt = account.now();
  }

  get state(): ConnectionState {
    const { state, qrCodes } = this.#account;
    if (state === 'linked') return 'open';
    if (state === 'linking') return this.#isInGap ? 'close' : 'connecting';
    return state === 'unlinked' && qrCodes.isUnderWay ? 'connecting' : 'close';
  }

  /**
   * What is answered while connecting. Until the account is linked that is the last QR code, scanned or not; and until the
   * first one of a login has come, it is the last one of the login before, dead as it is.
   */
  get qrAnswer(): QrAnswer {
    const count = this.#count;
    if (count === 0) this.#latest = undefined;
    else this.#putTogether();
    if (!this.#latest) return { count };
    const { pairingCode, code } = this.#latest;
    return { pairingCode, code, count };
  }

  /** From a scan to the linked account, in ms. */
  get linkDelay(): number {
    if (this.#needsReconnect) return Infinity;
    return Math.max(this.#account.script.linkDelay, PAIRING_TIME + this.#reconnectGap + RECONNECT_TIME);
  }

  /** What `connect` does in `close`. After a scan that is a second login with the credentials of the first. */
  start(isCodeLogin: boolean): void {
    const { state, qrCodes } = this.#account;
    if (state === 'linking') return this.#reconnect();
    if (state === 'banned') return;
    this.#isCodeLogin = isCodeLogin;
    qrCodes.begin(this.#loginTime);
  }

  restart(): void {
    this.#account.qrCodes.restart(RESTART_TIME, this.#loginTime);
  }

  logOut(): void {
    this.#account.logout();
    this.#isCodeLogin = false;
    this.#needsReconnect = !this.#version.reconnectsAfterLogout;
  }

  get #version() {
    return EVOLUTION_VERSIONS[this.#account.script.evolutionVersion];
  }

  get #reconnectGap(): number {
    return this.#account.script.reconnectGap ?? this.#version.reconnectGap;
  }

  /** WhatsApp has ended the connection of the scan, and the one with the new credentials has not begun. */
  get #isInGap(): boolean {
    const since = this.#account.linkingSince;
    if (since === undefined) return false;
    const inGap = this.#account.now() - since - PAIRING_TIME;
    if (inGap < 0) return false;
    return this.#needsReconnect ? this.#reconnectedAfter !== since : inGap < this.#reconnectGap;
  }

  #reconnect(): void {
    const since = this.#account.linkingSince;
    if (!this.#needsReconnect || this.#reconnectedAfter === since) return this.#account.loginAgain();
    this.#reconnectedAfter = since;
    this.#account.finishLinkingIn(RECONNECT_TIME);
  }

  /** How many QR codes there have been, through logouts and all, until the limit has closed the instance. */
  get #count(): number {
    const { qrCodes, script } = this.#account;
    const count = qrCodes.count - this.#forgotten;
    if (count < script.qrLimit || qrCodes.isUnderWay) return count;
    this.#forgotten = qrCodes.count;
    return 0;
  }

  /** How long a login goes on from its first QR code, in ms. With a pairing code its credentials are refused in the end. */
  get #loginTime(): number {
    const { qrLife, qrLimit } = this.#account.script;
    const left = Math.max(1, qrLimit - this.#count);
    const goesOn = this.#version.renewsLogins && !this.#isCodeLogin;
    return qrLife * (goesOn ? left : Math.min(left, CODES_PER_CONNECTION));
  }

  /** Each QR code brings another pairing code, which takes its time: the count is ahead of the rest for so long. */
  #putTogether(): void {
    const { qrCodes, script } = this.#account;
    const turn = qrCodes.count;
    const code = this.#isCodeLogin ? qrCodes.current : qrCodes.latest;
    if (code === undefined || this.#latest?.turn === turn) return;
    if (this.#isCodeLogin && this.#account.now() < (qrCodes.since ?? 0) + script.pairingCodeDelay) return;
    this.#latest = { turn, code, pairingCode: this.#isCodeLogin ? this.#renewPairingCode() : null };
  }

  /** It dies with the QR code that it came with. */
  #renewPairingCode(): string {
    const life = (this.#account.qrCodes.due ?? 0) - this.#account.now();
    return this.#account.renewPairingCode(life);
  }
}

const connections = new WeakMap<EvolutionAccount, EvolutionConnection>();

export function connectionOf(account: EvolutionAccount): EvolutionConnection {
  const connection = connections.get(account) ?? new EvolutionConnection(account);
  connections.set(account, connection);
  return connection;
}

import { EVOLUTION_VERSIONS, type EvolutionAccount } from './options.js';

/** After this many QR codes WhatsApp ends a connection. */
const CODES_PER_CONNECTION = 6;
/** The time from the scan until WhatsApp ends the connection (stream error 515), in ms. */
const PAIRING_TIME = 500;
/** The time from the connection with the new credentials to the linked account, in ms. */
const RECONNECT_TIME = 500;
/** The time from a restart to the next QR code, in ms. */
const RESTART_TIME = 2_000;

/** The values of `state` on the wire. */
export type ConnectionState = 'close' | 'connecting' | 'open';

/** The part of a login that `connect` answers with. */
export interface QrAnswer {
  readonly pairingCode?: string | null;
  /** The payload of the QR code. */
  readonly code?: string;
  readonly count: number;
}

/** An instance's connection with WhatsApp: what Evolution API keeps for an account, beside its link. */
export class EvolutionConnection {
  readonly #account: EvolutionAccount;
  readonly createdAt: number;
  #isCodeLogin = false;
  /**
   * The codes that are in the answers of `connect`, and the number of their QR code. They stay there until newer ones
   * are ready.
   */
  #latest: { readonly turn: number; readonly pairingCode: string | null; readonly code: string } | undefined;
  /** How many QR codes came before `count` began anew. */
  #forgotten = 0;
  /** After a scan this instance waits for a client to connect it. */
  #needsReconnect = false;
  /** The time of the scan after which a client has connected it. */
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
   * The answer of `connect` while the instance is connecting. It holds the last QR code until the account is linked,
   * even when that code has been scanned. Before the first QR code of a login it holds the last one of the login
   * before, which is dead.
   */
  get qrAnswer(): QrAnswer {
    const count = this.#count;
    if (count === 0) this.#latest = undefined;
    else this.#putTogether();
    if (!this.#latest) return { count };
    const { pairingCode, code } = this.#latest;
    return { pairingCode, code, count };
  }

  /** The time from a scan to the linked account, in ms. */
  get linkDelay(): number {
    if (this.#needsReconnect) return Infinity;
    return Math.max(this.#account.script.linkDelay, PAIRING_TIME + this.#reconnectGap + RECONNECT_TIME);
  }

  /**
   * What `connect` does in `close`. In the gap after a scan it logs in a second time with the credentials of the first
   * login.
   */
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

  /** WhatsApp has ended the connection that was scanned, and the one with the new credentials has not begun yet. */
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

  /** How many QR codes there have been. A logout does not reset it; the limit does, when it closes the instance. */
  get #count(): number {
    const { qrCodes, script } = this.#account;
    const count = qrCodes.count - this.#forgotten;
    if (count < script.qrLimit || qrCodes.isUnderWay) return count;
    this.#forgotten = qrCodes.count;
    return 0;
  }

  /**
   * How long a login goes on from its first QR code, in ms. One with a pairing code is never renewed: the code has left
   * credentials behind, and WhatsApp refuses them at the next connection.
   */
  get #loginTime(): number {
    const { qrLife, qrLimit } = this.#account.script;
    const left = Math.max(1, qrLimit - this.#count);
    const goesOn = this.#version.renewsLogins && !this.#isCodeLogin;
    return qrLife * (goesOn ? left : Math.min(left, CODES_PER_CONNECTION));
  }

  /**
   * Takes over the codes that are ready. A pairing code is ready some time after its QR code, and `count` is ahead
   * meanwhile.
   */
  #putTogether(): void {
    const { qrCodes, script } = this.#account;
    const turn = qrCodes.count;
    const code = this.#isCodeLogin ? qrCodes.current : qrCodes.latest;
    if (code === undefined || this.#latest?.turn === turn) return;
    if (this.#isCodeLogin && this.#account.now() < (qrCodes.since ?? 0) + script.pairingCodeDelay) return;
    this.#latest = { turn, code, pairingCode: this.#isCodeLogin ? this.#renewPairingCode() : null };
  }

  /** A pairing code is valid as long as the QR code that it came with. */
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

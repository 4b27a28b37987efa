import type { WhapiAccount } from './options.js';

/** How long a channel shows QR codes before it stops by itself, in ms. */
const LOGIN_TIME = 160_000;
/** From a scan until WhatsApp ends the connection, and from the new connection to the linked account, in ms. */
const PAIRING_TIME = 500;
const LAUNCH_TIME = 500;

/** The values of `status.text` on the wire, by their numbers. */
export const CHANNEL_STATUSES = ['INIT', 'LAUNCH', 'QR', 'AUTH', 'ERROR', 'SYNC_ERROR', 'NOT_INIT'] as const;
export type ChannelStatus = (typeof CHANNEL_STATUSES)[number];

/** What Whapi keeps for a channel, beside its link. */
export class WhapiChannel {
  readonly #account: WhapiAccount;
  #wokenAt = 0;

  constructor(account: WhapiAccount) {
    this.#account = account;
  }

  get status(): ChannelStatus {
    const { state, qrCodes } = this.#account;
    if (state === 'linked') return 'AUTH';
    if (state === 'banned') return 'ERROR';
    if (state === 'linking') return this.#linkingStatus;
    if (!qrCodes.isUnderWay) return 'NOT_INIT';
    if (qrCodes.current !== undefined) return 'QR';
    return this.#account.now() - this.#wokenAt < this.#account.script.qrDelay / 2 ? 'INIT' : 'LAUNCH';
  }

  /** The payload on show, which stays for a moment when it has been scanned. */
  get payload(): string | undefined {
    if (this.status !== 'QR') return undefined;
    return this.#account.qrCodes.current ?? this.#account.qrCodes.latest;
  }

  get linkDelay(): number {
    const { linkDelay, whapiGap } = this.#account.script;
    return Math.max(linkDelay, PAIRING_TIME + whapiGap + LAUNCH_TIME);
  }

  /** Starts a channel that sleeps. Between a scan and the link this logs the phone in once more. */
  wake(): void {
    if (this.status !== 'NOT_INIT') return;
    if (this.#account.state === 'linking') return this.#account.loginAgain();
    this.#wokenAt = this.#account.now();
    this.#account.qrCodes.begin(LOGIN_TIME);
  }

  get #linkingStatus(): ChannelStatus {
    const { linkingSince, script } = this.#account;
    if (linkingSince === undefined) return 'LAUNCH';
    const since = this.#account.now() - linkingSince - PAIRING_TIME;
    if (since < 0) return 'QR';
    return since < script.whapiGap ? 'NOT_INIT' : 'LAUNCH';
  }
}

const channels = new WeakMap<WhapiAccount, WhapiChannel>();

export function channelOf(account: WhapiAccount): WhapiChannel {
  const channel = channels.get(account) ?? new WhapiChannel(account);
  channels.set(account, channel);
  return channel;
}

import { GOWA_FIRST_LIFE, type GowaAccount } from './options.js';

/** After the first QR code, five more, which GOWA gives to nobody. */
const LATER_CODES = 5;
const CONFIRMATION = 'K7QX-2MPD';

/** The picture of a QR code, which is a file for a while. */
interface Picture {
  readonly name: string;
  readonly payload: string;
  readonly until: number;
}

/** What GOWA keeps of a device, beside its account. */
export class GowaDevice {
  readonly #account: GowaAccount;
  #pictures: readonly Picture[] = [];
  /** Since when it is connected without credentials. */
  #connectedSince: number | undefined;
  #confirmation: string | undefined;
  /** Each login waits for the one before. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(account: GowaAccount) {
    this.#account = account;
  }

  /** Whether WhatsApp has given it credentials, which it has from the scan on. */
  get isPaired(): boolean {
    const { state, linkingSince, nuance, script } = this.#account;
    if (state === 'linked' || (state === 'linking' && nuance !== undefined)) return true;
    return linkingSince !== undefined && this.#account.now() - linkingSince >= script.pairingTime;
  }

  get isConnected(): boolean {
    const { state, linkingSince, script, qrCodes } = this.#account;
    if (state === 'linked') return true;
    if (!this.isPaired) return script.unpairedStatus === 'connected' && qrCodes.isUnderWay;
    const since = this.#account.now() - (linkingSince ?? -Infinity) - script.pairingTime;
    return since >= script.handoverGap;
  }

  get confirmation(): string | undefined {
    return this.#confirmation;
  }

  /** How long its connection has lasted on which it has no credentials, in ms; `undefined` without one. */
  get connectionAge(): number | undefined {
    const isOpen = this.#account.qrCodes.isUnderWay && this.#connectedSince !== undefined;
    return isOpen ? this.#account.now() - (this.#connectedSince ?? 0) : undefined;
  }

  /** Lets one login after the other have its turn. */
  inTurn<T>(login: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(login, login);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Ends whatever is under way, even a login that was scanned a moment ago, and a passkey that is wanted. */
  connectAnew(): void {
    const { state, wantsPasskey } = this.#account;
    if (state === 'linking' || wantsPasskey) this.#account.change({}, 'unlinked');
    this.#confirmation = undefined;
    this.#connect();
  }

  /** For a pairing code: a connection that is there is used. */
  connect(): void {
    if (!this.#account.qrCodes.isUnderWay) this.#connect();
  }

  /** The name of the file with the picture, and how long it stays, in seconds: half the life of the code. */
  draw(payload: string): { readonly name: string; readonly seconds: number } {
    const [now, seconds] = [this.#account.now(), GOWA_FIRST_LIFE / 2_000];
    const name = `scan-qr-${crypto.randomUUID()}.png`;
    const kept = this.#pictures.filter(({ until }) => now < until);
    this.#pictures = [...kept, { name, payload, until: now + seconds * 1_000 }];
    return { name, seconds };
  }

  /** The payload in a picture that has not been deleted yet. */
  payloadIn(name: string): string | undefined {
    return this.#pictures.find((one) => one.name === name && this.#account.now() < one.until)?.payload;
  }

  answerPasskey(): void {
    if (this.#account.script.handoff === 'compared') this.#confirmation = CONFIRMATION;
    else this.#account.acceptPasskey();
  }

  confirmPasskey(): void {
    this.#confirmation = undefined;
    this.#account.acceptPasskey();
  }

  #connect(): void {
    const { script, qrCodes } = this.#account;
    this.#connectedSince = this.#account.now();
    qrCodes.begin(GOWA_FIRST_LIFE + LATER_CODES * script.qrLife);
  }
}

const devices = new WeakMap<GowaAccount, GowaDevice>();

export function deviceOf(account: GowaAccount): GowaDevice {
  const device = devices.get(account) ?? new GowaDevice(account);
  devices.set(account, device);
  return device;
}

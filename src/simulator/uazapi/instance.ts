import { clientOf, type WhatsmeowClient } from '../whatsmeow-client.js';
import type { UazapiAccount, UazapiOptions } from './options.js';

/** From the first QR code to the pairing code of the same login, in ms. */
const PAIRCODE_TIME = 1_000;

/** What UAZAPI keeps for an account, beside its client. */
export class UazapiInstance {
  readonly client: WhatsmeowClient<UazapiOptions>;
  readonly #account: UazapiAccount;
  /** The code of the last login stays in the answers until there is another. */
  #paircode = '';
  #paircodeDue: number | undefined;

  constructor(account: UazapiAccount) {
    this.#account = account;
    this.client = clientOf(account);
  }

  /** The values of `status` on the wire. */
  get status(): 'disconnected' | 'hibernated' | 'connecting' | 'connected' {
    const { state } = this.client;
    if (state === 'linked') return 'connected';
    if (state === 'none' || state === 'gap')
      return this.#account.nuance === 'hibernated' ? 'hibernated' : 'disconnected';
    return 'connecting';
  }

  /** A login by pairing code shows no QR code. */
  get qr(): string | undefined {
    return this.#paircodeDue === undefined ? this.client.qr : undefined;
  }

  get paircode(): string {
    const isDue = this.#paircodeDue !== undefined && this.#account.now() >= this.#paircodeDue;
    if (isDue && !this.client.isCodeLogin) this.#paircode = dashed(this.client.pair()) ?? this.#paircode;
    return this.#paircode;
  }

  /** How long until the pairing code of this login, in ms. */
  get paircodeDelay(): number {
    return Math.max(0, (this.#paircodeDue ?? 0) - this.#account.now());
  }

  connect(isCodeLogin: boolean): void {
    this.client.start();
    this.#paircodeDue = isCodeLogin ? this.#account.now() + this.#account.script.qrDelay + PAIRCODE_TIME : undefined;
  }
}

function dashed(code: string | undefined): string | undefined {
  return code && `${code.slice(0, 4)}-${code.slice(4)}`;
}

const instances = new WeakMap<UazapiAccount, UazapiInstance>();

export function instanceOf(account: UazapiAccount): UazapiInstance {
  const instance = instances.get(account) ?? new UazapiInstance(account);
  instances.set(account, instance);
  return instance;
}

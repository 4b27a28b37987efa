import type { Account, LoginStatus } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { within } from '../platform/async.js';
import { toKeyDigest } from './key-digest.js';

/** What the host is told of a link besides the account. */
export interface LinkedContext {
  /**
   * The `key` of the gateway. An adapter's own key holds credentials, so a digest stands in its place: give the gateway a key of yours,
   * `{ ...greenApi(customer), key: customer.id }`.
   */
  readonly key: string | undefined;
  /** No code was shown: the number had been linked before this login. */
  readonly already: boolean;
  /** A page's request that is waiting for this news, where there is one. */
  readonly request?: Request;
}

/** A change of a login's status, which holds neither a code nor a credential. */
export interface StatusChange {
  /** As in `onLinked`. */
  readonly key: string | undefined;
  readonly status: LoginStatus;
  readonly previous: LoginStatus;
}

/** What the host wants to be told. */
export interface HostHooks {
  /**
   * Records that a number was linked. It is called once per login, before any page hears of it, and awaited for at most 5 s. If it
   * throws or takes longer, the pages are told `unavailable`, and it is called again when the person tries again. It is called again, too,
   * where a process dies before it has noted the success: let it make a write that may be repeated.
   */
  readonly onLinked?: ((account: Account, context: LinkedContext) => void | Promise<void>) | undefined;
  /** Hears of each change of a status, for logs and metrics. What it throws is dropped. */
  readonly onUpdate?: ((change: StatusChange) => void) | undefined;
}

/** The host's database has so long to record a link, ms: the page waits for its answer meanwhile. */
const RECORDING_TIME = 5_000;

/** What the pages' developers are told where `onLinked` has failed. */
export const NOT_RECORDED = 'The number is linked, but the host could not record it';

/** The host's functions, on behalf of one login. */
export class LoginHooks {
  readonly #hooks: HostHooks;
  readonly #rawKey: string | undefined;
  #publicKey: Promise<string | undefined> | undefined;

  constructor(hooks: HostHooks, key: string | undefined) {
    this.#hooks = hooks;
    this.#rawKey = key;
  }

  get mustRecord(): boolean {
    return this.#hooks.onLinked !== undefined;
  }

  /** @throws {LoginError} `unavailable`, if the host could not record the link in time. */
  async recordLink(account: Account, context: Omit<LinkedContext, 'key'>): Promise<void> {
    const record = async () => {
      await this.#hooks.onLinked?.(account, { key: await this.#key(), ...context });
      return true;
    };
    const isRecorded = await within(RECORDING_TIME, new AbortController().signal, record, false).catch(() => false);
    if (!isRecorded) throw new LoginError('unavailable', NOT_RECORDED);
  }

  /** Whatever the host's function does, the login goes on. */
  async tellChange(change: Omit<StatusChange, 'key'>): Promise<void> {
    const { onUpdate } = this.#hooks;
    if (!onUpdate) return;
    try {
      await (onUpdate({ key: await this.#key(), ...change }) as void | Promise<void>);
    } catch {
      // The host's logger has failed, which must not end the login.
    }
  }

  /** One promise for all, so that changes are told in their order. */
  #key(): Promise<string | undefined> {
    return (this.#publicKey ??= toPublicKey(this.#rawKey));
  }
}

/** The adapters of this package make their keys by `JSON.stringify` from the address and the credentials. */
const ADAPTER_KEY = /^\[".*\]$/s;
/** So much of a digest tells all logins of a host apart, in hexadecimal digits. */
const PUBLIC_KEY_LENGTH = 16;

async function toPublicKey(key: string | undefined): Promise<string | undefined> {
  if (key === undefined || !ADAPTER_KEY.test(key)) return key;
  const digest = await toKeyDigest(key);
  return digest.slice(0, PUBLIC_KEY_LENGTH);
}

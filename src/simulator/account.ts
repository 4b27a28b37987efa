import type { Clock } from './clock.js';
import type { LinkState } from './link-state.js';
import { PairingCode } from './pairing-code.js';
import { QrRotation } from './qr-rotation.js';
import { randomPayload } from './random.js';
import type { CommonScript } from './script.js';
import { Watchers, type Watcher } from './watchers.js';

/** What an account is made with. */
export interface AccountParts<Options extends object> {
  readonly clock: Clock;
  readonly gateway: string;
  readonly instance: string;
  readonly script: CommonScript & Options;
  /** The time from a scan to the linked account, in ms. `Infinity`: the account does not get there by itself. */
  linkDelay(account: Account<Options>): number;
  loggedOut(): void;
}

/**
 * A WhatsApp account behind a gateway, and the phone in its owner's hand, as the dialects see it. It knows no wire
 * format. It runs a timer only while somebody watches it.
 */
export class Account<Options extends object = object> {
  readonly #parts: AccountParts<Options>;
  readonly #watchers: Watchers;
  readonly qrCodes: QrRotation;
  readonly #pairing: PairingCode;
  #script: CommonScript & Options;
  #state: LinkState = 'unlinked';
  #nuance: string | undefined;
  /** When the phone has scanned the code, and when the account will be linked. */
  #linking: { readonly since: number; readonly until: number } | undefined;
  #logins = 0;
  #wantsPasskey = false;

  constructor(parts: AccountParts<Options>) {
    this.#parts = parts;
    this.#script = parts.script;
    this.#watchers = new Watchers(parts.clock, () => this.#due());
    this.#pairing = new PairingCode(parts.clock);
    this.qrCodes = new QrRotation({
      now: () => this.now(),
      times: () => this.#script,
      makePayload: () => randomPayload(this.#script.payload),
      isWatched: () => this.#watchers.size > 0,
      reschedule: () => {
        this.#watchers.schedule();
      },
    });
  }

  get gateway(): string {
    return this.#parts.gateway;
  }

  get instance(): string {
    return this.#parts.instance;
  }

  get script(): CommonScript & Options {
    return this.#script;
  }

  get token(): string {
    return this.#script.token;
  }

  /** The time, in ms of the clock. */
  now(): number {
    return this.#parts.clock.now();
  }

  get state(): LinkState {
    this.#finishLinking();
    return this.#state;
  }

  /** The gateway's own word for the state, if a script has set the state with one. */
  get nuance(): string | undefined {
    this.#finishLinking();
    return this.#nuance;
  }

  /**
   * When the phone has scanned the code, in ms of the clock; `undefined` unless the account is linking because of a
   * scan.
   */
  get linkingSince(): number | undefined {
    this.#finishLinking();
    return this.#linking?.since;
  }

  /** How often a device has been logged in: once for each scan, unless the gateway logs in twice. */
  get logins(): number {
    this.#finishLinking();
    return this.#logins;
  }

  get wantsPasskey(): boolean {
    return this.#wantsPasskey;
  }

  /** A new pairing code, which kills the former one. */
  renewPairingCode(life = this.#script.codeLife): string {
    return this.#pairing.renew(life);
  }

  scan(payload: string): 'linking' | 'outdated' | 'unknown' {
    if (this.qrCodes.current === payload && !this.#wantsPasskey) return this.#link();
    return this.qrCodes.isKnown(payload) ? 'outdated' : 'unknown';
  }

  enterCode(code: string): 'linking' | 'refused' {
    const isWaiting = this.state === 'unlinked' && !this.#wantsPasskey;
    return isWaiting && this.#pairing.take(code) ? this.#link() : 'refused';
  }

  passkey(): void {
    // A gateway that runs its logins by itself is not told about the passkey, and goes on showing codes.
    if (!this.qrCodes.isKept) this.#enter('unlinked');
    this.#wantsPasskey = true;
    this.#watchers.notify('changed');
  }

  /** The person's passkey was accepted. */
  acceptPasskey(): void {
    if (this.#wantsPasskey) this.#link();
  }

  logout(): void {
    this.#parts.loggedOut();
    this.#enter('unlinked');
    this.#watchers.notify('changed');
  }

  /** Ends the login under way. */
  expire(): void {
    this.qrCodes.end();
    this.#watchers.notify('expired');
  }

  change(values: Partial<CommonScript & Options>, state?: LinkState, nuance?: string): void {
    this.#script = { ...this.#script, ...values };
    if (state !== undefined) this.#enter(state, nuance);
    this.#watchers.notify('changed');
  }

  /** Lets an account that is being linked get there after so many ms. */
  finishLinkingIn(ms: number): void {
    if (this.#linking) this.#linking = { ...this.#linking, until: this.now() + ms };
    this.#watchers.schedule();
  }

  /** Counts a login that the gateway made in addition to the one that the phone allowed. */
  loginAgain(): void {
    this.#logins += 1;
  }

  /** Returns a function that takes the watcher away again. */
  watch(watcher: Watcher): () => void {
    return this.#watchers.add(watcher);
  }

  /** Resolves at the next change, or after `ms`; rejects when the signal aborts. */
  nextChange(ms: number, signal: AbortSignal): Promise<void> {
    return this.#watchers.next(ms, signal);
  }

  #link(): 'linking' {
    const now = this.now();
    this.#enter('linking');
    this.#linking = { since: now, until: now + this.#parts.linkDelay(this) };
    this.#watchers.notify('changed');
    return 'linking';
  }

  /** Whoever asks first notices that the time has come, even the timer of those who wait for it: nothing else would notify them. */
  #finishLinking(): void {
    if (this.now() < (this.#linking?.until ?? Infinity)) return;
    this.#logins += 1;
    this.#enter('linked');
    // Whoever asks first notices that the time has come, even the timer of those who wait for it: nothing else would notify them.
    queueMicrotask(() => this.#watchers.notify('changed'));
  }

  #enter(state: LinkState, nuance?: string): void {
    this.#state = state;
    this.#nuance = nuance;
    this.#linking = undefined;
    this.#wantsPasskey = false;
    this.qrCodes.end();
  }

  /** When the next change comes that needs nothing but time. */
  #due(): number | undefined {
    const due = this.state === 'linking' ? this.#linking?.until : this.qrCodes.due;
    return due === Infinity ? undefined : due;
  }
}

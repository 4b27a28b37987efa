import type { ReactiveControllerHost } from 'lit';
import type { Gateway, PasskeyCeremony } from '../gateways/gateway.js';
import type { PasskeyExtension } from '../gateways/passkey-extension.js';
import { IDLE, type LoginState } from '../login/login.js';
import { load } from '../platform/chunk.js';
import type { CardView } from './card-view.js';
import type { Ceremony } from './ceremony.js';
import { ButtonCooldown } from './cooldown.js';
import { CopyNotice } from './copy-notice.js';
import { Countdown } from './countdown.js';
import { RingRunner } from './life-ring.js';
import { NumberField } from './number-field.js';

interface ExtrasHost extends ReactiveControllerHost, HTMLElement {
  readonly country: string | undefined;
  readonly passkeyExtension: PasskeyExtension | null | undefined;
}

/** What a card remembers and runs once its first code is on screen, or another state comes first. */
export class CardExtras {
  readonly #rest: ButtonCooldown;
  readonly #number: NumberField;
  readonly #copy: CopyNotice;
  readonly #ring: RingRunner;
  readonly #host: ExtrasHost;
  readonly #gateway: () => Gateway | undefined;
  #state: LoginState = IDLE;
  #ceremony: Ceremony | undefined;

  /** `gateway`: the present login's. Chunks share no variables (`ownCopies` in `rollup.config.mjs`). */
  constructor(host: ExtrasHost, gateway: () => Gateway | undefined) {
    this.#host = host;
    this.#gateway = gateway;
    this.#rest = new ButtonCooldown(host);
    this.#number = new NumberField(host);
    this.#copy = new CopyNotice(host);
    new Countdown(host);
    this.#ring = new RingRunner(host);
  }

  followState(state: LoginState): void {
    this.#state = state;
    this.#rest.followState(state);
    this.#ceremony?.followState(state);
    if (state.status === 'passkey' && (state.challenge ?? state.confirm) && !this.#ceremony)
      this.#beginCeremony().catch(() => undefined); // The help stays on screen.
    if (state.status === 'waiting') this.#copy.tell(undefined);
    if (state.status === 'idle' && state.form) this.#number.open(state.form.phone);
  }

  copied(copied: boolean): void {
    this.#copy.tell(copied);
  }

  view(): Pick<CardView, 'restsUntil' | 'copied' | 'number' | 'ceremony' | 'ring'> {
    const { copied } = this.#copy;
    return {
      restsUntil: this.#rest.until,
      copied,
      number: this.#number.view(),
      ceremony: this.#ceremony,
      ring: this.#ring,
    };
  }

  /** Few logins get here, and fewer gateways take an answer. */
  async #beginCeremony(): Promise<void> {
    const passkey = this.#gateway()?.passkey;
    if (!passkey) return;
    const { Ceremony } = await load((_fragment) => import('./ceremony.js'));
    if (this.#ceremony) return;
    // A page may set another gateway meanwhile.
    const current = (): PasskeyCeremony => this.#gateway()?.passkey ?? passkey;
    this.#ceremony = new Ceremony(this.#host, {
      answer: (assertion, signal) => current().answer(assertion, signal),
      confirm: (signal) => current().confirm(signal),
    });
    this.#ceremony.followState(this.#state);
    this.#host.requestUpdate();
  }
}

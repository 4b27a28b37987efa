import type { ReactiveControllerHost } from 'lit';
import type { LoginState } from '../login/login.js';
import type { CardView } from './card-view.js';
import { ButtonCooldown } from './cooldown.js';
import { CopyNotice } from './copy-notice.js';
import { Countdown } from './countdown.js';
import { RingRunner } from './life-ring.js';
import { NumberField } from './number-field.js';

interface ExtrasHost extends ReactiveControllerHost, HTMLElement {
  readonly country: string | undefined;
}

/** What a card remembers and runs once its first code is on screen, or another state comes first. */
export class CardExtras {
  readonly #rest: ButtonCooldown;
  readonly #number: NumberField;
  readonly #copy: CopyNotice;

  constructor(host: ExtrasHost) {
    this.#rest = new ButtonCooldown(host);
    this.#number = new NumberField(host);
    this.#copy = new CopyNotice(host);
    new Countdown(host);
    new RingRunner(host);
  }

  followState(state: LoginState): void {
    this.#rest.followState(state);
    if (state.status === 'waiting') this.#copy.tell(undefined);
    if (state.status === 'idle' && state.form) this.#number.open(state.form.phone);
  }

  copied(copied: boolean): void {
    this.#copy.tell(copied);
  }

  view(): Pick<CardView, 'restsUntil' | 'copied' | 'number'> {
    return { restsUntil: this.#rest.until, copied: this.#copy.copied, number: this.#number.view() };
  }
}

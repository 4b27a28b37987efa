import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LoginState } from '../login/login.js';

/**
 * Focus follows to the heading when what held it is gone, and to the field when the number form opens or something is wrong
 * with the number; it is never taken from the page.
 */
export class FocusKeeper implements ReactiveController {
  #isWithin = false;
  #wantsField = false;
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  followState(state: LoginState): void {
    this.#wantsField = state.status === 'idle' && state.form !== undefined;
  }

  hostUpdate(): void {
    this.#isWithin = Boolean(this.#host.shadowRoot?.activeElement);
  }

  hostUpdated(): void {
    if (!this.#isWithin) return;
    const root = this.#host.shadowRoot;
    const field = root?.querySelector<HTMLElement>('input');
    if (this.#wantsField && field) {
      this.#wantsField = false;
      field.focus();
    } else if (!root?.activeElement) root?.querySelector<HTMLElement>('h2')?.focus();
  }
}

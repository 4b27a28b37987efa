import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Moves the focus to the heading if an update removes the focused part of the card. It never takes the focus from the page. */
export class FocusKeeper implements ReactiveController {
  #within = false;
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#within = Boolean(this.#host.shadowRoot?.activeElement);
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (this.#within && !root?.activeElement) root?.querySelector<HTMLElement>('[data-focus]')?.focus();
  }
}

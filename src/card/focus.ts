import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Focus follows to the heading when what held it is gone, and is never taken from the page. */
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

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the button for a pairing code is disabled, in ms: each request notifies the phone and ends the former code. */
const COOLDOWN = 15_000;

/** Keeps the button for a pairing code disabled for a while after a request. */
export class ButtonCooldown implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #until = 0;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isCoolingDown(): boolean {
    return Date.now() < this.#until;
  }

  start(): void {
    this.#until = Date.now() + COOLDOWN;
    this.#wake();
  }

  hostConnected(): void {
    if (this.isCoolingDown) this.#wake();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #wake(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#host.requestUpdate();
    }, this.#until - Date.now());
  }
}

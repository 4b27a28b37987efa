import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a button says that it has copied, ms. */
const SAID_FOR = 2_000;

/** Whether a code was copied just now. That it could not be is said until the code goes. */
export class CopyNotice implements ReactiveController {
  #copied: boolean | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Undefined: not tried, or long ago. */
  get copied(): boolean | undefined {
    return this.#copied;
  }

  readonly tell = (copied: boolean | undefined): void => {
    clearTimeout(this.#timer);
    this.#copied = copied;
    if (copied) this.#timer = setTimeout(() => this.tell(undefined), SAID_FOR);
    this.#host.requestUpdate();
  };

  hostConnected(): void {}

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#copied = undefined;
  }
}

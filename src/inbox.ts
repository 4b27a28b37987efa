import { LoginError, type LoginUpdate } from './login.js';

/** Push becomes pull: what a socket says waits here, in order, until the login asks for it. */
export class Inbox {
  #updates: LoginUpdate[] = [];
  #last: Promise<void> = Promise.resolve();
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** Reads one frame after those before it. One that is no JSON is passed over: the next may be good. */
  add(read: () => Promise<LoginUpdate | undefined>): void {
    this.#last = this.#last.then(read).then(
      (update) => {
        if (update) this.#push(update);
      },
      (error: unknown) => {
        if (!(error instanceof LoginError) || !error.transient) this.end(error);
      },
    );
  }

  /** No more will come; what waits is still handed out. */
  end(error?: unknown): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#ended ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *updates(): AsyncGenerator<LoginUpdate> {
    for (;;) {
      // A frame that came before the end is read before the end is told.
      if (this.#ended) await this.#last;
      const update = this.#updates.shift();
      if (update) yield update;
      else if (this.#ended) break;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#ended.error !== undefined) throw this.#ended.error;
  }

  /** A newer QR code replaces one still waiting. */
  #push(update: LoginUpdate): void {
    if (update.type === 'qr' && this.#updates.at(-1)?.type === 'qr') this.#updates.pop();
    this.#updates.push(update);
    this.#wake?.();
  }

  readonly #abort = (): void => {
    this.end(this.#signal.reason);
  };
}

import { LoginError } from '../login/login-error.js';
import type { LoginUpdate } from '../login/login.js';

/** Push becomes pull: what a socket says waits here, in order, until the login asks for it. */
export class Inbox {
  #updates: LoginUpdate[] = [];
  #lastRead: Promise<void> = Promise.resolve();
  #ended: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  readonly #signal: AbortSignal;
  readonly #silence: number;

  /** `silence`: after so many ms without a readable frame the inbox ends, as if the socket had closed. */
  constructor(signal: AbortSignal, silence: number) {
    this.#signal = signal;
    this.#silence = silence;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** From now on the other end has to say something readable in time, again and again. */
  expectFrames(): void {
    clearTimeout(this.#deadline);
    if (!this.#ended) this.#deadline = setTimeout(() => this.end(), this.#silence);
  }

  /** Reads one frame after those before it. One that cannot be read is passed over, since the next may be good. */
  add(read: () => Promise<LoginUpdate | undefined>): void {
    if (this.#ended) return;
    this.#lastRead = this.#lastRead.then(read).then(
      (update) => {
        this.expectFrames();
        if (update) this.#push(update);
      },
      (error: unknown) => {
        if (!(error instanceof LoginError) || !error.transient) this.end(error);
      },
    );
  }

  /** No more will come; what waits is still handed out. */
  end(error?: unknown): void {
    clearTimeout(this.#deadline);
    this.#signal.removeEventListener('abort', this.#abort);
    this.#ended ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *updates(): AsyncGenerator<LoginUpdate> {
    for (;;) {
      // A frame that came before the end is read before the end is told, but nobody waits for it once the login is over.
      if (this.#ended && !this.#signal.aborted) await this.#lastRead;
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

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { first, sleep } from './async.js';
import { LoginError } from './login.js';
import type { Gate } from './transports.js';

/** A page that is offline for longer is told so (design.md, "Rules"). */
const OFFLINE_PATIENCE = 30_000;

interface Listener {
  /** The element came on screen, or went. */
  seen(): void;
  /** The element was removed, and not just moved. */
  gone(): void;
  /** The page goes into the back-forward cache, or is left. */
  left(): void;
  /** The page came back from the back-forward cache. */
  back(): void;
}

/** Whether asking makes sense: the page visible, the element on screen, the browser online. */
export class Seen implements ReactiveController, Gate {
  #onScreen = false;
  /** Only an event tells: `navigator.onLine` is false on machines whose loopback works. */
  #offline = false;
  #watching: AbortController | undefined;
  readonly #changes = new EventTarget();
  readonly #host: ReactiveControllerHost & Element;
  readonly #listener: Listener;

  constructor(host: ReactiveControllerHost & Element, listener: Listener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  get onScreen(): boolean {
    return this.#onScreen && document.visibilityState === 'visible';
  }

  hostConnected(): void {
    if (this.#watching) return; // moved within the page
    this.#offline = false; // nobody listened meanwhile; a request that fails will tell
    const { signal } = (this.#watching = new AbortController());
    this.#observe(signal);
    document.addEventListener('visibilitychange', () => this.#changed(), { signal });
    addEventListener('online', () => this.#online(true), { signal });
    addEventListener('offline', () => this.#online(false), { signal });
    addEventListener('pagehide', () => this.#listener.left(), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.#back(), { signal });
  }

  #back(): void {
    this.#online(true); // as above
    this.#listener.back();
  }

  #observe(signal: AbortSignal): void {
    const observer = new IntersectionObserver((entries) => {
      this.#onScreen = entries.at(-1)?.isIntersecting ?? false;
      this.#changed();
    });
    observer.observe(this.#host);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#watching?.abort();
      this.#watching = undefined;
      this.#onScreen = false;
      this.#listener.gone();
    });
  }

  async open(signal: AbortSignal): Promise<void> {
    await first(
      signal,
      (s) => this.#until(() => this.#isOpen, s),
      (s) => this.#tooLongOffline(s),
    );
  }

  async reopened(signal: AbortSignal): Promise<void> {
    await this.#until(() => !this.#isOpen, signal);
    await this.#until(() => this.#isOpen, signal);
  }

  get #isOpen(): boolean {
    return this.onScreen && !this.#offline;
  }

  async #tooLongOffline(signal: AbortSignal): Promise<void> {
    await this.#until(() => this.#offline && this.onScreen, signal);
    await sleep(OFFLINE_PATIENCE, signal);
    if (this.#offline) throw new LoginError('offline', 'The browser is offline');
    await this.#until(() => false, signal);
  }

  #online(online: boolean): void {
    this.#offline = !online;
    this.#changed();
  }

  #changed(): void {
    this.#changes.dispatchEvent(new Event('change'));
    this.#listener.seen();
  }

  /** Resolves as soon as it holds; rejects when aborted. */
  #until(holds: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (holds()) {
        resolve();
        return;
      }
      const over = new AbortController();
      const check = () => {
        if (!holds()) return;
        over.abort();
        resolve();
      };
      const stop = () => {
        over.abort();
        reject(signal.reason as Error);
      };
      this.#changes.addEventListener('change', check, { signal: over.signal });
      signal.addEventListener('abort', stop, { signal: over.signal });
    });
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface PresenceListener {
  /** The element came on screen, or went. */
  seen(): void;
  /** The element was removed, and not just moved. */
  gone(): void;
  /** The page goes into the back-forward cache, or is left. */
  left(): void;
  /** The page came back from the back-forward cache. */
  back(): void;
}

/** What decides whether asking makes sense: the page visible, the element on screen, the browser online. */
export class Presence implements ReactiveController {
  #onScreen = false;
  #offline = false;
  #watching: AbortController | undefined;
  /** Dispatches `change` after each. */
  readonly changes = new EventTarget();
  readonly #host: ReactiveControllerHost & Element;
  readonly #listener: PresenceListener;

  constructor(host: ReactiveControllerHost & Element, listener: PresenceListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  get onScreen(): boolean {
    return this.#onScreen && document.visibilityState === 'visible';
  }

  /** Only an event tells: `navigator.onLine` is false on machines whose loopback works. */
  get offline(): boolean {
    return this.#offline;
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

  #online(online: boolean): void {
    this.#offline = !online;
    this.#changed();
  }

  #changed(): void {
    this.changes.dispatchEvent(new Event('change'));
    this.#listener.seen();
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface PresenceListener {
  /** Called when the element may have come on screen or left it, or the browser has gone online or offline. */
  seen(): void;
  /** Called when the element was removed from the page, and not just moved. */
  gone(): void;
  /** Called when the page is left; it may go into the back-forward cache. */
  left(): void;
  /** Called when the page has come back from the back-forward cache. */
  back(): void;
}

/** Watches whether somebody can see the element: whether the page is visible, the element on screen and the browser online. */
export class Presence implements ReactiveController {
  #onScreen = false;
  #offline = false;
  #watching: AbortController | undefined;
  /** Dispatches `change` after each change of `onScreen` or `offline`. */
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

  /**
   * Whether the browser has gone offline. Only the events are trusted: `navigator.onLine` is also false on machines that have no
   * network but can reach themselves.
   */
  get offline(): boolean {
    return this.#offline;
  }

  hostConnected(): void {
    if (this.#watching) return; // The element was only moved within the page.
    // Nobody listened for the events in the meantime, so the next request must find out.
    this.#offline = false;
    const { signal } = (this.#watching = new AbortController());
    this.#observe(signal);
    document.addEventListener('visibilitychange', () => this.#changed(), { signal });
    addEventListener('online', () => this.#online(true), { signal });
    addEventListener('offline', () => this.#online(false), { signal });
    addEventListener('pagehide', () => this.#listener.left(), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.#back(), { signal });
  }

  #back(): void {
    // The events were missed while the page was in the cache, so the next request must find out.
    this.#online(true);
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

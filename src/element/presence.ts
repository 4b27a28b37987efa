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

/** How often an element that is in the viewport but hidden there is looked at again, ms: no event tells of a change of opacity or scale. */
const LOOK_AGAIN = 500;

/** What decides whether asking makes sense: the page visible, some of the element really on screen, the browser online. */
export class Presence implements ReactiveController {
  #isInViewport = false;
  #isOffline = false;
  #isLeft = false;
  #watching: AbortController | undefined;
  /** Another one, where the element was moved into a window of its own. */
  #document: Document | undefined;
  #observer: IntersectionObserver | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Dispatches `change` after each. */
  readonly changes = new EventTarget();
  readonly #host: ReactiveControllerHost & Element;
  readonly #listener: PresenceListener;

  constructor(host: ReactiveControllerHost & Element, listener: PresenceListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  /** Where it is only hidden in its place, it is looked at again: whoever waits for it hears of the change. */
  get onScreen(): boolean {
    if (!this.#isInViewport || !this.#isPageVisible) return false;
    const isSeen = isPainted(this.#host);
    if (!isSeen) this.#lookAgain();
    return isSeen;
  }

  /**
   * Whether the browser has gone offline. Only the events are trusted: `navigator.onLine` is also false on machines that have no
   * network but can reach themselves.
   */
  get offline(): boolean {
    return this.#isOffline;
  }

  hostConnected(): void {
    const { ownerDocument } = this.#host;
    if (this.#watching && this.#document === ownerDocument) return; // moved within the page
    this.#watching?.abort();
    this.#document = ownerDocument;
    this.#isOffline = false; // nobody listened meanwhile; a request that fails will tell
    const { signal } = (this.#watching = new AbortController());
    this.#observe(signal);
    const look = () => this.#changed();
    ownerDocument.addEventListener('visibilitychange', look, { signal });
    // A drawer or an accordion that opens by a transition is looked at when that has ended.
    for (const type of ['transitionend', 'animationend'])
      ownerDocument.addEventListener(type, look, { signal, capture: true });
    const view = ownerDocument.defaultView ?? window;
    view.addEventListener('online', () => this.#online(true), { signal });
    view.addEventListener('offline', () => this.#online(false), { signal });
    view.addEventListener('pagehide', () => this.#leave(), { signal });
    view.addEventListener('pageshow', ({ persisted }) => persisted && this.#back(), { signal });
    // It was moved out of a window that has closed, such as one that floats above all others.
    if (this.#isLeft) this.#back();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#watching?.abort();
      this.#watching = undefined;
      this.#isInViewport = false;
      this.#observer = undefined;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#listener.gone();
    });
  }

  #leave(): void {
    this.#isLeft = true;
    this.#listener.left();
  }

  #back(): void {
    this.#isLeft = false;
    this.#online(true); // as when the element is connected
    this.#listener.back();
  }

  /** Without an observer, or with one that observes nothing, as in the DOMs of test tools, the element counts as seen. */
  #observe(signal: AbortSignal): void {
    const observer =
      globalThis.IntersectionObserver &&
      new IntersectionObserver((entries) => {
        const entry = entries.at(-1);
        // The edge of a closed drawer or of the next slide touches the viewport and shows nothing.
        this.#isInViewport = hasArea(entry?.intersectionRect);
        this.#changed();
        // What is scaled to a point counts as wholly visible already, so that nobody is called when it grows.
        if (entry?.isIntersecting && !hasArea(entry.boundingClientRect)) this.#lookAgain();
      }, INTERSECTION);
    if (!observer?.thresholds) {
      this.#isInViewport = true;
      queueMicrotask(() => this.#watching && this.#changed());
      return;
    }
    observer.observe(this.#host);
    this.#observer = observer;
    signal.addEventListener('abort', () => observer.disconnect());
  }

  #lookAgain(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#observer) return this.#changed();
      this.#observer.unobserve(this.#host);
      this.#observer.observe(this.#host); // calls back with how it is now
    }, LOOK_AGAIN);
  }

  get #isPageVisible(): boolean {
    return this.#document?.visibilityState === 'visible';
  }

  #online(online: boolean): void {
    this.#isOffline = !online;
    this.#changed();
    this.#host.requestUpdate(); // the card says so
  }

  #changed(): void {
    this.changes.dispatchEvent(new Event('change'));
    this.#listener.seen();
  }
}

function hasArea(rectangle: DOMRectReadOnly | undefined): boolean {
  return rectangle !== undefined && rectangle.width > 0 && rectangle.height > 0;
}

/** Asked for the first pixel on screen, too: an element that is taller than the viewport never shows more than a part. */
const INTERSECTION: IntersectionObserverInit = { threshold: [0, 0.000_001] };

/** Neither it nor anything around it is hidden, transparent, clipped away or skipped by `content-visibility`. */
function isPainted(element: Element): boolean {
  const options = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  return (element.checkVisibility?.(options) ?? true) && !isClippedAway(element);
}

/**
 * Some engines leave `clip-path` out of intersections. Where there is one, the middle of what is in the viewport is tested. The
 * DOMs of test tools do not know the property.
 */
function isClippedAway(element: Element): boolean {
  let around: Element | null = element;
  while (around && /^(none)?$/.test(getComputedStyle(around).clipPath ?? '')) around = parentOf(around);
  if (!around) return false;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
  const x = (Math.max(0, left) + Math.min(clientWidth, right)) / 2;
  const y = (Math.max(0, top) + Math.min(clientHeight, bottom)) / 2;
  return !(element.getRootNode() as Document | ShadowRoot).elementsFromPoint(x, y).includes(element);
}

/** The element around this one as it is painted, out of slots and shadow roots, too. */
function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

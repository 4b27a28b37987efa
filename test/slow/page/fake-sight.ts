/** What the page can know of whether it is seen. Tests change it; the elements are told as a browser would tell them. */
class FakeSight {
  readonly #observers = new Set<FakeObserver>();
  #isInViewport = true;

  get isInViewport(): boolean {
    return this.#isInViewport;
  }

  set isInViewport(isInViewport: boolean) {
    this.#isInViewport = isInViewport;
    for (const observer of this.#observers) observer.tell();
  }

  hidePage(hidden: boolean): void {
    if (hidden) Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    else Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
  }

  goOffline(offline: boolean): void {
    window.dispatchEvent(new Event(offline ? 'offline' : 'online'));
  }

  /** The page goes into the back-forward cache, or comes back from it. */
  leave(): void {
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  }

  comeBack(): void {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  }

  reset(): void {
    Reflect.deleteProperty(document, 'visibilityState');
    this.#isInViewport = true;
  }

  get observed(): number {
    return [...this.#observers].reduce((sum, { targets }) => sum + targets.size, 0);
  }

  add(observer: FakeObserver): void {
    this.#observers.add(observer);
  }

  remove(observer: FakeObserver): void {
    this.#observers.delete(observer);
  }
}

export const sight = new FakeSight();

const NOWHERE = new DOMRectReadOnly(0, 0, 0, 0);
const SOMEWHERE = new DOMRectReadOnly(0, 0, 400, 600);

/** In place of the browser's, which looks once a frame: this one is told, so that the same test does the same each time. */
class FakeObserver {
  readonly targets = new Set<Element>();
  readonly #callback: IntersectionObserverCallback;

  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback;
  }

  observe(target: Element): void {
    this.targets.add(target);
    sight.add(this);
    queueMicrotask(() => this.tell());
  }

  unobserve(target: Element): void {
    this.targets.delete(target);
  }

  disconnect(): void {
    this.targets.clear();
    sight.remove(this);
  }

  tell(): void {
    const isIntersecting = sight.isInViewport;
    const intersectionRect = isIntersecting ? SOMEWHERE : NOWHERE;
    const entries = [...this.targets].map((target) => ({
      ...{ target, isIntersecting, intersectionRect, boundingClientRect: SOMEWHERE, rootBounds: null },
      ...{ intersectionRatio: isIntersecting ? 1 : 0, time: performance.now() },
    }));
    if (entries.length > 0) this.#callback(entries, this as never);
  }
}

export function installSight(): void {
  globalThis.IntersectionObserver = FakeObserver as never;
}

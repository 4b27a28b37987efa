/** Counts what the page leaves open: timers, sockets, requests, and listeners on what outlives an element. */
export class Watch {
  readonly timers = new Set<unknown>();
  readonly #sockets: WebSocket[] = [];
  readonly #listeners = new Map<string, number>();
  #requests = 0;
  readonly #restore: (() => void)[] = [];

  constructor() {
    this.#watchTimers();
    this.#watchFetch();
    this.#watchSockets();
    for (const target of [window, document]) this.#watchListeners(target);
  }

  /** What is open now; an empty object when nothing is. */
  get open(): Record<string, unknown> {
    const sockets = this.#sockets.filter(({ readyState }) => readyState <= WebSocket.OPEN).length;
    const listeners = [...this.#listeners].filter(([, count]) => count > 0).map(([name]) => name);
    return {
      ...(this.timers.size > 0 && { timers: this.timers.size }),
      ...(sockets > 0 && { sockets }),
      ...(this.#requests > 0 && { requests: this.#requests }),
      ...(listeners.length > 0 && { listeners }),
    };
  }

  close(): void {
    for (const restore of this.#restore) restore();
  }

  #replace<Target extends object, Key extends keyof Target>(target: Target, key: Key, value: Target[Key]): void {
    const own = Object.getOwnPropertyDescriptor(target, key);
    Object.defineProperty(target, key, { value, configurable: true, writable: true });
    this.#restore.push(() => {
      if (own) Object.defineProperty(target, key, own);
      else Reflect.deleteProperty(target, key);
    });
  }

  #watchTimers(): void {
    const { setTimeout: set, clearTimeout: clear } = window;
    const start = (run: () => void, ms?: number) => {
      const timer = set(() => {
        this.timers.delete(timer);
        run();
      }, ms);
      this.timers.add(timer);
      return timer;
    };
    this.#replace(window, 'setTimeout', start as unknown as typeof setTimeout);
    this.#replace(window, 'clearTimeout', ((timer?: number) => {
      this.timers.delete(timer);
      clear(timer);
    }) as typeof clearTimeout);
    this.#replace(window, 'setInterval', () => {
      throw new Error('no intervals');
    });
  }

  #watchFetch(): void {
    const real = window.fetch.bind(window);
    this.#replace(window, 'fetch', (input, init) => {
      this.#requests++;
      return real(input, init).finally(() => this.#requests--);
    });
  }

  #watchSockets(): void {
    const sockets = this.#sockets;
    const Watched = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        sockets.push(this);
      }
    };
    this.#replace(window, 'WebSocket', Watched);
  }

  #watchListeners(target: EventTarget): void {
    const { addEventListener: add, removeEventListener: remove } = target;
    const count = (type: string, by: number) => this.#listeners.set(type, (this.#listeners.get(type) ?? 0) + by);
    this.#replace(
      target,
      'addEventListener',
      (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
        add.call(target, type, listener, options);
        count(type, 1);
        options?.signal?.addEventListener('abort', () => count(type, -1));
      },
    );
    this.#replace(
      target,
      'removeEventListener',
      (type: string, listener: EventListener, options?: EventListenerOptions) => {
        remove.call(target, type, listener, options);
        count(type, -1);
      },
    );
  }
}

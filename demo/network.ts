import { sleep } from '../src/platform/async.js';

/** The platform's two ways to the outside. */
export interface Ways {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
}

export type Condition = 'fine' | 'slow' | 'offline';

/** Long enough to see, and shorter than what an element waits for an answer, ms. */
const LATE = 3_000;
/** A page that polls asks the gateway or how it stands: so many answers break off with its connection. */
const BROKEN = 2;

/** What lies between the page and everything else, and can be spoiled. */
export class Network {
  #condition: Condition = 'fine';
  #broken = 0;
  readonly #sockets = new Set<WebSocket>();
  readonly #late = new WeakSet<Event>();

  /** Takes effect at once. A browser that goes offline says so. */
  become(condition: Condition): void {
    const wasOffline = this.#isOffline;
    this.#condition = condition;
    if (this.#isOffline === wasOffline) return;
    if (this.#isOffline) Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    else Reflect.deleteProperty(navigator, 'onLine');
    dispatchEvent(new Event(this.#isOffline ? 'offline' : 'online'));
    if (this.#isOffline) this.#closeAll();
  }

  /** Breaks off what there is: the open sockets or, where there is none, the next answers. */
  drop(): void {
    if (this.#sockets.size > 0) this.#closeAll();
    else this.#broken = BROKEN;
  }

  /** The same ways, through this network. */
  through({ fetch, WebSocket }: Ways): Ways {
    const take = (socket: WebSocket) => this.#take(socket);
    return {
      fetch: async (input, init) => {
        this.#pass();
        const response = await fetch(input, init);
        if (this.#condition === 'slow') await sleep(LATE, init?.signal ?? new AbortController().signal);
        this.#pass();
        return response;
      },
      WebSocket: class extends WebSocket {
        constructor(url: string | URL, protocols?: string | string[]) {
          super(url, protocols);
          take(this);
        }
      },
    };
  }

  get #isOffline(): boolean {
    return this.#condition === 'offline';
  }

  #pass(): void {
    if (!this.#isOffline && this.#broken === 0) return;
    this.#broken = Math.max(0, this.#broken - 1);
    throw new TypeError('Failed to fetch');
  }

  #take(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.addEventListener('close', () => this.#sockets.delete(socket));
    socket.addEventListener('message', (event) => this.#delay(socket, event));
    if (this.#isOffline) socket.close();
  }

  #delay(socket: WebSocket, event: MessageEvent): void {
    if (this.#condition !== 'slow' || this.#late.has(event)) return;
    event.stopImmediatePropagation();
    const late = new MessageEvent('message', { data: event.data as unknown });
    this.#late.add(late);
    setTimeout(() => socket.dispatchEvent(late), LATE);
  }

  #closeAll(): void {
    for (const socket of this.#sockets) socket.close();
  }
}

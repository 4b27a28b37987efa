import { sleep } from '../src/platform/async.js';

/** The two ways in which a page reaches servers. */
export interface Ways {
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
}

export type Condition = 'fine' | 'slow' | 'offline';

/** The delay of a slow network, in ms: long enough to be seen, and shorter than the time-outs of the element. */
const LATE = 3_000;
/** How many answers fail when the connection of a polling page breaks: one question may take two calls. */
const BROKEN = 2;

/** The simulated network between the page and all servers. */
export class Network {
  #condition: Condition = 'fine';
  #broken = 0;
  readonly #sockets = new Set<WebSocket>();
  readonly #late = new WeakSet<Event>();

  /** Changes the condition of the network, with the events of a browser that goes offline or online. */
  become(condition: Condition): void {
    const wasOffline = this.#isOffline;
    this.#condition = condition;
    if (this.#isOffline === wasOffline) return;
    if (this.#isOffline) Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    else Reflect.deleteProperty(navigator, 'onLine');
    dispatchEvent(new Event(this.#isOffline ? 'offline' : 'online'));
    if (this.#isOffline) this.#closeAll();
  }

  /** Breaks the connection: it closes the open sockets or, if there are none, lets the next answers fail. */
  drop(): void {
    if (this.#sockets.size > 0) this.#closeAll();
    else this.#broken = BROKEN;
  }

  /** Returns the same two ways, led through this network. */
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

/** The gateway's end of a WebSocket, in process or over the network. */
export interface ServerSocket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  /** Ends it without the closing handshake, as a dropped connection does. */
  terminate(): void;
  /** Set by the simulator, for what the client sends. */
  onmessage?: (data: unknown) => void;
  /** Set by the simulator, for the end of the socket, whoever ended it. */
  onclose?: () => void;
}

/** Answers a handshake: a Response refuses it, a function takes the socket once it is open. */
export type Upgrade = (request: Request) => Promise<Response | ((socket: ServerSocket) => void)>;

/** Between two events a browser runs all microtasks. This many turns are enough for a few nested `await`s. */
const TURNS = 8;

/**
 * Runs callbacks one after another, never in the turn in which they were added, and without a timer, since tests fake
 * those.
 */
class EventLine {
  #last: Promise<void> = Promise.resolve();

  carry(run: () => void): void {
    this.#last = this.#last.then(passTurns).then(run);
  }
}

async function passTurns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
}

/** Node 20 has no CloseEvent. */
class SocketCloseEvent extends Event {
  constructor(
    readonly code: number,
    readonly reason: string,
    readonly wasClean: boolean,
  ) {
    super('close');
  }
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const EVENTS = ['open', 'message', 'error', 'close'] as const;

/** A client's WebSocket whose other end is in the same process. */
class ClientSocket extends EventTarget {
  static readonly CONNECTING = CONNECTING;
  static readonly OPEN = OPEN;
  static readonly CLOSING = CLOSING;
  static readonly CLOSED = CLOSED;
  readonly CONNECTING = CONNECTING;
  readonly OPEN = OPEN;
  readonly CLOSING = CLOSING;
  readonly CLOSED = CLOSED;

  readonly url: string;
  readonly protocol = '';
  readonly extensions = '';
  readonly bufferedAmount = 0;
  binaryType = 'blob';
  readyState: number = CONNECTING;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;

  readonly #toClient = new EventLine();
  readonly #toServer = new EventLine();
  readonly #handshake = new AbortController();
  #server: ServerSocket | undefined;

  constructor(upgrade: Upgrade, url: string | URL) {
    super();
    const address = new URL(url, globalThis.location?.href);
    this.url = address.href.replace(/^http/, 'ws');
    if (!/^wss?:/.test(this.url)) throw new DOMException(`Not a WebSocket address: ${address.protocol}`, 'SyntaxError');
    for (const type of EVENTS) this.addEventListener(type, (event) => this[`on${type}`]?.(event));
    void this.#connect(upgrade);
  }

  send(data: unknown): void {
    if (this.readyState === CONNECTING) throw new DOMException('Still connecting', 'InvalidStateError');
    if (this.readyState === OPEN) this.#toServer.carry(() => this.#server?.onmessage?.(data));
  }

  close(code?: number, reason = ''): void {
    if (code !== undefined && code !== 1000 && (code < 3000 || code > 4999)) {
      throw new DOMException(`Not a code for clients: ${code}`, 'InvalidAccessError');
    }
    if (this.readyState >= CLOSING) return;
    const wasOpen = this.readyState === OPEN;
    this.readyState = CLOSING;
    if (!wasOpen) return this.#handshake.abort();
    this.#toServer.carry(() => {
      this.#leave();
      this.#toClient.carry(() => this.#finish(code ?? 1005, reason, true));
    });
  }

  async #connect(upgrade: Upgrade): Promise<void> {
    const request = new Request(this.url.replace(/^ws/, 'http'), { signal: this.#handshake.signal });
    const answer = await upgrade(request).catch(() => undefined);
    if (typeof answer !== 'function' || this.readyState !== CONNECTING) return this.#toClient.carry(() => this.#fail());
    this.#toClient.carry(() => {
      if (this.readyState !== CONNECTING) return this.#fail();
      this.readyState = OPEN;
      this.dispatchEvent(new Event('open'));
    });
    this.#server = this.#serverEnd();
    answer(this.#server);
  }

  #serverEnd(): ServerSocket {
    return {
      send: (text) => {
        this.#toClient.carry(() => {
          if (this.readyState === OPEN) this.dispatchEvent(new MessageEvent('message', { data: text }));
        });
      },
      close: (code = 1005, reason = '') => {
        this.#toClient.carry(() => {
          this.#leave();
          this.#finish(code, reason, true);
        });
      },
      terminate: () => {
        this.#leave();
        this.#toClient.carry(() => this.#finish(1006, '', false));
      },
    };
  }

  /** Tells the gateway's end, once, that the socket is over. */
  #leave(): void {
    const server = this.#server;
    this.#server = undefined;
    server?.onclose?.();
  }

  #fail(): void {
    this.#leave();
    if (this.readyState !== CLOSED) this.dispatchEvent(new Event('error'));
    this.#finish(1006, '', false);
  }

  #finish(code: number, reason: string, wasClean: boolean): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.dispatchEvent(new SocketCloseEvent(code, reason, wasClean));
  }
}

/** A WebSocket class, usable wherever one is injected, whose sockets all end at `upgrade`. */
export function socketClass(upgrade: Upgrade): typeof WebSocket {
  class SimulatedWebSocket extends ClientSocket {
    constructor(url: string | URL) {
      super(upgrade, url);
    }
  }
  // The structure is that of a WebSocket, but for the overloads of addEventListener that EventTarget does not declare.
  return SimulatedWebSocket as unknown as typeof WebSocket;
}

import type { ServerSocket, Upgrade } from '../../../src/simulator/sockets.js';
import { socketClass } from '../../../src/simulator/sockets.js';
import { time } from './fake-time.js';

/** Answers what is asked below one origin. */
export interface Origin {
  fetch(request: Request): Promise<Response>;
  upgrade(request: Request): Promise<Response | ((socket: ServerSocket) => void)>;
}

/** A request on its way to an answer, or a socket that is not closed. */
interface Exchange {
  readonly url: string;
  readonly isSocket: boolean;
}

/** The network of a page: every origin in it is played, and all that is asked is known. */
class FakeNetwork {
  readonly origins = new Map<string, Origin>();
  /** How long each answer takes, ms. */
  latency: () => number = () => 0;
  /** Called with each request and each handshake. */
  onAsked: (url: string, signal: AbortSignal | undefined) => void = () => undefined;
  asked = 0;
  readonly #open = new Set<Exchange>();

  get requests(): number {
    return [...this.#open].filter(({ isSocket }) => !isSocket).length;
  }

  get sockets(): number {
    return [...this.#open].filter(({ isSocket }) => isSocket).length;
  }

  reset(): void {
    this.origins.clear();
    this.latency = () => 0;
    this.onAsked = () => undefined;
    this.#open.clear();
    this.asked = 0;
  }

  begin(url: string, isSocket: boolean, signal?: AbortSignal): () => void {
    this.asked++;
    const exchange: Exchange = { url, isSocket };
    this.#open.add(exchange);
    const end = () => void this.#open.delete(exchange);
    signal?.addEventListener('abort', end);
    this.onAsked(url, signal);
    return end;
  }

  originOf(url: string): Origin | undefined {
    return this.origins.get(new URL(url).origin.replace(/^ws/, 'http'));
  }

  /** As `fetch` does, also where it fails: with a `TypeError`, or with the reason of the signal. */
  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init);
    const { signal } = request;
    const end = this.begin(request.url, false, init.signal ?? undefined);
    try {
      return await unlessAborted(signal, this.#answer(request));
    } finally {
      end();
    }
  };

  async #answer(request: Request): Promise<Response> {
    await wait(this.latency());
    request.signal.throwIfAborted();
    const origin = this.originOf(request.url);
    if (!origin) throw new TypeError('Failed to fetch');
    const response = await origin.fetch(request);
    await wait(this.latency());
    return response;
  }

  readonly upgrade: Upgrade = async (request) => {
    await wait(this.latency());
    const origin = this.originOf(request.url);
    if (!origin) throw new TypeError('Failed to connect');
    return origin.upgrade(request);
  };
}

/** The answer with a body that is read by microtasks alone, and what is in it: the browser's own takes a way round by another thread. */
export async function inMemory(response: Response): Promise<{ readonly response: Response; readonly text: string }> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response: answer(response.status, bytes, response.headers), text: new TextDecoder().decode(bytes) };
}

const WITHOUT_BODY = new Set([204, 205, 304]);

/** An answer with a body of these chunks. `end` says what comes after them: the end, a break, or nothing ever. */
export function answer(
  status: number,
  body: string | Uint8Array | readonly Uint8Array[],
  headers: HeadersInit = {},
  end: 'closed' | 'broken' | 'open' = 'closed',
): Response {
  const chunks =
    typeof body === 'string' ? [new TextEncoder().encode(body)] : body instanceof Uint8Array ? [body] : body;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(chunk);
      if (end === 'closed') controller.close();
      if (end === 'broken') controller.error(new TypeError('network error'));
    },
  });
  return new Response(WITHOUT_BODY.has(status) ? null : stream, { status, headers });
}

/** What a page sees of a redirect that it has not followed. */
export function opaqueRedirect(): Response {
  const response = new Response(null);
  for (const [name, value] of Object.entries({ type: 'opaqueredirect', status: 0, ok: false }))
    Object.defineProperty(response, name, { value });
  return response;
}

/** An answer that came by a redirect which the browser followed by itself. */
export function redirected(response: Response): Response {
  Object.defineProperty(response, 'redirected', { value: true });
  return response;
}

/** Time outside the page: no timer of the page's own. */
export function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => void time.set(resolve, ms, false)) : Promise.resolve();
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    work.then(resolve, reject);
  });
}

export const network = new FakeNetwork();

export function installNetwork(): void {
  globalThis.fetch = network.fetch;
  const Played = socketClass(network.upgrade);
  globalThis.WebSocket = class extends Played {
    readonly #end: () => void;
    constructor(url: string | URL) {
      const end = network.begin(String(url), true);
      super(url);
      this.#end = end;
      this.addEventListener('close', end);
    }
    /** A browser ends a closing handshake that nobody answers by itself. */
    override close(code?: number, reason?: string): void {
      super.close(code, reason);
      this.#end();
    }
  };
}

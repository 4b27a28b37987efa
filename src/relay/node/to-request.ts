import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { NodeResponse } from './send-response.js';

/** A request of Node's HTTP/1 or HTTP/2 server. Frameworks add what they have read of it. */
export type NodeRequest = (IncomingMessage | Http2ServerRequest) & {
  /** Express: the whole path, where a router has cut its own off `url`. */
  readonly originalUrl?: string;
  /** Express, Fastify, Nest: the body, where a parser has read it already. */
  readonly body?: unknown;
};

/** A client's request that cannot be read: the status to answer with. */
export class UnreadableRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'UnreadableRequest';
    this.status = status;
  }
}

/** The login protocol's requests are a line long; one byte more tells the relay that a body is too long. */
const BODY_LIMIT = 8_193;
/** A body that has not come in this time is not waited for, ms. */
const BODY_TIMEOUT = 10_000;
/** Methods that Fetch refuses to put into a Request (https://fetch.spec.whatwg.org/#forbidden-method). */
const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** A request that was made from one of Node's. */
class PageRequest extends Request {
  readonly #outgoing: NodeResponse;
  #signal: AbortSignal | undefined;

  constructor(url: string, init: RequestInit, outgoing: NodeResponse) {
    super(url, init);
    this.#outgoing = outgoing;
  }

  /**
   * Aborts when the client has gone without an answer. It is made for those who look at it, since a Request that is given a signal
   * costs twice as much. A copy of this request has a signal of its own, which never aborts.
   */
  override get signal(): AbortSignal {
    return (this.#signal ??= toGoneSignal(this.#outgoing));
  }
}

function toGoneSignal(outgoing: NodeResponse): AbortSignal {
  const gone = new AbortController();
  const abortUnlessAnswered = () => {
    if (!outgoing.writableEnded) gone.abort();
  };
  const isClosed = 'stream' in outgoing ? outgoing.stream.destroyed : outgoing.destroyed;
  if (isClosed) abortUnlessAnswered();
  else outgoing.once('close', abortUnlessAnswered);
  return gone.signal;
}

/**
 * The Fetch request behind one of Node's. Its signal aborts when the client has gone.
 * @throws {UnreadableRequest} for an address, a method or a header that no Request can hold, and for a body that breaks off.
 */
export async function toRequest(incoming: NodeRequest, body: unknown, outgoing: NodeResponse): Promise<Request> {
  const method = (incoming.method ?? 'GET').toUpperCase();
  if (FORBIDDEN_METHODS.has(method)) throw new UnreadableRequest(405, `The method ${method} is not allowed`);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const bytes = hasBody ? await readBody(incoming, body) : null;
  return readable(
    () => new PageRequest(addressOf(incoming), { method, body: bytes, headers: headersOf(incoming) }, outgoing),
  );
}

/**
 * The same without a body, as for the handshake of a WebSocket.
 * @throws {UnreadableRequest} for an address or a header that no Request can hold.
 */
export function toBodilessRequest(incoming: NodeRequest, init: RequestInit = {}): Request {
  return readable(() => new Request(addressOf(incoming), { ...init, headers: headersOf(incoming) }));
}

/** @throws {UnreadableRequest} where no Request can be made. */
function readable(make: () => Request): Request {
  try {
    return make();
  } catch (error) {
    throw error instanceof UnreadableRequest ? error : new UnreadableRequest(400, 'The request cannot be read');
  }
}

function addressOf(incoming: NodeRequest): string {
  const path = incoming.originalUrl ?? incoming.url ?? '/';
  const authority = 'authority' in incoming ? incoming.authority : incoming.headers.host;
  const scheme = (incoming.socket as TLSSocket | undefined)?.encrypted ? 'https' : 'http';
  const base = `${scheme}://${authority ?? 'localhost'}`;
  // A name that is no host, or one with a user and a password in it, would be read as something else.
  if (!/^[\w.:[\]-]+$/.test(authority ?? 'localhost') || !URL.canParse(base))
    throw new UnreadableRequest(400, 'The Host header is no host');
  return path.startsWith('/') ? base + path : path;
}

/** By pairs, since a name may come more than once. */
function headersOf({ rawHeaders }: NodeRequest): [name: string, value: string][] {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    if (!name.startsWith(':')) headers.push([name, value]); // HTTP/2 has pseudo-headers
  }
  return headers;
}

/** The body as it came, or as a framework's parser has left it. */
async function readBody(incoming: NodeRequest, parsed: unknown): Promise<BodyInit> {
  if (!incoming.readableDidRead && !incoming.readableEnded) return readStream(incoming);
  if (typeof parsed === 'string' || parsed instanceof Uint8Array) return parsed as BodyInit;
  return parsed === undefined ? '' : JSON.stringify(parsed);
}

/** Listens by hand: an async iterator would destroy the connection on which a refusal goes out. */
async function readStream(incoming: NodeRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (incoming.destroyed) throw new UnreadableRequest(400, 'The body broke off');
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const listening = new AbortController();
    const settle = (act: () => void) => {
      clearTimeout(timer);
      listening.abort();
      incoming.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken).pause();
      incoming.on('error', () => undefined); // it may still break off, and nobody would listen
      act();
    };
    const onEnd = () => settle(() => resolve(new Uint8Array(Buffer.concat(chunks))));
    const onBroken = () => settle(() => reject(new UnreadableRequest(400, 'The body broke off')));
    const onData = (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length >= BODY_LIMIT) onEnd();
    };
    const timer = setTimeout(
      () => settle(() => reject(new UnreadableRequest(408, 'The body did not come in time'))),
      BODY_TIMEOUT,
    );
    incoming.on('data', onData).once('end', onEnd).once('error', onBroken).once('close', onBroken);
  });
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** What a server does with a request, on the connection itself. */
export type HttpFault = (response: ServerResponse, socket: Socket) => void;
/** What it does with a handshake. `accept` completes it. */
export type SocketFault = (socket: Socket, accept: (then?: (accepted: WebSocket) => void) => void) => void;

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
const HEAD = 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: application/json\r\n';
const UPDATE = JSON.stringify({ type: 'qr', text: '2@nasty', expiresIn: 60 });
const nothing = () => undefined;

/** Writes a little for ever, and stops when the other end has gone. */
function drip(socket: Socket, text: string, ms: number): void {
  const timer = setInterval(() => socket.write(text), ms);
  socket.once('close', () => clearInterval(timer));
}

/** Writes as much as the other end takes, for ever. */
function flood(socket: Socket, chunk: string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
}

export const HTTP_FAULTS: Readonly<Record<string, HttpFault>> = {
  'says nothing': nothing,
  'resets before the head': (_, socket) => socket.resetAndDestroy(),
  'closes before the head': (_, socket) => socket.destroy(),
  'resets within the head': (_, socket) => socket.write('HTTP/1.1 200 O', () => socket.resetAndDestroy()),
  'resets within the body': (_, socket) =>
    socket.write(`${HEAD}Content-Length: ${UPDATE.length}\r\n\r\n${UPDATE.slice(0, 9)}`, () =>
      socket.resetAndDestroy(),
    ),
  'closes within the body': (_, socket) =>
    socket.end(`${HEAD}Content-Length: ${UPDATE.length}\r\n\r\n${UPDATE.slice(0, 9)}`),
  'sends a chunk without a size': (_, socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\nZZ\r\n${UPDATE}`),
  'speaks no HTTP': (_, socket) => socket.end('Hello\r\n\r\n'),
  'sends a byte now and then': (_, socket) => {
    socket.write(`${HEAD}Content-Length: 100000\r\n\r\n{`);
    drip(socket, ' ', 500);
  },
  'sends a head without end': (_, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    drip(socket, 'X-More: 1\r\n', 500);
  },
  'sends a body without end': (_, socket) => {
    socket.write(`${HEAD}\r\n`);
    flood(socket, ' '.repeat(65_536));
  },
  'answers 204': (response) => response.writeHead(204, CORS).end(),
  'redirects in a loop': (response) => response.writeHead(302, { ...CORS, location: response.req.url }).end(),
};

/** The head of a text frame of `length` bytes, or of another kind. */
const frame = (length: number, first = 0x81) => Buffer.from([first, length]);

export const SOCKET_FAULTS: Readonly<Record<string, SocketFault>> = {
  'says nothing to a handshake': nothing,
  'resets a handshake': (socket) => socket.resetAndDestroy(),
  'closes a handshake': (socket) => socket.destroy(),
  'answers a handshake with a page': (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nHi'),
  'answers a handshake with the wrong key': (socket) =>
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
    ),
  'is silent once it is open': (_, accept) => accept(),
  'pings and says nothing else': (socket, accept) => {
    accept((accepted) => {
      const timer = setInterval(() => accepted.ping(), 2_000);
      socket.once('close', () => clearInterval(timer));
    });
  },
  'resets once it is open': (socket, accept) => accept(() => socket.resetAndDestroy()),
  'sends half a frame and no more': (socket, accept) =>
    accept(() => socket.write(Buffer.concat([frame(99), Buffer.from('{"ty')]))),
  'sends half a frame and resets': (socket, accept) =>
    accept(() => socket.write(Buffer.concat([frame(99), Buffer.from('{"ty')]), () => socket.resetAndDestroy())),
  'sends a frame of no known kind': (socket, accept) => accept(() => socket.write(frame(0, 0x8b))),
  'sends the end of a frame that never began': (socket, accept) =>
    accept(() => socket.write(Buffer.concat([frame(2, 0x80), Buffer.from('{}')]))),
  'sends a text that is no UTF-8': (socket, accept) =>
    accept(() => socket.write(Buffer.concat([frame(2), Buffer.from([0xff, 0xfe])]))),
  'sends five megabytes': (_, accept) => accept((accepted) => accepted.send(' '.repeat(5_000_000))),
};

/** A backend at `<name>.localhost`, each with a fault of its own until it is mended. Over HTTP and over WebSocket. */
export class NastyServer {
  readonly #server: Server;
  readonly #upgrades = new WebSocketServer({ noServer: true });
  readonly #faults = new Map<string, HttpFault | undefined>();
  readonly #socketFaults = new Map<string, SocketFault>();
  /** Also those that have asked for an upgrade and got no answer, which the server itself forgets and yet waits for. */
  readonly #connections = new Set<Socket>();

  constructor() {
    this.#server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
      const fault = this.#faults.get(nameOf(request));
      if (request.method === 'OPTIONS') response.writeHead(204, CORS).end();
      else if (fault) fault(response, request.socket);
      else response.writeHead(200, { ...CORS, 'content-type': 'application/json' }).end(UPDATE);
    });
    this.#server.on('upgrade', (request, _, head) => this.#upgrade(request, request.socket, head));
    this.#server.on('connection', (socket) => {
      socket.on('error', nothing);
      socket.once('close', () => this.#connections.delete(socket));
      this.#connections.add(socket);
    });
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  befall(name: string, http: HttpFault | undefined, socket: SocketFault | undefined): void {
    if (http) this.#faults.set(name, http);
    if (socket) this.#socketFaults.set(name, socket);
  }

  /** From now on every answer is a good one. */
  mend(): void {
    this.#faults.clear();
    this.#socketFaults.clear();
  }

  get openSockets(): number {
    return this.#upgrades.clients.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const accept = (then?: (accepted: WebSocket) => void) =>
      this.#upgrades.handleUpgrade(request, socket, head, (accepted) => {
        accepted.on('error', nothing);
        then?.(accepted);
      });
    const fault = this.#socketFaults.get(nameOf(request));
    if (fault) fault(socket, accept);
    else accept((accepted) => accepted.send(UPDATE));
  }
}

function nameOf({ headers }: IncomingMessage): string {
  return headers.host?.split('.')[0] ?? '';
}

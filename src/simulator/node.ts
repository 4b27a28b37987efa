import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { createSimulator, type ServerSocket, type Simulator } from './index.js';

export interface SimulatorServer {
  /** Such as `http://127.0.0.1:41234`; sockets live at the same place, by `ws:`. */
  readonly origin: string;
  readonly simulator: Simulator;
  /** Breaks every connection off. */
  close(): Promise<void>;
}

export interface SimulatorServerOptions {
  /** A free one by default. */
  readonly port?: number;
  /** `127.0.0.1` by default: the control API is open to whoever reaches it. */
  readonly host?: string;
  readonly simulator?: Simulator;
}

/** Serves a simulator over HTTP and WebSocket. */
export async function startSimulator(options: SimulatorServerOptions = {}): Promise<SimulatorServer> {
  const { port = 0, host = '127.0.0.1', simulator = createSimulator() } = options;
  const server = createServer((incoming, outgoing) => void serveRequest(simulator, incoming, outgoing));
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (incoming, duplex, head) => void serveUpgrade(simulator, sockets, incoming, duplex, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { origin: `http://${host}:${bound}`, simulator, close: () => closeServer(server, sockets) };
}

async function serveRequest(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // If a kept connection breaks, a browser repeats the request by itself, so the fault `reset` would go unnoticed.
  outgoing.shouldKeepAlive = false;
  const client = new AbortController();
  outgoing.once('close', () => {
    client.abort();
  });
  try {
    const response = await simulator.fetch(toRequest(incoming, client.signal, await readBody(incoming)));
    await writeResponse(response, outgoing);
  } catch {
    incoming.socket.resetAndDestroy();
  }
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal, body: Uint8Array<ArrayBuffer> | null): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), { method, headers: pairs, body, signal });
}

/** Returns `null` without a body, because a GET must not have even an empty one. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return chunks.length > 0 ? new Uint8Array(Buffer.concat(chunks)) : null;
}

async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    await new Promise<void>((resolve) => {
      outgoing.write(chunk, () => {
        resolve();
      });
    });
  }
  outgoing.end();
}

async function serveUpgrade(
  simulator: Simulator,
  sockets: WebSocketServer,
  incoming: IncomingMessage,
  duplex: Duplex,
  head: Buffer,
): Promise<void> {
  const client = new AbortController();
  duplex.once('close', () => {
    client.abort();
  });
  duplex.on('error', () => duplex.destroy());
  // When the client leaves, the server's socket stays half open. Nothing else ends it before the handshake is answered.
  const leave = () => duplex.destroy();
  duplex.once('end', leave);
  try {
    const answer = await simulator.upgrade(toRequest(incoming, client.signal, null));
    duplex.off('end', leave);
    if (answer instanceof Response) return refuseUpgrade(answer, duplex);
    sockets.handleUpgrade(incoming, duplex, head, (socket) => {
      answer(toServerSocket(socket));
    });
  } catch {
    duplex.destroy();
  }
}

function refuseUpgrade(response: Response, duplex: Duplex): void {
  duplex.end(`HTTP/1.1 ${response.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function toServerSocket(socket: WebSocket): ServerSocket {
  const end: ServerSocket = {
    send: (text) => {
      socket.send(text);
    },
    close: (code, reason) => {
      socket.close(code, reason);
    },
    terminate: () => {
      socket.terminate();
    },
  };
  socket.on('message', (data, isBinary) => end.onmessage?.(isBinary ? data : (data as Buffer).toString()));
  socket.on('close', () => end.onclose?.());
  // A broken connection is followed by `close`.
  socket.on('error', () => undefined);
  return end;
}

async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  const closed = new Promise((resolve) => {
    server.close(resolve);
  });
  server.closeAllConnections();
  await closed;
}

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { WebSocketServer } from 'ws';
import { host } from './host.js';

const relay = host(process.argv[2] ?? '');

function toRequest(incoming: IncomingMessage, body: BodyInit | null = null): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const init = { method, headers: headers as Record<string, string>, body, duplex: 'half' };
  return new Request(new URL(url, `http://${headers.host ?? ''}`), init);
}

const server = createServer(async (incoming, outgoing) => {
  const body = incoming.method === 'POST' ? (Readable.toWeb(incoming) as ReadableStream) : null;
  const answer = await relay(toRequest(incoming, body));
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (incoming, duplex, head) => {
  sockets.handleUpgrade(incoming, duplex, head, (socket) => void relay.accept(socket, toRequest(incoming)));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ sockets: port }));
  // Bun has a server of its own for what speaks Fetch, and leaves sockets to `ws`.
  const bun = (globalThis as { Bun?: { serve(options: object): { port: number } } }).Bun;
  console.log(JSON.stringify({ http: bun?.serve({ port: 0, hostname: '127.0.0.1', fetch: relay }).port ?? port }));
});

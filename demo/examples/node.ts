import { createServer, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { WebSocketServer } from 'ws';
import { customerOf } from './session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

function toRequest(req: IncomingMessage): Request {
  const body = req.method === 'POST' ? Readable.toWeb(req) : null;
  const init = { method: req.method, headers: req.headers, body, duplex: 'half' } as RequestInit;
  return new Request(`http://${req.headers.host ?? ''}${req.url ?? ''}`, init);
}

const server = createServer(async (req, res) => {
  if (!req.url?.startsWith('/whatsapp/login')) return res.writeHead(404).end();
  const answer = await relay(toRequest(req));
  return res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});
const sockets = new WebSocketServer({ server, path: '/whatsapp/login', maxPayload: 4096 });
sockets.on('connection', (socket, req) => relay.accept(socket, toRequest(req)));
server.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

import { createServer } from 'node:http';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler, toNodeUpgradeHandler } from 'wa-qr-login/relay/node';
import { WebSocketServer } from 'ws';
import { customerOf } from './session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});
// #region server
const answer = toNodeHandler(relay);

const server = createServer((req, res) => {
  if (req.url?.startsWith('/whatsapp/login')) void answer(req, res);
  else res.writeHead(404).end();
});
// For backend-url="wss://…". The limit, in bytes, keeps strangers from filling the memory.
const sockets = new WebSocketServer({ noServer: true, maxPayload: 8192 });
server.on('upgrade', toNodeUpgradeHandler(relay, sockets));
// #endregion
server.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

import { createServer } from 'node:http';
import { Counter, register } from 'prom-client';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf } from './session.js';

const help = 'Logins of WhatsApp that came to a status';
const statuses = new Counter({ name: 'whatsapp_login_status_total', help, labelNames: ['status'] });
const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
  onUpdate: ({ status }) => statuses.inc({ status }),
});
const answer = toNodeHandler(relay);

const server = createServer((req, res) => {
  if (req.url === '/metrics') void register.metrics().then((text) => res.end(text));
  else void answer(req, res);
});
server.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

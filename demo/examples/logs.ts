import { createServer } from 'node:http';
import { pino } from 'pino';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf } from './session.js';

const log = pino();
const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
  onUpdate: ({ key, status, previous }) =>
    log[status === 'error' ? 'warn' : 'info']({ key, status, previous }, 'WhatsApp login'),
});
const answer = toNodeHandler(relay);

const server = createServer((req, res) => void answer(req, res));
server.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

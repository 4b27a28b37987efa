import Fastify from 'fastify';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf } from './session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});
const answer = toNodeHandler(relay);

const app = Fastify();
app.all('/whatsapp/login', (request, reply) => answer(request, reply));
await app.listen({ port: Number(process.env['PORT'] ?? 3000) });
console.log(app.server.address());

import { Readable } from 'node:stream';
import express from 'express';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { customerOf } from './session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

const app = express();
// This route stands above `express.json()`, which would consume the body.
app.all('/whatsapp/login', async (req, res) => {
  const { method, headers, protocol, originalUrl } = req;
  const body = method === 'POST' ? Readable.toWeb(req) : null;
  const init = { method, headers, body, duplex: 'half' } as RequestInit;
  const answer = await relay(new Request(`${protocol}://${headers.host ?? ''}${originalUrl}`, init));
  res
    .status(answer.status)
    .set(Object.fromEntries(answer.headers))
    .send(await answer.text());
});
const server = app.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

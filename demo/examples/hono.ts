import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { customerOf } from './session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

// #region route
const app = new Hono();
app.all('/whatsapp/login', (context) => relay(context.req.raw)); // On a worker: relay(context.req.raw, context.executionCtx).
// #endregion
serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) }, (address) => console.log(address));

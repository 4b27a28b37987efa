import { Hono } from 'hono';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay, type Relay } from 'wa-qr-login/relay';
import { customerOf } from './session.js';

/** All requests share one relay, because it remembers the logins. It is created by the first request, which brings `env`. */
let shared: Relay | undefined;

const relayWith = (env: Record<string, string>): Relay =>
  (shared ??= createRelay({
    gateway(request) {
      const customer = customerOf(request, env); // Your session check.
      return customer ? greenApi(customer) : new Response(null, { status: 401 });
    },
  }));

const app = new Hono<{ Bindings: Record<string, string> }>();
app.all('/whatsapp/login', ({ req, env, executionCtx }) => relayWith(env)(req.raw, executionCtx));
export default app;

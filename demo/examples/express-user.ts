import express, { type Request as ExpressRequest } from 'express';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { incomingOf, toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf, type Customer } from './session.js';

type SignedIn = ExpressRequest & { user?: Customer | undefined };

const app = express();
app.use((request: SignedIn, _, next) => {
  const headers = { cookie: request.headers.cookie ?? '' };
  request.user = customerOf(new Request('http://any', { headers }), process.env);
  next();
});
// #region usage
const relay = createRelay({
  gateway(request) {
    const { user } = incomingOf(request) as SignedIn; // Your session check.
    return user ? { ...greenApi(user), key: user.id } : new Response(null, { status: 401 });
  },
});
app.all('/whatsapp/login', toNodeHandler(relay));
// #endregion
const server = app.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

import { AsyncLocalStorage } from 'node:async_hooks';
import express from 'express';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf, type Customer } from './session.js';

const app = express();
app.use(({ headers }, response, next) => {
  response.locals['user'] = customerOf(
    new Request('http://any', { headers: { cookie: headers.cookie ?? '' } }),
    process.env,
  );
  next();
});
// #region usage
const users = new AsyncLocalStorage<Customer | undefined>();
const relay = createRelay({
  gateway() {
    const user = users.getStore(); // Your session check.
    return user ? { ...greenApi(user), key: user.id } : new Response(null, { status: 401 });
  },
});
const answer = toNodeHandler(relay);
app.all('/whatsapp/login', (request, response, next) => {
  void users.run(response.locals['user'], answer, request, response, next); // Or request.user, request.session …
});
// #endregion
const server = app.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

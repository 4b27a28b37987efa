// #region usage
import express from 'express';
// #region relay
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
// #endregion
import { toNodeHandler } from 'wa-qr-login/relay/node';
// #endregion
import { customerOf } from './session.js';
// #region usage
// #region relay

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});
// #endregion

// #region route
const app = express();
app.use(express.json());
app.all('/whatsapp/login', toNodeHandler(relay));
// #endregion
// #endregion
const server = app.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

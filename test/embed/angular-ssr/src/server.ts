import {
  AngularNodeAppEngine,
  createNodeRequestHandler,
  isMainModule,
  writeResponseToNodeResponse,
} from '@angular/ssr/node';
import express from 'express';
// #region usage
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
// #endregion
import { customerOf } from './customer';
// #region usage

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

const app = express();
app.all('/whatsapp/login', toNodeHandler(relay)); // Before the route that renders the app.
// #endregion
const engine = new AngularNodeAppEngine();
app.use(express.static(`${import.meta.dirname}/../browser`, { index: false }));
app.use(async (request, response, next) => {
  const rendered = await engine.handle(request).catch(next);
  if (rendered) await writeResponseToNodeResponse(rendered, response);
  else next();
});
// The build imports this file, too, to find out about the routes.
if (isMainModule(import.meta.url)) app.listen(Number(process.env['PORT']));

export const reqHandler = createNodeRequestHandler(app);

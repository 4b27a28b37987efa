import express from 'express';
import { fileURLToPath } from 'node:url';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeFirst, toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf } from './session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});
const app = express();
app.all('/whatsapp/login', toNodeHandler(relay));

// #region usage
const first = toNodeFirst(relay); // With Fetch: relay.first(request).
app.get('/whatsapp', async (request, response) => {
  const { html } = await first(request); // The code, or '' where none came within a second.
  response.set('Cache-Control', 'no-store').send(`<!doctype html>
    <html lang="en">
    <title>WhatsApp</title>
    <link rel="stylesheet" href="/page.css">
    <script type="module" src="/wa-qr-login/wa-qr-login.js"></script>
    <wa-qr-login backend-url="/whatsapp/login" app-name="Acme CRM">${html}</wa-qr-login>`);
});
// #endregion
app.get('/page.css', (_, response) => response.type('css').send(RULE));
const files = new URL('dist/cdn/', import.meta.resolve('wa-qr-login/package.json'));
app.use('/wa-qr-login', express.static(fileURLToPath(files)));
const server = app.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

/** The place of the element, and of the code in it, before its script has loaded. */
const RULE = `
  wa-qr-login:not(:defined) { display: block; min-height: 636px }
  wa-qr-login:not(:defined) > svg { display: block; position: relative; top: 162px; margin-inline: auto max(32px, 50% - 348px) }
  @media (max-width: 655px) {
    wa-qr-login:not(:defined) { min-height: 947px }
    wa-qr-login:not(:defined) > svg { top: 203px; margin-inline: auto }
  }`;

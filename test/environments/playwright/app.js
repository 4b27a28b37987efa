// Stands for the embedder's product: a page with the element, and the server behind it.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';

const PAGE = `<!doctype html>
<html lang="en">
  <title>Acme CRM</title>
  <script type="module" src="/wa-qr-login.js"></script>
  <wa-qr-login backend-url="/whatsapp/login" app-name="Acme CRM"></wa-qr-login>
  <p></p>
  <script type="module">
    document.querySelector('wa-qr-login').addEventListener('linked', ({ detail }) => {
      document.querySelector('p').textContent = \`Linked: \${detail.account.phone}\`;
    });
  </script>
</html>`;

const dropIn = new URL('dist/cdn/', import.meta.resolve('wa-qr-login/package.json'));

async function sendFile(path, response) {
  const file = await readFile(fileURLToPath(new URL(path.slice(1), dropIn))).catch(() => undefined);
  response.writeHead(file ? 200 : 404, { 'content-type': 'text/javascript' }).end(file);
}

/** Starts it on a free port, with the address and the credentials of its gateway. */
export async function startApp(gateway) {
  const relay = createRelay({ gateway: () => greenApi(gateway) });
  const login = toNodeHandler(relay);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    else if (pathname === '/whatsapp/login') void login(request, response);
    else void sendFile(pathname, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await relay.close();
    },
  };
}

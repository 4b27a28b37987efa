// A server of an embedder that is CommonJS. It links a number of the simulated gateway, and says which.
const { createServer } = require('node:http');
const { greenApi } = require('wa-qr-login/gateways');
const { createRelay } = require('wa-qr-login/relay');
const { toNodeHandler } = require('wa-qr-login/relay/node');
const { startSimulator } = require('wa-qr-login/simulator/node');

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  const simulator = await startSimulator();
  const account = simulator.simulator.add({ phone: '5511999999999', linkDelay: 1 });
  const { instance, token } = account;
  let recorded;
  const relay = createRelay({
    gateway: () => ({ ...greenApi({ backendUrl: simulator.origin, instance, token }), key: 'customer' }),
    onLinked: ({ phone }) => void (recorded = phone),
  });
  const server = createServer(toNodeHandler(relay));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ask = async () => (await fetch(`http://127.0.0.1:${server.address().port}/whatsapp/login?want=qr`)).json();
  const { type } = await ask();
  account.scan(account.qr);
  while ((await ask()).type !== 'linked') await sleep(50);
  console.log(JSON.stringify({ type, recorded }));
  server.closeAllConnections();
  server.close();
  await relay.close();
  await simulator.close();
}

void main();

// A server in a process of its own, whose cost is measured (relay-cost.ts): a relay whose login has a code, or a constant answer.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocketServer } from 'ws';
import type { Gateway } from '../../src/gateways/gateway.js';
import { createRelay } from '../../src/relay/index.js';
import { toNodeHandler, toNodeUpgradeHandler } from '../../src/relay/node/index.js';

const [, , kind, picture] = process.argv;
const text = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;
const image = `data:image/png;base64,iVBORw0KGgo${'aB3+/x'.repeat(1_000)}`;
const code = { type: 'qr', expiresIn: 3_600, ...(picture ? { image } : { text }) } as const;

const gateway: Gateway = {
  key: 'one',
  methods: ['qr', 'code'],
  pace: {
    every: 1_000,
    qr: 'life',
    fastest: { qr: 1_000, state: 1_000 },
    codes: 5,
    window: 1e9,
    patience: 1e9,
    grace: 0,
  },
  qr: () => Promise.resolve(code),
  state: () => Promise.resolve(undefined),
};
const relay = createRelay({ gateway });
const sockets = new WebSocketServer({ noServer: true, maxPayload: 8_192 });
const constant = JSON.stringify({ ...code, version: 'abcdefgh.qr.1', methods: ['qr', 'code'] });

const server = createServer(
  kind === 'relay'
    ? toNodeHandler(relay)
    : (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(constant),
);
server.on(
  'upgrade',
  kind === 'relay'
    ? toNodeUpgradeHandler(relay, sockets)
    : (request, socket, head) => sockets.handleUpgrade(request, socket, head, (accepted) => accepted.send(constant)),
);

// As whoever writes such a server must: a page takes a socket that is silent for 30 s for lost, and so should a server a page.
const keepAlive = () => {
  for (const socket of sockets.clients) {
    socket.ping();
    socket.send(constant);
  }
};
if (kind !== 'relay') setInterval(keepAlive, 15_000);

/** The process's time so far, µs. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** What is alive, bytes. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.on('message', (figure) => process.send?.(figure === 'cpu' ? cpu() : memory()));
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

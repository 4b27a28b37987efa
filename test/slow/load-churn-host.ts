// A process of a host whose pages come and go. Asked by its parent, it tells what it holds.
import './load-speed.js';
import { IncomingMessage, createServer } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import { queryObjects } from 'node:v8';
import { WebSocket, WebSocketServer } from 'ws';
import { zApi } from '../../src/gateways/z-api.js';
import { createRelay } from '../../src/relay/index.js';
import { toNodeHandler, toNodeUpgradeHandler } from '../../src/relay/node/index.js';
import { SharedLogin } from '../../src/relay/shared-login.js';

/** What a process holds: bytes, what keeps it from ending (sockets and timers, by kind), and the objects that are alive. */
export interface Holdings {
  readonly bytes: number;
  readonly resident: number;
  readonly resources: Readonly<Record<string, number>>;
  readonly objects: Readonly<Record<string, number>>;
  readonly recorded: number;
  /** Seconds of the processor since the start. */
  readonly cpu: number;
}

let recorded = 0;
const relay = createRelay({
  gateway({ url }) {
    const instance = new URL(url).pathname.split('/').at(-1) ?? '';
    return zApi({ backendUrl: process.env['GATEWAY_URL'], instance, token: `token-${instance}` });
  },
  onLinked() {
    recorded++;
  },
});

function countAlive(): Record<string, number> {
  const kinds = { SharedLogin, WebSocket, IncomingMessage, Socket, Request, AbortSignal };
  // Each count collects the garbage first.
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, queryObjects(kind, { format: 'count' })]),
  );
}

function look(): Holdings {
  const objects = countAlive();
  const { heapUsed, external, rss } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  const { user, system } = process.cpuUsage();
  return { bytes: heapUsed + external, resident: rss, resources, objects, recorded, cpu: (user + system) / 1e6 };
}

const answer = toNodeHandler(relay);
const server = createServer((request, response) => void answer(request, response));
server.on('upgrade', toNodeUpgradeHandler(relay, new WebSocketServer({ noServer: true, maxPayload: 8192 })));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => process.send?.(look()));
process.on('disconnect', () => process.exit());

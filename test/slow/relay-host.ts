// One of several processes of a host: a relay in front of simulated accounts, which meets the others in Redis.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient } from 'redis';
import { zApi } from '../../src/gateways/z-api.js';
import { createRelay } from '../../src/relay/index.js';
import { toNodeHandler } from '../../src/relay/node/index.js';
import { redisStore } from '../../src/relay/stores/redis.js';

const { REDIS_URL, GATEWAY_URL, CODES } = process.env;
const tell = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

const relay = createRelay({
  store: await redisStore(createClient({ url: REDIS_URL! })),
  gateway({ url }) {
    const instance = new URL(url).pathname.split('/').at(-1) ?? '';
    const gateway = zApi({ backendUrl: GATEWAY_URL, instance, token: `token-${instance}` });
    return CODES ? { ...gateway, pace: { ...gateway.pace, codes: Number(CODES) } } : gateway;
  },
  onLinked: ({ phone }) => tell({ linked: phone }),
});

/** What is alive: without what the next collection would free. */
function liveMemory(): NodeJS.MemoryUsage {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage();
}

const answer = toNodeHandler(relay);
const server = createServer((request, response) => {
  if (request.url === '/memory') response.end(JSON.stringify(liveMemory()));
  else if (request.url === '/bare') response.setHeader('content-type', 'application/json').end('{"type":"waiting"}');
  else void answer(request, response);
});
// A page on a busy machine is late, and its connection is still open then.
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));

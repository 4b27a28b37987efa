// One of several processes of a host: a relay in front of simulated accounts of every gateway, which meets the others in Redis.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'redis';
import type { Gateway, GatewaySettings } from '../../src/gateways/gateway.js';
import { GATEWAYS } from '../../src/gateways/registry.js';
import { createRelay } from '../../src/relay/index.js';
import { toNodeHandler } from '../../src/relay/node/index.js';
import { redisStore } from '../../src/relay/stores/redis.js';

const { REDIS_URL, GATEWAY_URL } = process.env;
const tell = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

const factories = new Map<string, (settings: GatewaySettings) => Gateway>();
for (const [name, load] of Object.entries(GATEWAYS)) factories.set(name, await load(''));

const relay = createRelay({
  store: await redisStore(createClient({ url: REDIS_URL! })),
  gateway({ url }) {
    const [, , name = '', instance = ''] = new URL(url).pathname.split('/'); // /login/z-api/1101
    const create = factories.get(name);
    if (!create) return new Response('No such gateway', { status: 404 });
    // A key of the host's own, for `onLinked`.
    return {
      ...create({ backendUrl: GATEWAY_URL, instance, token: `token-${instance}` }),
      key: `${name}/${instance}`,
    };
  },
  // Not every gateway tells the number.
  onLinked: ({ phone, name }, { key }) => tell({ key, linked: phone ?? name }),
});

const server = createServer(toNodeHandler(relay));
server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));

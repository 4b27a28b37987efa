import { greenApi } from 'wa-qr-login/gateways';
import { toNodeHandler } from 'wa-qr-login/relay/node';
// #region usage
import { createClient } from 'redis';
import { createRelay } from 'wa-qr-login/relay';
import { redisStore } from 'wa-qr-login/relay/redis';

// #endregion
import { createServer } from 'node:http';
import { customerOf } from './session.js';

// #region usage
const store = await redisStore(createClient({ url: process.env['REDIS_URL'] ?? '' })); // Rejects, and says why, if Redis cannot be used.
const relay = createRelay({
  store,
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});
// #endregion
const server = createServer(toNodeHandler(relay));
server.listen(Number(process.env['PORT'] ?? 3000), () => console.log(server.address()));

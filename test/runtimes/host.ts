import { greenApi } from '../../src/gateways/green-api.js';
import { createRelay, type Relay } from '../../src/relay/index.js';

/** A host with a session of sorts: who is asking stands in the path. `simulator`: the origin of the gateway. */
export function host(simulator: string): Relay {
  return createRelay({
    gateway({ url }) {
      const instance = new URL(url).pathname.split('/').at(-1) ?? '';
      if (instance === 'nobody') return new Response('Log in first', { status: 401 });
      return greenApi({ backendUrl: simulator, instance, token: `token-${instance}` });
    },
    origins: ['https://app.test'],
  });
}

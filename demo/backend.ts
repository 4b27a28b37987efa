import type { Gateway, GatewaySettings } from '../src/gateways/gateway.js';
import { createRelay, type Relay } from '../src/relay/index.js';
import type { GatewayName } from '../src/simulator/index.js';
import { knownGateways } from './gateways.js';

/** The backend of the demo: it knows the gateways and their credentials, a page knows the name of its account only. */
export class Backend {
  readonly #gateways = new Map<string, Gateway>();
  readonly relay: Relay;

  /** `path`: of a login, with the account as its first group. */
  constructor(path: RegExp) {
    this.relay = createRelay({
      gateway: ({ url }) =>
        this.#gateways.get(path.exec(new URL(url).pathname)?.[1] ?? '') ?? new Response(null, { status: 404 }),
    });
  }

  open(instance: string, name: GatewayName, settings: GatewaySettings): void {
    this.#gateways.set(instance, knownGateways[name].create({ instance, ...settings }));
  }

  close(instance: string): void {
    this.#gateways.delete(instance);
  }
}

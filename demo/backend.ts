import {
  greenApi,
  plugChat,
  zApi,
  type Gateway,
  type GreenApiOptions,
  type PlugChatOptions,
  type ZApiOptions,
} from '../src/gateways/index.js';
import { createRelay, type Relay } from '../src/relay/index.js';
import type { GatewayName } from '../src/simulator/index.js';

type Options = GreenApiOptions & ZApiOptions & PlugChatOptions;

export function gatewayAt(name: GatewayName, options: Options): Gateway {
  if (name === 'z-api') return zApi(options);
  if (name === 'plugchat') return plugChat(options);
  return greenApi(options);
}

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

  open(instance: string, name: GatewayName, options: Options): void {
    this.#gateways.set(instance, gatewayAt(name, { instance, ...options }));
  }

  close(instance: string): void {
    this.#gateways.delete(instance);
  }
}

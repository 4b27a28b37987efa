import type { Gateway, GatewaySettings } from '../src/gateways/gateway.js';
import { GATEWAYS } from '../src/gateways/registry.js';
import { DIALECTS } from '../src/simulator/dialects.js';
import type { GatewayName } from '../src/simulator/index.js';

type Setting = keyof GatewaySettings;
type Create = (settings: GatewaySettings) => Gateway;

/** A gateway of the menus, and what can be set and tried with it. */
export interface KnownGateway {
  readonly label: string;
  readonly create: Create;
  readonly hasCodes: boolean;
  readonly hasSocket: boolean;
  /** Whether it takes a passkey that a browser extension has had signed. */
  readonly hasPasskeys: boolean;
  /** What a developer is told who puts its credentials into a page; nothing where they may be made for one. */
  readonly caution: string | undefined;
  /** What its adapter reads. */
  readonly settings: ReadonlySet<Setting>;
}

const LIKELY: GatewaySettings = {
  backendUrl: 'https://gateway.example',
  instance: 'instance',
  token: 'token',
  fetch: () => Promise.reject(new Error('Nobody is asked')),
};

/** Everything that the menus know of a gateway is learned from its adapter, so that a new one needs no line here. */
async function learn(name: keyof typeof GATEWAYS): Promise<readonly [string, KnownGateway]> {
  const create: Create = await GATEWAYS[name]('');
  const settings = new Set<Setting>();
  const watched = new Proxy(LIKELY, {
    get: (target, key) => {
      settings.add(key as Setting);
      return target[key as Setting];
    },
    ownKeys: () => ['fetch'], // an adapter that passes all settings on does not read them
  });
  const { qr, methods, socket, passkey, caution } = create(watched);
  // Some settings are read for each question only.
  await qr(new AbortController().signal).catch(() => undefined);
  return [
    name,
    {
      label: DIALECTS[name].label,
      create,
      caution,
      settings,
      hasCodes: methods.includes('code'),
      hasSocket: socket !== undefined,
      hasPasskeys: passkey !== undefined,
    },
  ];
}

const names = Object.keys(GATEWAYS) as (keyof typeof GATEWAYS)[];

/** Every gateway of the registry, in its order. */
export const knownGateways = Object.fromEntries(await Promise.all(names.map(learn))) as Readonly<
  Record<GatewayName, KnownGateway>
>;

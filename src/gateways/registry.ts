import type { Gateway, GatewaySettings } from './gateway.js';

export interface GatewayEntry {
  /** The vendor's own spelling. */
  readonly label: string;
  /** Fetches the adapter, a chunk of its own. `fragment` makes the address of a second try another one (platform/chunk.ts). */
  readonly load: (fragment: string) => Promise<(settings: GatewaySettings) => Gateway>;
}

/** The gateways by the name that a page gives them. A new one is one line here (README, "How to add a gateway"). */
export const GATEWAYS = {
  'green-api': { label: 'Green API', load: (_fragment) => import('./green-api.js').then((m) => m.greenApi) },
  'z-api': { label: 'Z-API', load: (_fragment) => import('./z-api.js').then((m) => m.zApi) },
  plugchat: { label: 'PlugChat', load: (_fragment) => import('./plugchat.js').then((m) => m.plugChat) },
  evolution: { label: 'Evolution API', load: (_fragment) => import('./evolution.js').then((m) => m.evolution) },
  openwa: { label: 'OpenWA', load: (_fragment) => import('./openwa.js').then((m) => m.openWa) },
  whapi: { label: 'Whapi.Cloud', load: (_fragment) => import('./whapi.js').then((m) => m.whapi) },
  wwebjs: { label: 'wwebjs-api', load: (_fragment) => import('./wwebjs.js').then((m) => m.wwebjs) },
  uazapi: { label: 'UAZAPI', load: (_fragment) => import('./uazapi.js').then((m) => m.uazapi) },
  wuzapi: { label: 'wuzapi', load: (_fragment) => import('./wuzapi.js').then((m) => m.wuzapi) },
  wppconnect: { label: 'WPPConnect Server', load: (_fragment) => import('./wppconnect.js').then((m) => m.wppconnect) },
  'evolution-go': {
    label: 'Evolution Go',
    load: (_fragment) => import('./evolution-go.js').then((m) => m.evolutionGo),
  },
  waha: { label: 'WAHA', load: (_fragment) => import('./waha.js').then((m) => m.waha) },
  gowa: { label: 'GOWA', load: (_fragment) => import('./gowa.js').then((m) => m.gowa) },
} satisfies Record<string, GatewayEntry>;

/** What the attribute `gateway` may say. */
export type GatewayName = 'backend' | keyof typeof GATEWAYS;

/** The gateway of that name, if there is one. */
export function gatewayEntry(name: string): GatewayEntry | undefined {
  return Object.hasOwn(GATEWAYS, name) ? (GATEWAYS as Readonly<Record<string, GatewayEntry>>)[name] : undefined;
}

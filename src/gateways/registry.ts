import type { Gateway, GatewaySettings } from './gateway.js';

/** Fetches the adapter, a chunk of its own. `fragment` makes the address of a second try another one (platform/chunk.ts). */
export type LoadAdapter = (fragment: string) => Promise<(settings: GatewaySettings) => Gateway>;

/** The gateways by the name that a page gives them. A new one is one line here (README, "How to add a gateway"). */
export const GATEWAYS = {
  'green-api': (_fragment) => import('./green-api.js').then((m) => m.greenApi),
  'z-api': (_fragment) => import('./z-api.js').then((m) => m.zApi),
  plugchat: (_fragment) => import('./plugchat.js').then((m) => m.plugChat),
  evolution: (_fragment) => import('./evolution.js').then((m) => m.evolution),
  openwa: (_fragment) => import('./openwa.js').then((m) => m.openWa),
  whapi: (_fragment) => import('./whapi.js').then((m) => m.whapi),
  wwebjs: (_fragment) => import('./wwebjs.js').then((m) => m.wwebjs),
  uazapi: (_fragment) => import('./uazapi.js').then((m) => m.uazapi),
  wuzapi: (_fragment) => import('./wuzapi.js').then((m) => m.wuzapi),
  wppconnect: (_fragment) => import('./wppconnect.js').then((m) => m.wppconnect),
  'evolution-go': (_fragment) => import('./evolution-go.js').then((m) => m.evolutionGo),
  waha: (_fragment) => import('./waha.js').then((m) => m.waha),
  gowa: (_fragment) => import('./gowa.js').then((m) => m.gowa),
} satisfies Record<string, LoadAdapter>;

/** What the attribute `gateway` may say. */
export type GatewayName = 'backend' | keyof typeof GATEWAYS;

/** What fetches the adapter of that name, if there is one. */
export function adapterLoader(name: string): LoadAdapter | undefined {
  return Object.hasOwn(GATEWAYS, name) ? (GATEWAYS as Readonly<Record<string, LoadAdapter>>)[name] : undefined;
}

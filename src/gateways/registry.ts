import type { Gateway, Platform } from './gateway.js';

/** What a page or a host says about its account. Each gateway takes what it needs and ignores the rest. */
export interface GatewaySettings extends Platform {
  /** The gateway's address, or that of a proxy in front of it that adds the credentials. */
  readonly backendUrl?: string | undefined;
  /** The gateway's instance, session or device. */
  readonly instance?: string | undefined;
  /** Its key. */
  readonly token?: string | undefined;
  /** An account's second key, where the gateway has one. */
  readonly clientToken?: string | undefined;
  /** The scheme before the key in an `Authorization` header, where the gateway has more than one form of it. */
  readonly authScheme?: string | undefined;
  /** Which of two QR addresses is called, where the gateway has both; as a function it may change while a login runs. */
  readonly qrFormat?: QrFormat | (() => QrFormat) | undefined;
  /** Host or origin of the gateway's own QR page, where it has one. */
  readonly qrDomain?: string | undefined;
}

export type QrFormat = 'text' | 'image';

export interface GatewayEntry {
  /** The vendor's own spelling. */
  readonly label: string;
  /** Fetches the adapter: each is a chunk of its own, and `fragment` is for a second try (`load` in platform/chunk.ts). */
  readonly load: (fragment: string) => Promise<(settings: GatewaySettings) => Gateway>;
}

/** The gateways by the name that a page gives them. A new one is one line here. */
export const GATEWAYS = {
  'green-api': { label: 'Green API', load: (_fragment) => import('./green-api.js').then((m) => m.greenApi) },
  'z-api': { label: 'Z-API', load: (_fragment) => import('./z-api.js').then((m) => m.zApi) },
  plugchat: { label: 'PlugChat', load: (_fragment) => import('./plugchat.js').then((m) => m.plugChat) },
} satisfies Record<string, GatewayEntry>;

/** What the attribute `gateway` may say. */
export type GatewayName = 'backend' | keyof typeof GATEWAYS;

/** The entry of a name, however the page came by it. */
export function gatewayEntry(name: string): GatewayEntry | undefined {
  return Object.hasOwn(GATEWAYS, name) ? (GATEWAYS as Readonly<Record<string, GatewayEntry>>)[name] : undefined;
}

import type { BackendOptions, Gateway } from '../gateways/index.js';

/** What the page says about its gateway. */
export interface LoginSettings extends Pick<BackendOptions, 'headers' | 'credentials'> {
  readonly gateway: string | Gateway;
  readonly transport: string;
  readonly method: string;
  readonly backendUrl: string | undefined;
  readonly instance: string | undefined;
  readonly token: string | undefined;
  readonly clientToken: string | undefined;
  readonly authScheme: string | undefined;
  readonly qrFormat: 'text' | 'image';
  readonly qrDomain: string | undefined;
  readonly maxCodes: number | null | undefined;
  readonly pollInterval: number | null | undefined;
  readonly baseURI: string;
}

/** These say which account is linked, so a change of one begins the login anew. */
const IDENTITY = [
  'backendUrl',
  'gateway',
  'instance',
  'token',
  'clientToken',
  'authScheme',
  'qrDomain',
  'transport',
] as const;

/** Whether what has changed begins the login anew: several changes in a row are one. */
export function isOtherAccount(changed: Map<PropertyKey, unknown>, options: LoginSettings): boolean {
  return IDENTITY.some((name) => changed.has(name) && !isSameAccount(changed.get(name), options[name]));
}

/** Whether two values of one property mean the same account: gateway objects are compared by their keys. */
function isSameAccount(a: unknown, b: unknown): boolean {
  return a === b || (isKeyed(a) && isKeyed(b) && a.key === b.key);
}

function isKeyed(value: unknown): value is { readonly key: string } {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';
}

/** Between two answers, ms; undefined: the gateway's own pace. */
export function pollIntervalOf({ pollInterval }: LoginSettings): number | undefined {
  return pollInterval && pollInterval > 0 ? pollInterval * 1000 : undefined;
}

/**
 * Whether the number form comes first: a phone cannot scan itself. A tablet is no phone, and a phone is one however it is turned.
 * A gateway without pairing codes begins with the QR code nevertheless, as soon as it is known.
 */
export function startsWithCode({ method, gateway }: Pick<LoginSettings, 'method' | 'gateway'>): boolean {
  if (typeof gateway === 'object' && !gateway?.methods.includes('code')) return false;
  if (method === 'qr' || method === 'code') return method === 'code';
  return isPhone();
}

/** Whether the page is seen on a phone, most likely the one that WhatsApp runs on. */
export function isPhone(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches && Math.min(screen.width, screen.height) <= 500;
}

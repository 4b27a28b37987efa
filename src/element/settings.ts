import type { BackendOptions, Gateway } from '../gateways/index.js';

/** The properties of the element that decide which gateway is asked, and how. */
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

/** The properties that identify the account to be linked. Changing one of them starts the login anew. */
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

/** Whether the changed properties identify another account. Lit collects changes, so several in a row start one new login. */
export function isOtherAccount(changed: Map<PropertyKey, unknown>, options: LoginSettings): boolean {
  return IDENTITY.some((name) => changed.has(name) && !isSameAccount(changed.get(name), options[name]));
}

/** Whether two values of one property identify the same account. */
function isSameAccount(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map(accountOf);
  return one !== undefined && one === other;
}

/** Tells a gateway object by its key, and one without a key by what it was made from; one that has neither equals only itself. */
function accountOf(value: unknown): string | undefined {
  const gateway = typeof value === 'object' ? (value as Gateway | null) : null;
  return gateway?.key ?? gateway?.source;
}

/** A login that is asked about less often than this would not be noticed before its code is dead, s. */
const LONGEST_POLL_INTERVAL = 600;

/** Between two answers, ms; undefined: the gateway's own pace. */
export function pollIntervalOf({ pollInterval }: LoginSettings): number | undefined {
  return pollInterval && pollInterval > 0 ? Math.min(pollInterval, LONGEST_POLL_INTERVAL) * 1000 : undefined;
}

/**
 * Whether the login begins with the number form. `auto` does so on a phone, which cannot scan its own screen: a touch screen
 * without hover whose shorter side is at most 500 CSS px, so that tablets do not count and the orientation does not matter.
 * If the gateway turns out to have no pairing codes, the login begins with the QR code after all.
 */
export function startsWithCode({ method, gateway }: Pick<LoginSettings, 'method' | 'gateway'>): boolean {
  if (typeof gateway === 'object' && !gateway?.methods.includes('code')) return false;
  if (method === 'qr' || method === 'code') return method === 'code';
  return isPhone();
}

/** Whether the page is seen on a phone, most likely the one that WhatsApp runs on. */
export function isPhone(): boolean {
  const isTouched = globalThis.matchMedia?.('(hover: none) and (pointer: coarse)').matches ?? false;
  return isTouched && Math.min(screen.width, screen.height) <= 500;
}

/** Looks at what stands between the tags, such as a first code that the page's server has put there. */
export interface TagContent {
  querySelector(selector: string): Element | null;
}

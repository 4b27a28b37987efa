import { backend, greenApi, plugChat, zApi, type BackendOptions, type Gateway } from './gateways/index.js';
import { LoginError, type Limits } from './login.js';
import type { Transport } from './transports.js';

/** What the page says about its gateway. */
export interface Options extends Pick<BackendOptions, 'headers' | 'credentials'> {
  readonly gateway: string | Gateway;
  readonly transport: string;
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

let warned = false;

/** @throws {LoginError} `config`, when the gateway is unknown or what it needs is missing. */
export function connect(options: Options): Gateway {
  const { instance, token, clientToken, authScheme } = options;
  const gateway = (options.gateway as Options['gateway'] | null | undefined) ?? 'backend'; // a removed attribute
  if (typeof gateway === 'object') return gateway;
  if ((token ?? clientToken) && !warned) {
    warned = true;
    // eslint-disable-next-line no-console -- the one word to developers who put a token in a page
    console.warn(
      '<wa-qr-login>: everybody who sees this page can read its gateway credentials. Use a backend instead (README, "Security").',
    );
  }
  const backendUrl = resolve(options);
  const qrFormat = () => options.qrFormat; // may change while a login runs
  switch (gateway) {
    case 'backend':
      // Read for each request, so that a renewed session needs no new login.
      return backend({
        backendUrl,
        get headers() {
          return options.headers;
        },
        get credentials() {
          return options.credentials;
        },
      });
    case 'green-api':
      return greenApi({ backendUrl, instance, token, qrDomain: options.qrDomain });
    case 'z-api':
      return zApi({ backendUrl, instance, token, clientToken, qrFormat });
    case 'plugchat':
      return plugChat({ backendUrl, token, authScheme, qrFormat });
    default:
      throw new LoginError('config', 'Unknown `gateway`: use backend, green-api, z-api or plugchat');
  }
}

/** A page may give a relative address; one that is none is left for the gateway to refuse. */
function resolve({ backendUrl, baseURI }: Options): string | undefined {
  return backendUrl && URL.canParse(backendUrl, baseURI) ? new URL(backendUrl, baseURI).href : backendUrl;
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
export function isOtherAccount(changed: Map<PropertyKey, unknown>, options: Options): boolean {
  return IDENTITY.some((name) => changed.has(name) && !sameAccount(changed.get(name), options[name]));
}

/** Whether two values of one property mean the same account: gateway objects are compared by their keys. */
function sameAccount(a: unknown, b: unknown): boolean {
  return a === b || (isKeyed(a) && isKeyed(b) && a.key === b.key);
}

function isKeyed(value: unknown): value is { readonly key: string } {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';
}

/** How long a run may go on: the gateway's limits, or the page's. */
export function limitsOf({ maxCodes }: Options, { pace }: Gateway): Limits {
  return { ...pace, codes: maxCodes && maxCodes >= 1 ? maxCodes : pace.codes };
}

/** An unknown value falls back to `auto`. */
export function transportOf({ transport }: { readonly transport: string }): Transport {
  return transport === 'websocket' || transport === 'polling' ? transport : 'auto';
}

/** Between two answers, ms. */
export function intervalOf({ pollInterval }: Options, { pace }: Gateway): number {
  return pollInterval && pollInterval > 0 ? pollInterval * 1000 : pace.every;
}

/** Whether the number form comes first: a phone cannot scan itself. A tablet is no phone, and a phone is one however it is turned. */
export function wantsCode(method: string): boolean {
  if (method === 'qr' || method === 'code') return method === 'code';
  return matchMedia('(hover: none) and (pointer: coarse)').matches && Math.min(screen.width, screen.height) <= 500;
}

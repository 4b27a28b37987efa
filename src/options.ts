import { backend, greenApi, type BackendOptions, type Gateway } from './gateways/index.js';
import { LoginError } from './login.js';

/** What the page says about its gateway. */
export interface Options extends Pick<BackendOptions, 'headers' | 'credentials'> {
  readonly gateway: string | Gateway;
  readonly backendUrl: string | undefined;
  readonly instance: string | undefined;
  readonly token: string | undefined;
  readonly baseURI: string;
}

let warned = false;

/** @throws {LoginError} `config`, when the gateway is unknown or what it needs is missing. */
export function connect(options: Options): Gateway {
  const { gateway, token } = options;
  if (typeof gateway === 'object') return gateway;
  if (token && !warned) {
    warned = true;
    console.warn('<wa-qr-login>: everybody who sees this page can read its gateway credentials. Use a backend instead (README, "Security").');
  }
  const resolved = { ...options, backendUrl: resolve(options) };
  switch (gateway) {
    case 'backend':
      return backend(resolved);
    case 'green-api':
      return greenApi(resolved);
    default:
      throw new LoginError('config', 'Unknown `gateway`: use backend or green-api');
  }
}

/** A page may give a relative address; one that is none is left for the gateway to refuse. */
function resolve({ backendUrl, baseURI }: Options): string | undefined {
  return backendUrl && URL.canParse(backendUrl, baseURI) ? new URL(backendUrl, baseURI).href : backendUrl;
}

/** Whether two values of one property mean the same account: gateway objects are compared by their keys. */
export function sameAccount(a: unknown, b: unknown): boolean {
  return a === b || (isKeyed(a) && isKeyed(b) && a.key === b.key);
}

function isKeyed(value: unknown): value is { readonly key: string } {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';
}

/** The number, or nothing where it makes no sense: attributes fall back, they never throw. */
export function atLeast(least: number, value: number | null | undefined): number | undefined {
  return typeof value === 'number' && value >= least ? value : undefined;
}

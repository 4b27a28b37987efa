import { load } from './chunk.js';
import { backend } from './gateways/backend.js';
import type { Gateway } from './gateways/gateway.js';
import { LoginError } from './login.js';
import type { Options } from './options.js';

/**
 * The gateway that the page names; those of vendors are fetched when they are named.
 * @throws {LoginError} `config`, when it is unknown or what it needs is missing; `unavailable`, when it could not be fetched.
 */
export async function connect(options: Options): Promise<Gateway> {
  const { instance, token, clientToken, authScheme, qrDomain } = options;
  const gateway = (options.gateway as Options['gateway'] | null | undefined) ?? 'backend'; // a removed attribute
  if (typeof gateway === 'object') return gateway;
  if (token ?? clientToken) warn();
  const backendUrl = resolve(options);
  const qrFormat = () => options.qrFormat; // may change while a login runs
  switch (gateway) {
    case 'backend':
      return ownBackend(options, backendUrl);
    case 'green-api': {
      const { greenApi } = await load((_again) => import('./gateways/green-api.js'));
      return greenApi({ backendUrl, instance, token, qrDomain });
    }
    case 'z-api': {
      const { zApi } = await load((_again) => import('./gateways/z-api.js'));
      return zApi({ backendUrl, instance, token, clientToken, qrFormat });
    }
    case 'plugchat': {
      const { plugChat } = await load((_again) => import('./gateways/plugchat.js'));
      return plugChat({ backendUrl, token, authScheme, qrFormat });
    }
    default:
      throw new LoginError('config', 'Unknown `gateway`: use backend, green-api, z-api or plugchat');
  }
}

/** Headers and credentials are read for each request, so that a renewed session needs no new login. */
function ownBackend(options: Options, backendUrl: string | undefined): Gateway {
  return backend({
    backendUrl,
    get headers() {
      return options.headers;
    },
    get credentials() {
      return options.credentials;
    },
  });
}

let warned = false;

function warn(): void {
  if (warned) return;
  warned = true;
  // eslint-disable-next-line no-console -- the one word to developers who put a token in a page
  console.warn(
    '<wa-qr-login>: everybody who sees this page can read its gateway credentials. Use a backend instead (README, "Security").',
  );
}

/** A page may give a relative address; one that is none is left for the gateway to refuse. */
function resolve({ backendUrl, baseURI }: Options): string | undefined {
  return backendUrl && URL.canParse(backendUrl, baseURI) ? new URL(backendUrl, baseURI).href : backendUrl;
}

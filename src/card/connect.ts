import type { FirstAnswer } from '../element/first-parts.js';
import type { LoginSettings, TagContent } from '../element/settings.js';
import { backend } from '../gateways/backend.js';
import type { Gateway } from '../gateways/gateway.js';
import { adapterLoader, GATEWAYS } from '../gateways/registry.js';
import { LoginError } from '../login/login-error.js';
import { load, once } from '../platform/chunk.js';
import { agedAnswer } from './early-answer.js';
import { takeHandedOver } from './handed-over.js';

/** An element, with what its page's server may have put between the tags. */
type ConnectedElement = LoginSettings & TagContent;

/** What the page's own backend does without. */
export const namedGateway = once(() => load((_fragment) => import('./named-gateway.js')));

/**
 * Returns the gateway that the page has chosen. The adapter of a vendor is loaded when the page names it. `firstAnswer`: what
 * one's own backend was asked before this chunk was there.
 * @throws {LoginError} `config`, if the name is unknown or a setting is missing; `unavailable`, if the adapter cannot be loaded.
 */
export async function connectGateway(settings: ConnectedElement, firstAnswer?: FirstAnswer): Promise<Gateway> {
  const gateway = (settings.gateway as LoginSettings['gateway'] | null | undefined) ?? 'backend'; // A removed attribute is null.
  if (typeof gateway === 'object') return gateway;
  const backendUrl = resolveBackendUrl(settings);
  if (gateway !== 'backend') return connectNamed(gateway, settings, backendUrl);
  if (settings.token || settings.clientToken)
    (await namedGateway()).warnOfCredentials(settings, gateway, { caution: 'it needs no token' });
  return ownBackend(settings, backendUrl, firstAnswer);
}

async function connectNamed(name: string, settings: LoginSettings, backendUrl: string | undefined): Promise<Gateway> {
  const loadAdapter = adapterLoader(name);
  const [{ readCredentials, warnOfCredentials }, create] = await Promise.all([
    namedGateway(),
    loadAdapter && load(loadAdapter),
  ]);
  const credentials = readCredentials(settings);
  if (!create) throw unknownGateway();
  const qrFormat = () => settings.qrFormat; // It may change while a login is running.
  const gateway = create({ backendUrl, ...credentials, qrFormat });
  warnOfCredentials(credentials, name, gateway);
  return gateway;
}

function unknownGateway(): LoginError {
  const names = Object.keys(GATEWAYS).join(', ');
  return new LoginError('config', `Unknown \`gateway\`: use backend or one of ${names}`);
}

/** The headers and the credentials mode are read for each request, so that a renewed session needs no new login. */
function ownBackend(options: ConnectedElement, backendUrl: string | undefined, firstAnswer?: FirstAnswer): Gateway {
  const handedOver = takeHandedOver(options);
  return backend({
    backendUrl,
    get headers() {
      return options.headers;
    },
    get credentials() {
      return options.credentials;
    },
    // A request with a method of its own is another question than the first.
    fetch: (url, init) => {
      const ask = () => fetch(url, init);
      if (init?.method) return ask();
      const known = handedOver(url);
      const early = known ? undefined : firstAnswer?.();
      return known ?? (early ? agedAnswer(early, ask) : ask());
    },
  });
}

/** Resolves a relative address against the page. What is no address at all is left for the gateway to refuse. */
function resolveBackendUrl({ backendUrl, baseURI }: LoginSettings): string | undefined {
  return backendUrl && URL.canParse(backendUrl, baseURI) ? new URL(backendUrl, baseURI).href : backendUrl;
}

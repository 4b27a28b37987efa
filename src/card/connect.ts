import type { LoginSettings } from '../element/settings.js';
import { backend } from '../gateways/backend.js';
import type { Gateway } from '../gateways/gateway.js';
import { gatewayEntry, GATEWAYS } from '../gateways/registry.js';
import { LoginError } from '../login/login-error.js';
import { load } from '../platform/chunk.js';

/**
 * Returns the gateway that the page has chosen. The adapter of a vendor is loaded when the page names it.
 * @throws {LoginError} `config`, if the name is unknown or a setting is missing; `unavailable`, if the adapter cannot be loaded.
 */
export async function connectGateway(settings: LoginSettings): Promise<Gateway> {
  const gateway = (settings.gateway as LoginSettings['gateway'] | null | undefined) ?? 'backend'; // A removed attribute is null.
  if (typeof gateway === 'object') return gateway;
  const { instance, token, clientToken, authScheme, qrDomain } = readCredentials(settings);
  if (token ?? clientToken) warnOfCredentials();
  const backendUrl = resolveBackendUrl(settings);
  if (gateway === 'backend') return ownBackend(settings, backendUrl);
  const entry = gatewayEntry(gateway);
  if (!entry) throw unknownGateway();
  const create = await load(entry.load);
  const qrFormat = () => settings.qrFormat; // It may change while a login is running.
  return create({ backendUrl, instance, token, clientToken, authScheme, qrDomain, qrFormat });
}

/** What comes with a value that was copied out of a table or a mail: spaces, line ends, marks that nobody sees. */
const PASTED_AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
/** No credential has these in it, and no HTTP header can carry them (RFC 9110, 5.5). */
const UNSENDABLE = /[\p{Cc}\p{Cf}]/u;
/** The same for what may ride a header, where a look-alike letter of another alphabet, or an ellipsis, is a slip, too. */
const UNSENDABLE_SECRET = /[\p{Cc}\p{Cf}]|[^\0-\xff]/u;

type Credentials = Pick<LoginSettings, 'instance' | 'token' | 'clientToken' | 'authScheme' | 'qrDomain'>;

/** @throws {LoginError} `config`, where a credential holds a character that cannot be sent; the attribute is named, its value is not. */
function readCredentials(settings: Credentials): Credentials {
  const read = (name: keyof Credentials, attribute: string, unsendable = UNSENDABLE): string | undefined => {
    const value = settings[name]?.replace(PASTED_AROUND, '');
    if (value && unsendable.test(value))
      throw new LoginError(
        'config',
        `\`${attribute}\` holds a character that cannot be sent, maybe one that nobody sees`,
      );
    return value || undefined;
  };
  return {
    instance: read('instance', 'instance'),
    token: read('token', 'token', UNSENDABLE_SECRET),
    clientToken: read('clientToken', 'client-token', UNSENDABLE_SECRET),
    authScheme: read('authScheme', 'auth-scheme', UNSENDABLE_SECRET),
    qrDomain: read('qrDomain', 'qr-domain'),
  };
}

function unknownGateway(): LoginError {
  const names = Object.keys(GATEWAYS).join(', ');
  return new LoginError('config', `Unknown \`gateway\`: use backend or one of ${names}`);
}

/** The headers and the credentials mode are read for each request, so that a renewed session needs no new login. */
function ownBackend(options: LoginSettings, backendUrl: string | undefined): Gateway {
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

function warnOfCredentials(): void {
  if (warned) return;
  warned = true;
  // eslint-disable-next-line no-console -- a warning to developers who put a token into a page
  console.warn(
    '<wa-qr-login>: everybody who sees this page can read its gateway credentials. Use a backend instead (README, "Security").',
  );
}

/** Resolves a relative address against the page. What is no address at all is left for the gateway to refuse. */
function resolveBackendUrl({ backendUrl, baseURI }: LoginSettings): string | undefined {
  return backendUrl && URL.canParse(backendUrl, baseURI) ? new URL(backendUrl, baseURI).href : backendUrl;
}

import type { LoginSettings } from '../element/settings.js';
import type { Gateway } from '../gateways/gateway.js';
import { LoginError } from '../login/login-error.js';

/** What comes with a value that was copied out of a table or a mail: spaces, line ends, marks that nobody sees. */
const PASTED_AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
/** No credential has these in it, and no HTTP header can carry them (RFC 9110, 5.5). */
const UNSENDABLE = /[\p{Cc}\p{Cf}]/u;
/** The same for what may ride a header, where a look-alike letter of another alphabet, or an ellipsis, is a slip, too. */
const UNSENDABLE_SECRET = /[\p{Cc}\p{Cf}]|[^\0-\xff]/u;

type Credentials = Pick<LoginSettings, 'instance' | 'token' | 'clientToken' | 'authScheme' | 'qrDomain'>;

/** @throws {LoginError} `config`, where a credential holds a character that cannot be sent; the attribute is named, its value is not. */
export function readCredentials(settings: Credentials): Credentials {
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

/** The gateways, by name, whose credentials a developer was warned of. */
const warned = new Set<string>();

/** Tells a developer who has put a secret into a page, once for each gateway, unless its credentials may be made for a page. */
export function warnOfCredentials(
  { token, clientToken }: Credentials,
  gateway: string,
  { caution }: Pick<Gateway, 'caution'>,
): void {
  if (!(token ?? clientToken) || !caution || warned.has(gateway)) return;
  warned.add(gateway);
  // eslint-disable-next-line no-console -- a warning to developers
  console.warn(
    `<wa-qr-login>: everybody who sees this page can read its gateway credentials. ${gateway} asked by a page: ${caution}. Use a backend instead (README, "Security").`,
  );
}

import type { LoginSettings } from '../element/settings.js';
import { LoginError } from '../login/login-error.js';

/** What comes with a value that was copied out of a table or a mail: spaces, line ends, marks that nobody sees. */
const PASTED_AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
/** No credential has these in it, and no HTTP header can carry them (RFC 9110, 5.5). */
const UNSENDABLE = /[\p{Cc}\p{Cf}]/u;
/** The same for what may ride a header, where a look-alike letter of another alphabet, or an ellipsis, is a slip, too. */
const UNSENDABLE_SECRET = /[\p{Cc}\p{Cf}]|[^\0-\xff]/u;

type Credentials = Pick<LoginSettings, 'instance' | 'token' | 'clientToken' | 'authScheme' | 'qrDomain'>;

/** @throws {LoginError} `config`, where a credential holds a character that cannot be sent; the attribute is named, its value is not. Warns of secrets. */
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
  const found = {
    instance: read('instance', 'instance'),
    token: read('token', 'token', UNSENDABLE_SECRET),
    clientToken: read('clientToken', 'client-token', UNSENDABLE_SECRET),
    authScheme: read('authScheme', 'auth-scheme', UNSENDABLE_SECRET),
    qrDomain: read('qrDomain', 'qr-domain'),
  };
  if (found.token ?? found.clientToken) warnOfCredentials();
  return found;
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

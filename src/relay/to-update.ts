import { readUpdate } from '../gateways/backend.js';
import { assertNever } from '../login/advance.js';
import { isPage, type ErrorCode, type LoginState, type LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';

/** Our own sentences, for developers: what the gateway said may hold a credential. */
const ERROR_MESSAGES: Readonly<Record<ErrorCode, string>> = {
  config: 'The relay cannot ask the gateway: its address or its credentials are wrong',
  unauthorized: 'Renew the session of this page',
  'not-found': 'The gateway does not know this instance',
  'rate-limited': 'The gateway asks to be asked less often',
  quota: 'The quota at the gateway is used up',
  'logout-required': 'The instance holds unusable credentials: log it out first',
  inactive: 'The account at the gateway is banned, deleted or not paid for',
  unsupported: 'The gateway cannot do this',
  'invalid-phone': 'The phone number is not valid',
  'code-refused': 'The gateway gives no pairing code now',
  'bad-response': 'The gateway answered with something unknown',
  unavailable: 'The gateway cannot be reached',
  blocked: 'The gateway cannot be reached',
  offline: 'The gateway cannot be reached',
};

/** What a code of the gateway means to a page: only the host's own 401 is about the page's session. */
const PAGE_CODES: Partial<Record<ErrorCode, ErrorCode>> = {
  unauthorized: 'config',
  blocked: 'unavailable',
  offline: 'unavailable',
};

/** An upstream error as a page is told of it. */
export function toErrorUpdate(error: unknown): LoginUpdate & { type: 'error' } {
  const { code } = error instanceof LoginError ? error : new LoginError('unavailable');
  return toErrorUpdateOfCode(code);
}

function toErrorUpdateOfCode(upstream: ErrorCode): LoginUpdate & { type: 'error' } {
  const code = PAGE_CODES[upstream] ?? (Object.hasOwn(ERROR_MESSAGES, upstream) ? upstream : 'unavailable');
  return { type: 'error', code, message: ERROR_MESSAGES[code] };
}

/** A login as one update of the login protocol. Built anew from the vocabulary, so nothing else of a gateway's passes. */
export function toUpdate(login: LoginState, now: number): LoginUpdate {
  try {
    const update = updateOf(login, now);
    return update.type === 'error' ? update : readUpdate({ ...update });
  } catch (error) {
    return toErrorUpdate(error);
  }
}

function updateOf(login: LoginState, now: number): LoginUpdate {
  switch (login.status) {
    case 'qr':
      // A hosted page is no part of the protocol, and a code past its life must not come back to a screen.
      if (isPage(login.picture) || login.endsAt <= now) return { type: 'waiting' };
      return { type: 'qr', ...login.picture, ...remainingLife(login.endsAt, now) };
    case 'code':
      return { type: 'code', code: login.code, ...remainingLife(login.endsAt, now) };
    case 'linking':
      return { type: 'linking' };
    case 'passkey': {
      const { url, token, endsAt } = login;
      return { type: 'passkey', ...(url && { url }), ...(token && { token, ...remainingLife(endsAt, now) }) };
    }
    case 'linked':
      // Where no code was shown here, the page knows better whether it showed one.
      return { type: 'linked', account: login.account, ...(!login.already && { already: false }) };
    case 'expired':
      return { type: 'expired', reason: login.reason };
    case 'idle':
    case 'waiting':
      return { type: 'waiting' };
    case 'error':
      return toErrorUpdateOfCode(login.code);
    default:
      return assertNever(login);
  }
}

function remainingLife(endsAt: number, now: number): { expiresIn?: number } {
  return Number.isFinite(endsAt) ? { expiresIn: Math.max(0, endsAt - now) / 1000 } : {};
}

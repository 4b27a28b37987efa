import type { Gateway } from '../gateways/gateway.js';
import { readUpdate } from '../gateways/read-update.js';
import { assertNever, isLastCode } from '../login/advance.js';
import {
  isPage,
  isRunning,
  type Account,
  type ErrorCode,
  type LoginState,
  type LoginUpdate,
  type Picture,
  type RunningState,
} from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { monotonicNow } from '../platform/clock.js';
import { NOT_RECORDED } from './host-hooks.js';
import type { Want } from './protocol.js';

/** Sentences of our own, for developers, because the text of a gateway may hold a credential. */
const ERROR_MESSAGES: Readonly<Record<ErrorCode, string>> = {
  config: 'The relay cannot ask the gateway: its address or its credentials are wrong',
  unauthorized: 'Renew the session of this page',
  'not-found': 'The gateway does not know this instance',
  'rate-limited': 'The gateway limits how often it may be asked',
  quota: 'The quota at the gateway is used up',
  'logout-required': 'The instance holds unusable credentials: log it out first',
  inactive: 'The account at the gateway is banned, deleted or not paid for',
  unsupported: 'The gateway does not support this',
  'invalid-phone': 'The phone number is not valid',
  'code-refused': 'The gateway did not issue a pairing code',
  'bad-response': 'The gateway gave an answer that the relay does not understand',
  unavailable: 'The gateway cannot be reached',
  blocked: 'The gateway cannot be reached',
  offline: 'The gateway cannot be reached',
};

/** What the code of a gateway's error means to a page, where it differs: only the host's own 401 is about the page's session. */
const PAGE_CODES: Partial<Record<ErrorCode, ErrorCode>> = {
  unauthorized: 'config',
  blocked: 'unavailable',
  offline: 'unavailable',
};

/** The update that a page is sent about an error of the gateway. */
export function toErrorUpdate(error: unknown): LoginUpdate & { type: 'error' } {
  const { code } = error instanceof LoginError ? error : new LoginError('unavailable');
  return errorCodeToUpdate(code);
}

function errorCodeToUpdate(upstream: ErrorCode): LoginUpdate & { type: 'error' } {
  const code = PAGE_CODES[upstream] ?? (Object.hasOwn(ERROR_MESSAGES, upstream) ? upstream : 'unavailable');
  return { type: 'error', code, message: ERROR_MESSAGES[code] };
}

const OFFERABLE_METHODS = ['qr', 'code'] as const;

/** The update with the methods that the person may choose from. */
export function withMethods(update: LoginUpdate, login: LoginState, gateway: Gateway): LoginUpdate {
  const offered = (isRunning(login) ? login.methods : undefined) ?? gateway.methods;
  return { ...update, methods: OFFERABLE_METHODS.filter((method) => offered.includes(method)) };
}

/** What a page is shown of a login. One that wants the state only is shown no QR code. */
export function toPageUpdate(want: Want, login: LoginState, gateway: Gateway): LoginUpdate {
  const update = toUpdate(login, monotonicNow());
  return withMethods(update.type === 'qr' && want === 'state' ? { type: 'waiting' } : update, login, gateway);
}

/** A login as one update of the login protocol. It is built anew from our vocabulary, so nothing else of a gateway's answer passes. */
function toUpdate(login: LoginState, now: number): LoginUpdate {
  try {
    const update = stateToUpdate(login, now);
    if (update.type === 'qr') return readQr(update, (login as LoginState & { picture: Picture }).picture);
    return update.type === 'error' ? update : readUpdate({ ...update });
  } catch (error) {
    return toErrorUpdate(error);
  }
}

/** Pictures that were found to be good. They are long, and most questions are answered with one that is known. */
const known = new WeakSet<Picture>();

function readQr(update: LoginUpdate & { readonly type: 'qr' }, picture: Picture): LoginUpdate {
  if (!known.has(picture)) {
    const read = readUpdate({ ...update });
    known.add(picture);
    return read;
  }
  const { text: _, ...rest } = readUpdate({ ...update, text: '2@' }) as LoginUpdate & { readonly text: string };
  return { ...rest, ...picture } as LoginUpdate;
}

function stateToUpdate(login: LoginState, now: number): LoginUpdate {
  switch (login.status) {
    case 'qr':
      // The protocol has no hosted pages, and a code past its life must not come back to a screen.
      if (isPage(login.picture) || login.endsAt <= now) return { type: 'waiting' };
      return { type: 'qr', ...login.picture, ...remainingLife(login.endsAt, now), ...renewal(login, now) };
    case 'code':
      return { type: 'code', code: login.code, ...remainingLife(login.endsAt, now) };
    case 'linking':
      return { type: 'linking' };
    case 'passkey': {
      const { url, token, challenge, confirm, endsAt } = login;
      const help = { ...(url && { url }), ...(token && { token, ...remainingLife(endsAt, now) }) };
      return { type: 'passkey', ...help, ...(challenge && { challenge }), ...(confirm && { confirm }) };
    }
    case 'linked':
      // Where the relay has shown no code, the page knows better whether it has shown one itself.
      return { type: 'linked', account: login.account, ...(!login.already && { already: false }) };
    case 'expired':
      return { type: 'expired', reason: login.reason };
    case 'idle':
    case 'waiting':
      return { type: 'waiting' };
    case 'error':
      return { ...errorCodeToUpdate(login.code), ...(login.message === NOT_RECORDED && { message: NOT_RECORDED }) };
    default:
      return assertNever(login);
  }
}

/** The last code is followed by none. */
function renewal(login: RunningState & { readonly status: 'qr' }, now: number): { renewsIn?: number } {
  if (isLastCode(login) || !Number.isFinite(login.renewsAt)) return {};
  return { renewsIn: Math.max(0, login.renewsAt - now) / 1000 };
}

function remainingLife(endsAt: number, now: number): { expiresIn?: number } {
  return Number.isFinite(endsAt) ? { expiresIn: Math.max(0, endsAt - now) / 1000 } : {};
}

/**
 * An update that a host hands over, in our vocabulary. What the host does not say is left out, because the gateway may know it: whose
 * number was linked, and how long a code lives.
 * @throws {LoginError} `bad-response`, for anything else.
 */
export function readPushed(update: LoginUpdate): LoginUpdate {
  if (update.type === 'idle' || update.type === 'starting') return { type: update.type };
  const { expiresIn, account, ...told } = readUpdate({ ...update }) as LoginUpdate & PushedFields;
  const said = update as PushedFields;
  return {
    ...told,
    ...(said.expiresIn !== undefined && { expiresIn }),
    ...(said.account !== undefined && { account }),
  };
}

interface PushedFields {
  readonly expiresIn?: number;
  readonly account?: Account;
}

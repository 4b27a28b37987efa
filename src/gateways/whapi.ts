import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl } from './http-client.js';
import { isObject, toAccount, toImage } from './read.js';

export interface WhapiOptions extends Platform {
  /** The gateway's address, or that of a proxy that adds the token; `https://gate.whapi.cloud` by default. */
  readonly backendUrl?: string | undefined;
  /** The token of the channel. */
  readonly token?: string | undefined;
}

const ADDRESS = 'https://gate.whapi.cloud';
/** Seconds that a QR code lives where an answer does not say how many are left, and a pairing code. */
const QR_LIFE = 20;
const CODE_LIFE = 150;
/** A channel that slept answers late. */
const LOGIN_TIMEOUT = 30_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'turn', // an answer says how long its code lives
  settle: 10_000,
  fastest: { qr: 1_000, state: 1_000 },
  codes: 6, // as many as WhatsApp gives one login
  window: Infinity,
  patience: 120_000, // a channel that slept takes up to 90 s
  grace: 1_500,
  linger: 6_000, // nothing is said between the scan and the new connection, which takes some seconds
};

/**
 * Whapi.Cloud.
 * @throws {LoginError} `config`, without `token` and `backendUrl`.
 */
export function whapi(options: WhapiOptions = {}): Gateway {
  const { backendUrl, token } = options;
  if (!backendUrl && !token)
    throw new LoginError('config', 'Whapi needs `token`, or the `backend-url` of a proxy that adds it');
  const base = toBaseUrl(backendUrl || ADDRESS);
  const http = httpClient(base, options, { headers: token ? { Authorization: `Bearer ${token}` } : undefined });
  // Each of these calls starts the channel unless it is told not to, and one after a scan would log the phone in twice.
  const state = async (signal: AbortSignal) => readHealth(await http.get('health?wakeup=false', signal));
  const login = async (wakeup: boolean, signal: AbortSignal) =>
    readLogin(await http.get(`users/login?wakeup=${wakeup}`, signal, LOGIN_TIMEOUT));
  const start = async (signal: AbortSignal) => {
    const update = await login(true, signal);
    return update.type === 'idle' ? ({ type: 'starting' } as const) : update;
  };
  return {
    ...(token ? { key: JSON.stringify(['whapi', base, token]) } : { source: `whapi ${base}` }),
    caution: 'unknown; the token can send',
    methods: ['qr', 'code'],
    pace: PACE,
    pictures: true,
    state,
    qr: async (signal) => (await state(signal)) ?? login(false, signal),
    start,
    resume: start,
    async code(phone, signal) {
      const update = await state(signal);
      if (update?.type === 'idle') return toStarting(await start(signal));
      return update ?? readCode(await http.get(`users/login/${phone}`, signal, LOGIN_TIMEOUT));
    },
    async restart(signal) {
      const update = await state(signal);
      return update?.type === 'idle' ? start(signal) : (update ?? { type: 'waiting' });
    },
  };
}

/** A QR code is no answer to a question for a pairing code: the channel is ready for it now. */
function toStarting(update: LoginUpdate): LoginUpdate {
  return update.type === 'qr' ? { type: 'starting' } : update;
}

/** How the channel stands; nothing new while it shows a QR code. */
function readHealth(answer: Answer): LoginUpdate | undefined {
  const { status, user } = readBody(answer);
  switch (isObject(status) ? status['text'] : undefined) {
    case 'AUTH':
      return { type: 'linked', account: isObject(user) ? toAccount(user['id'], user['id'], user['name']) : {} };
    case 'NOT_INIT':
      return { type: 'idle' };
    case 'INIT':
    case 'LAUNCH':
      return { type: 'starting' };
    case 'ERROR':
    case 'SYNC_ERROR':
      throw new LoginError('unavailable', 'The channel reports an error', { transient: true });
    case undefined:
      throw failure(answer);
    default:
      return undefined;
  }
}

function readLogin(answer: Answer): LoginUpdate {
  if (answer.status === 422) return { type: 'waiting' }; // the QR code could not be drawn
  if (answer.status === 409) return { type: 'linked' };
  const { status, type, base64, expire } = readBody(answer);
  if (type === 'webauthn') return { type: 'passkey' };
  if (typeof base64 === 'string' && base64)
    return { type: 'qr', image: toImage(base64), expiresIn: typeof expire === 'number' ? expire : QR_LIFE };
  if (status === 'WAITING') return { type: 'waiting' };
  if (status === 'TIMEOUT') return { type: 'idle' };
  throw failure(answer);
}

function readCode(answer: Answer): LoginUpdate {
  if (answer.status === 400) throw new LoginError('invalid-phone', 'The gateway does not accept this number');
  if (answer.status === 409) return { type: 'linked' };
  if (answer.status === 422) throw noPairingCode();
  const { code, type } = readBody(answer);
  if (typeof code === 'string' && code) return { type: 'code', code, expiresIn: CODE_LIFE };
  if (type === 'webauthn') return { type: 'passkey' };
  throw noPairingCode();
}

/** The body of a good answer. */
function readBody(answer: Answer): Readonly<Record<string, unknown>> {
  const { status, json } = answer;
  if (status === 402) throw new LoginError('inactive', 'The channel is not paid for');
  if (status === 406) throw new LoginError('unsupported', 'The channel belongs to a phone and shows no codes');
  if (!isObject(json) || status !== 200) throw failure(answer);
  return json;
}

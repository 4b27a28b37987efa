import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl, toMessage } from './http-client.js';
import { isObject, toAccount, toImage } from './read.js';

export interface WppconnectOptions extends Platform {
  /** The address of the WPPConnect Server, or that of a proxy that adds the session and its token. */
  readonly backendUrl?: string | undefined;
  /** The name of the session. */
  readonly instance?: string | undefined;
  /** The token that the server has generated for this session. Its secret key belongs to no page. */
  readonly token?: string | undefined;
}

/** Seconds that a pairing code lives: 60 s after it could be asked for the session closes itself. */
const CODE_LIFE = 55;
/** The request for a pairing code is held until the browser of the server is up and has one. */
const CODE_TIMEOUT = 50_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'answer', // the state and the QR code are in the same answer
  settle: 4_000, // a session that is closed does not open again by itself
  fastest: { qr: 2_000, state: 2_000 }, // the server hashes a password for each request
  codes: 6, // as many as WhatsApp gives one login
  window: Infinity,
  patience: 120_000, // a browser has to start
  grace: 1_500,
  linger: 6_000,
  lives: [60_000, 20_000],
};

/**
 * WPPConnect Server 2.
 * @throws {LoginError} `config`, without `backendUrl`, or with only one of `instance` and `token`.
 */
export function wppconnect(options: WppconnectOptions = {}): Gateway {
  const { token } = options;
  const base = wppconnectAddress(options);
  const http = httpClient(base, options, { headers: token ? { Authorization: `Bearer ${token}` } : undefined });
  const status = (signal: AbortSignal) => http.get('status-session', signal);
  const start = async (signal: AbortSignal) =>
    readStart(await http.post('start-session', { waitQrCode: false }, signal));
  return {
    ...(token ? { key: JSON.stringify(['wppconnect', base, token]) } : { source: `wppconnect ${base}` }),
    caution: 'yes, but the token can send',
    methods: ['qr', 'code'],
    pace: PACE,
    state: async (signal) => readState(await status(signal)),
    qr: async (signal) => readLogin(await status(signal)),
    start,
    resume: start,
    async code(phone, signal) {
      const update = readState(await status(signal));
      if (update?.type === 'linked') return update;
      if (update?.type !== 'idle' || !isUnknown(await http.get('qrcode-session', signal))) throw notHeld();
      return readCode(await http.post('start-session', { waitQrCode: true, phone }, signal, CODE_TIMEOUT));
    },
    account: async (signal) => readDevice((await http.get('host-device', signal)).json),
  };
}

function wppconnectAddress({ backendUrl, instance, token }: WppconnectOptions): string {
  if (!backendUrl || !instance !== !token)
    throw new LoginError(
      'config',
      'WPPConnect Server needs `backend-url` with `instance` and `token`, or that of a proxy that adds them',
    );
  const base = toBaseUrl(backendUrl);
  return instance ? `${base}/api/${encodeURIComponent(instance)}` : base;
}

/** The body of a good answer, whose `status` is null for a session that was never started. */
function readBody(answer: Answer): Readonly<Record<string, unknown>> {
  const { status, json } = answer;
  if (status === 200 && isObject(json) && (json['status'] === null || typeof json['status'] === 'string')) return json;
  throw failure(answer);
}

/** How the login stands; nothing new while it shows a code. The picture stays when it is linked. */
function readState(answer: Answer): LoginUpdate | undefined {
  switch (readBody(answer)['status']) {
    case null:
    case 'CLOSED':
      return { type: 'idle' };
    case 'INITIALIZING':
      return { type: 'starting' };
    case 'CONNECTED':
      return { type: 'linked' };
    default:
      return undefined;
  }
}

function readLogin(answer: Answer): LoginUpdate {
  const { status, urlcode, qrcode } = readBody(answer);
  const update = readState(answer);
  if (update) return update;
  if (status !== 'QRCODE') return { type: 'waiting' }; // a login by pairing code
  if (typeof urlcode === 'string' && urlcode) return { type: 'qr', text: urlcode };
  return typeof qrcode === 'string' && qrcode ? { type: 'qr', image: toImage(qrcode) } : { type: 'waiting' };
}

/** The answer tells how the session stood before the start. */
function readStart(answer: Answer): LoginUpdate {
  const update = readLogin(answer);
  return update.type === 'idle' ? { type: 'starting' } : update;
}

/**
 * Whether the server holds nothing for this session. The code is in the answer of its start and nowhere else, and only then is that
 * answer held until there is one: else the phone would ring, and the code be lost.
 */
function isUnknown({ json }: Answer): boolean {
  return isObject(json) && json['status'] === null && /not started/i.test(toMessage(json['message']));
}

function notHeld(): LoginError {
  return new LoginError('code-refused', 'Only a session that the server has not opened before gives a pairing code');
}

function readCode(answer: Answer): LoginUpdate {
  const { phoneCode: code } = readBody(answer);
  if (typeof code === 'string' && code) return { type: 'code', code, expiresIn: CODE_LIFE };
  throw noPairingCode();
}

function readDevice(body: unknown): Account {
  const device = isObject(body) ? body['response'] : undefined;
  return isObject(device) ? toAccount(device['phoneNumber'], device['phoneNumber'], device['pushname']) : {};
}

import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl, toMessage } from './http-client.js';
import { isObject, toAccount, toImage } from './read.js';

export interface EvolutionGoOptions extends Platform {
  /** The address of the Evolution Go server, or that of a proxy that adds the token. */
  readonly backendUrl?: string | undefined;
  /** The instance's own token. It says by itself which instance is meant. */
  readonly token?: string | undefined;
}

/** Seconds from an answer with a QR code to the next question for one: the gateway does not say how old the code is. */
const QR_LOOKS = 5;
/** Seconds that WhatsApp gives a pairing code. */
const CODE_LIFE = 150;
/** Where no client runs, the gateway starts one before it answers, which takes five seconds. */
const SLOW_TIMEOUT = 20_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'turn', // a question for a QR code starts a client by itself, also between the scan and the link
  settle: 8_000,
  fastest: { qr: 1_000, state: 1_000 },
  codes: 6, // as many as WhatsApp gives one login
  window: Infinity,
  patience: 60_000,
  grace: 5_000, // an answer without a QR code takes so long
  linger: 6_000,
  life: 20_000,
};

/**
 * Evolution Go.
 * @throws {LoginError} `config`, without `backendUrl`.
 */
export function evolutionGo(options: EvolutionGoOptions = {}): Gateway {
  const { backendUrl, token } = options;
  if (!backendUrl)
    throw new LoginError('config', 'Evolution Go needs `backend-url`, with `token` or that of a proxy that adds it');
  const base = toBaseUrl(backendUrl);
  const http = httpClient(base, options, { headers: token ? { apikey: token } : undefined });
  const state = async (signal: AbortSignal) => readStatus(await http.get('instance/status', signal, SLOW_TIMEOUT));
  // This starts a client where none runs. `connect` would do so, too, but overwrites the webhook of the instance.
  const start = async (signal: AbortSignal) => readQr(await http.get('instance/qr', signal, SLOW_TIMEOUT));
  const qr = async (signal: AbortSignal) => (await state(signal)) ?? start(signal);
  return {
    ...(token ? { key: JSON.stringify(['evolution-go', base, token]) } : { source: `evolution-go ${base}` }),
    caution: 'yes, but the token can send',
    methods: ['qr', 'code'],
    pace: PACE,
    state,
    qr,
    start,
    resume: start,
    async code(phone, signal) {
      // WhatsApp gives a pairing code to nobody who has not been shown a QR code yet.
      const update = await qr(signal);
      const begun = update.type === 'idle' ? await start(signal) : update;
      if (begun.type !== 'qr') return begun;
      return readPairingCode(await http.post('instance/pair', { phone }, signal, SLOW_TIMEOUT));
    },
  };
}

/** The texts of errors that tell how the login stands. */
const ERROR_STATES: readonly (readonly [RegExp, LoginUpdate])[] = [
  [/client disconnected/i, { type: 'idle' }],
  [/no active session|no qr code available/i, { type: 'starting' }],
  [/already (logged in|authenticated)/i, { type: 'linked' }],
];

/** An error may be a state. */
function readErrorState({ status, json }: Answer): LoginUpdate | undefined {
  const error = status !== 200 && isObject(json) ? toMessage(json['error']) : '';
  return ERROR_STATES.find(([pattern]) => pattern.test(error))?.[1];
}

/** The data of a good answer. */
function readData(answer: Answer): Readonly<Record<string, unknown>> {
  const { status, json } = answer;
  if (isObject(json) && json['code'] === 'LICENSE_REQUIRED')
    throw new LoginError('inactive', 'The Evolution Go server is not activated');
  if (status === 200 && isObject(json) && isObject(json['data'])) return json['data'];
  throw failure(answer);
}

/** How the login stands; nothing new while it is under way. */
function readStatus(answer: Answer): LoginUpdate | undefined {
  const update = readErrorState(answer);
  if (update) return update;
  const { Connected: isConnected, LoggedIn: isLoggedIn, Name: name } = readData(answer);
  if (isLoggedIn === true) return { type: 'linked', account: toAccount(undefined, undefined, name) };
  if (typeof isConnected !== 'boolean') throw failure(answer);
  return isConnected ? undefined : { type: 'idle' };
}

function readQr(answer: Answer): LoginUpdate {
  const update = readErrorState(answer);
  if (update) return update;
  const { Code: text, Qrcode: picture } = readData(answer);
  if (typeof text === 'string' && text) return { type: 'qr', text, expiresIn: QR_LOOKS };
  if (typeof picture === 'string' && picture) return { type: 'qr', image: toImage(picture), expiresIn: QR_LOOKS };
  throw failure(answer);
}

function readPairingCode(answer: Answer): LoginUpdate {
  const update = readErrorState(answer);
  if (update) return update;
  const { PairingCode: code } = readData(answer);
  if (typeof code === 'string' && code) return { type: 'code', code, expiresIn: CODE_LIFE };
  throw noPairingCode();
}

import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { sleep } from '../platform/async.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl } from './http-client.js';
import { isObject, toAccount, toImage, toPhone } from './read.js';

export interface UazapiOptions extends Platform {
  /** The address of the server, such as `https://example.uazapi.com`, or that of a proxy that adds the token. */
  readonly backendUrl?: string | undefined;
  /** The instance's own token. It says by itself which instance is meant. */
  readonly token?: string | undefined;
}

/** Seconds that a pairing code lives. */
const CODE_LIFE = 300;
/** How long `connect` may take, which may wait for the code. */
const CONNECT_TIMEOUT = 20_000;
/** How often the instance is asked for a pairing code that `connect` did not answer with, and after how long, ms. */
const LOOKS = 5;
const BETWEEN_LOOKS = 1_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'answer', // the state and the QR code are in the same answer
  settle: 8_000,
  fastest: { qr: 1_000, state: 1_000 },
  codes: 6, // as many as WhatsApp gives one login
  window: Infinity,
  patience: 60_000,
  grace: 1_500,
  linger: 6_000,
  lives: [60_000, 20_000],
};

/**
 * UAZAPI (uazapiGO 2).
 * @throws {LoginError} `config`, without `backendUrl`.
 */
export function uazapi(options: UazapiOptions = {}): Gateway {
  const { backendUrl, token } = options;
  if (!backendUrl)
    throw new LoginError('config', 'UAZAPI needs `backend-url`, with `token` or that of a proxy that adds it');
  const base = toBaseUrl(backendUrl);
  const http = httpClient(base, options, { headers: token ? { token } : undefined });
  const status = (signal: AbortSignal) => http.get('instance/status', signal);
  const connect = async (body: object, signal: AbortSignal) =>
    refuseQuota(await http.post('instance/connect', body, signal, CONNECT_TIMEOUT));
  const disconnect = async (signal: AbortSignal) => {
    const answer = await http.post('instance/disconnect', {}, signal);
    if (answer.status !== 200) throw failure(answer);
  };
  const start = async (signal: AbortSignal) => readLogin(await connect({}, signal));
  return {
    ...(token ? { key: JSON.stringify(['uazapi', base, token]) } : { source: `uazapi ${base}` }),
    caution: 'unknown; the token can send',
    methods: ['qr', 'code'],
    pace: PACE,
    pictures: true,
    state: async (signal) => readState(await status(signal)),
    qr: async (signal) => readLogin(await status(signal)),
    start,
    resume: start,
    async code(phone, signal) {
      const before = await status(signal);
      const update = readState(before);
      if (update?.type === 'linked') return update;
      if (update) return readNewCode(before, await connect({ phone }, signal), status, signal);
      await disconnect(signal); // nobody has documented that a login under way takes a number
      return { type: 'starting' };
    },
    async restart(signal) {
      const answer = await status(signal);
      const update = readState(answer);
      if (!update && !readInstance(answer)['qrcode']) await disconnect(signal); // a login by pairing code shows none
      return update ?? { type: 'waiting' };
    },
  };
}

/** The instance is asked again where its answer holds no pairing code, or still that of a former login. */
async function readNewCode(
  before: Answer,
  answer: Answer,
  status: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<LoginUpdate> {
  const { paircode: former } = readInstance(before);
  for (let look = 0; ; look++) {
    const { paircode: code } = readInstance(answer);
    if (typeof code === 'string' && code && code !== former) return { type: 'code', code, expiresIn: CODE_LIFE };
    if (look === LOOKS) throw noPairingCode();
    await sleep(BETWEEN_LOOKS, signal);
    answer = await status(signal);
  }
}

/** How the login stands, and the QR code where there is one. */
function readLogin(answer: Answer): LoginUpdate {
  const { qrcode } = readInstance(answer);
  const update = readState(answer);
  if (update) return update;
  return typeof qrcode === 'string' && qrcode ? { type: 'qr', image: toImage(qrcode) } : { type: 'starting' };
}

/** How the login stands; nothing new while it is under way. */
function readState(answer: Answer): LoginUpdate | undefined {
  const { status } = readInstance(answer);
  const { loggedIn } = readConnection(answer);
  if (status === 'connected' || loggedIn === true) return { type: 'linked', account: readAccount(answer) };
  if (status === 'disconnected' || status === 'hibernated') return { type: 'idle' };
  if (typeof status !== 'string') throw failure(answer);
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The instance in a good answer. It holds the token and the key of another service, so fields are taken by their names. */
function readInstance(answer: Answer): Fields {
  const { status, json } = answer;
  if (status === 200 && isObject(json) && isObject(json['instance'])) return json['instance'];
  throw failure(answer);
}

/** In the answer of `status` it is a part of its own, and in that of `connect` it is not. */
function readConnection({ json }: Answer): Fields {
  if (!isObject(json)) return {};
  return isObject(json['status']) ? json['status'] : json;
}

function readAccount(answer: Answer): Account {
  const { owner, profileName } = readInstance(answer);
  const { jid } = readConnection(answer);
  const phone = toPhone(isObject(jid) ? jid['user'] : jid);
  return toAccount(phone && `${phone}@s.whatsapp.net`, phone ?? owner, profileName);
}

/** Here a 429 is not about the number of requests: the server has no free connection. */
function refuseQuota(answer: Answer): Answer {
  if (answer.status !== 429) return answer;
  throw new LoginError('quota', 'The UAZAPI server has no free connection');
}

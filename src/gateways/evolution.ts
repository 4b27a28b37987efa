import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { sleep } from '../platform/async.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl } from './http-client.js';
import { isObject, toAccount, toImage } from './read.js';

export interface EvolutionOptions extends Platform {
  /** The address of the Evolution API, or that of a proxy that adds the instance and its key. */
  readonly backendUrl?: string | undefined;
  /** The name of the instance. */
  readonly instance?: string | undefined;
  /** The instance's own token. The global key works as well, but it rules every instance. */
  readonly token?: string | undefined;
}

/** A QR code and a pairing code are replaced every 45 s, each by the next of its kind. */
const TURN = 45_000;
/** Seconds a pairing code lives once it is read: it is up to three seconds old by then. */
const CODE_LIFE = 42;
/** A closed instance answers `connect` after two or three seconds, a busy one or one that is being woken much later. */
const CONNECT_TIMEOUT = 65_000;
/** How often the instance is asked for a pairing code that it has not made yet, and after how long, ms. */
const LOOKS = 5;
const BETWEEN_LOOKS = 1_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'turn', // `connect` weighs 15 kB, and would start a second login if it fell between the scan and the link
  settle: 8_000, // version 2.4 pauses for 3 s before it connects again
  fastest: { qr: 1_000, state: 1_000 },
  codes: 6, // as many as WhatsApp gives one login
  window: Infinity,
  patience: 60_000,
  grace: 1_500,
  linger: 6_000, // nothing is said between the scan and the new connection, which takes some seconds
  lives: [TURN],
};

/**
 * Evolution API 2.3 and 2.4.
 * @throws {LoginError} `config`, without `backendUrl`, or with only one of `instance` and `token`.
 */
export function evolution(options: EvolutionOptions = {}): Gateway {
  const { instance, token } = options;
  const base = evolutionAddress(options);
  const pathOf = (action: string) => (instance ? `instance/${action}/${encodeURIComponent(instance)}` : action);
  const http = httpClient(base, options, { headers: token ? { apikey: token } : undefined });
  const state = async (signal: AbortSignal) => readState(await http.get(pathOf('connectionState'), signal));
  const connect = (signal: AbortSignal, query = '') => http.get(pathOf('connect') + query, signal, CONNECT_TIMEOUT);
  const start = async (signal: AbortSignal) => readLogin(await connect(signal));
  const logout = async (signal: AbortSignal) => readLogout(await http.delete(pathOf('logout'), signal));
  return {
    ...(token ? { key: JSON.stringify(['evolution', base, instance, token]) } : { source: `evolution ${base}` }),
    caution: 'yes, but the key can send',
    methods: ['qr', 'code'],
    pace: PACE,
    state,
    // The state comes first: a QR code stays in the answer of `connect` until the phone is linked.
    qr: async (signal) => (await state(signal)) ?? start(signal),
    start,
    // After a logout version 2.4 no longer connects by itself once a phone was scanned.
    resume: start,
    async code(phone, signal) {
      const update = await state(signal);
      if (update?.type === 'idle') return askPairingCode(connect, phone, signal);
      if (update) return update;
      await logout(signal); // only a closed instance takes a number
      return { type: 'starting' };
    },
    async restart(signal) {
      const update = await state(signal);
      if (update) return update;
      const answer = await connect(signal);
      if (!readBody(answer)['pairingCode']) return readLogin(answer);
      await logout(signal); // else the phone would ring at every turn
      return { type: 'waiting' };
    },
    async account(signal) {
      const path = instance ? `instance/fetchInstances?instanceName=${encodeURIComponent(instance)}` : 'fetchInstances';
      return readInstances((await http.get(path, signal)).json);
    },
  };
}

function evolutionAddress({ backendUrl, instance, token }: EvolutionOptions): string {
  if (backendUrl && !instance === !token) return toBaseUrl(backendUrl);
  throw new LoginError(
    'config',
    'Evolution API needs `backend-url` with `instance` and `token`, or that of a proxy that adds them',
  );
}

/**
 * Asks a closed instance for a pairing code, which rings the phone once. The answer comes after a fixed time, with the code or
 * without, and may still hold the code of a former login, unless it counts the first turn. So the instance is asked again.
 */
async function askPairingCode(
  connect: (signal: AbortSignal, query?: string) => Promise<Answer>,
  phone: string,
  signal: AbortSignal,
): Promise<LoginUpdate> {
  let body = readBody(await connect(signal, `?number=${phone}`));
  for (let look = 0; ; look++) {
    const { pairingCode: code, count } = body;
    if (typeof code === 'string' && code && (look > 0 || count === 1))
      return { type: 'code', code, expiresIn: CODE_LIFE };
    if (look === LOOKS) throw noPairingCode();
    await sleep(BETWEEN_LOOKS, signal);
    body = readBody(await connect(signal));
  }
}

/** How the login stands; nothing new while it is under way. */
function readState(answer: Answer): LoginUpdate | undefined {
  const { instance } = readBody(answer);
  if (!isObject(instance)) throw failure(answer);
  const { state } = instance;
  return state === 'open' ? { type: 'linked' } : state === 'close' ? { type: 'idle' } : undefined;
}

/** What `connect` answers: a QR code, that there is none yet or, on a linked instance, the state. */
function readLogin(answer: Answer): LoginUpdate {
  const { code, base64, count, instance } = readBody(answer);
  if (typeof code === 'string' && code) return { type: 'qr', text: code };
  if (typeof base64 === 'string' && base64) return { type: 'qr', image: toImage(base64) };
  if (instance) return readState(answer) ?? { type: 'waiting' };
  if (count === undefined) throw failure(answer);
  return { type: 'waiting' };
}

/** An instance that was closed already refuses with a 400. */
function readLogout(answer: Answer): void {
  if (answer.status !== 400) readBody(answer);
}

/** The body of a good answer. */
function readBody(answer: Answer): Readonly<Record<string, unknown>> {
  const { status, json } = answer;
  if (!isObject(json)) throw failure(answer);
  if (json['code'] === 'LICENSE_REQUIRED')
    throw new LoginError('inactive', 'The Evolution API server is not activated');
  if (status !== 200) throw failure(answer);
  // An error within the server comes with status 200.
  if (json['error'] === true) throw new LoginError('unavailable', 'The gateway reports an error', { transient: true });
  return json;
}

/** Only who it is: the answer also holds the instance's token. */
function readInstances(body: unknown): Account {
  const who: unknown = Array.isArray(body) ? body[0] : undefined;
  return isObject(who) ? toAccount(who['ownerJid'], who['ownerJid'], who['profileName']) : {};
}

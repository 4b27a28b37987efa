import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl } from './http-client.js';
import { toChallenge } from './passkey.js';
import { isObject, toAccount } from './read.js';
import { readField } from './read-field.js';

export interface WahaOptions extends Platform {
  /** The address of WAHA, or that of a proxy that adds the session and its key. */
  readonly backendUrl?: string | undefined;
  /** The name of the session. */
  readonly instance?: string | undefined;
  /** An API key; for a page, a control key of this session. */
  readonly token?: string | undefined;
}

/** Seconds. WhatsApp's own: the gateway names no end of its pairing codes. */
const CODE_LIFE = 150;
/** The QR code is held back for ten seconds in a wrong state, and a logout takes four: longer than a question for the state. */
const SLOW = 20_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'turn', // it is harmless, but takes ten seconds if the state has just changed
  settle: 0, // no session was seen to stop between scan and link
  fastest: { qr: 1_000, state: 1_000 },
  codes: 6, // as many as WhatsApp gives one login
  window: Infinity,
  patience: 60_000,
  grace: 1_500,
  linger: 3_000,
  lives: [60_000, 20_000],
};

/**
 * WAHA of 2026.
 * @throws {LoginError} `config`, without `backendUrl`, or with only one of `instance` and `token`.
 */
export function waha(options: WahaOptions = {}): Gateway {
  const { instance, token } = options;
  const base = wahaAddress(options);
  const calls = wahaCalls(base, options);
  const state = async (signal: AbortSignal) => toUpdate(calls, await calls.session(signal), signal);
  const start = (signal: AbortSignal) => startSession(calls, signal);
  return {
    ...(token ? { key: JSON.stringify(['waha', base, instance, token]) } : { source: `waha ${base}` }),
    methods: ['qr', 'code'],
    pace: PACE,
    state,
    // The state comes first: a QR code stays for seconds after its scan, and in a wrong state it is held back.
    qr: async (signal) => (await state(signal)) ?? readQr(await calls.get('qr?format=raw', signal)),
    start,
    async code(phone, signal) {
      const update = await state(signal);
      if (update?.type === 'idle') return start(signal);
      return update ?? readCode(await calls.post('request-code', { phoneNumber: phone }, signal));
    },
    async restart(signal) {
      const session = await calls.session(signal);
      const update = await toUpdate(calls, session, signal);
      if (update?.type === 'idle') return start(signal);
      if (update?.type === 'passkey') return calls.act('restart', signal);
      // The login of a pairing code that nobody has typed fails at its end.
      return update ?? (hasUnusedCode(session) ? calls.act('logout', signal) : { type: 'waiting' });
    },
    passkey: {
      answer: async (assertion, signal) => readPasskey(await calls.post('passkey', assertion, signal)),
      confirm: async (signal) => readPasskey(await calls.post('passkey/confirm', undefined, signal)),
    },
  };
}

type Session = Readonly<Record<string, unknown>>;

/** What one session is asked. A path behind a proxy names no session. */
interface Calls {
  session(signal: AbortSignal): Promise<Session>;
  act(action: 'start' | 'restart' | 'logout', signal: AbortSignal): Promise<LoginUpdate>;
  get(path: string, signal: AbortSignal): Promise<Answer>;
  post(path: string, body: unknown, signal: AbortSignal): Promise<Answer>;
}

function wahaCalls(base: string, { instance, token, ...platform }: WahaOptions): Calls {
  // Without this very `Accept` a QR code comes as a picture.
  const headers = { Accept: 'application/json', ...(token && { 'X-Api-Key': token }) };
  const http = httpClient(base, platform, { headers });
  const name = instance && encodeURIComponent(instance);
  const path = name ? `api/sessions/${name}` : 'session';
  const auth = name ? `api/${name}/auth` : 'auth';
  return {
    session: async (signal) => readBody(await http.get(path, signal)),
    act: async (action, signal) => readAction(await http.post(`${path}/${action}`, undefined, signal, SLOW)),
    get: (what, signal) => http.get(`${auth}/${what}`, signal, SLOW),
    post: (what, body, signal) => http.post(`${auth}/${what}`, body, signal),
  };
}

/** How the login stands, with what WhatsApp wants of the person's passkey. */
async function toUpdate(calls: Calls, session: Session, signal: AbortSignal): Promise<LoginUpdate | undefined> {
  const pending = async (path: string): Promise<unknown> => {
    const { status, json } = await calls.get(`passkey/${path}`, signal);
    return status === 200 ? json : undefined; // 422: there is none
  };
  switch (session['status']) {
    case 'PASSKEY_REQUIRED': {
      const challenge = toChallenge(await pending('challenge'));
      return { type: 'passkey', ...(challenge && { challenge }) };
    }
    case 'PASSKEY_CONFIRMATION_REQUIRED': {
      const confirm = readField(await pending('confirmation'), 'code');
      return { type: 'passkey', ...(typeof confirm === 'string' && confirm && { confirm }) };
    }
    default:
      return readSession(session);
  }
}

/** A session that has failed counts as started, so that it is restarted. */
async function startSession(calls: Calls, signal: AbortSignal): Promise<LoginUpdate> {
  const session = await calls.session(signal);
  if (session['status'] === 'STOPPED') return calls.act('start', signal);
  if (session['status'] === 'FAILED') return calls.act(hasUnusedCode(session) ? 'logout' : 'restart', signal);
  return (await toUpdate(calls, session, signal)) ?? { type: 'waiting' };
}

function wahaAddress({ backendUrl, instance, token }: WahaOptions): string {
  if (backendUrl && !instance === !token) return toBaseUrl(backendUrl);
  throw new LoginError(
    'config',
    'WAHA needs `backend-url` with `instance` and `token`, or that of a proxy that adds them',
  );
}

/** How the login stands; nothing new while a QR code waits for its scan. */
function readSession({ status, me }: Session): LoginUpdate | undefined {
  const { id, lid, pushName } = isObject(me) ? me : {};
  switch (status) {
    case 'STOPPED':
    case 'FAILED':
      return { type: 'idle' };
    case 'STARTING':
      return { type: 'starting' };
    case 'SCAN_QR_CODE':
      // The number alone is no link: it stands there as soon as somebody asks for a pairing code.
      return lid ? { type: 'linking' } : undefined;
    case 'WORKING':
      return { type: 'linked', account: toAccount(id, id, pushName) };
    default:
      throw new LoginError('bad-response', 'WAHA reports an unknown status');
  }
}

/** Somebody has asked for a pairing code, and nobody has typed it: WhatsApp refuses the next login with what it has left behind. */
function hasUnusedCode({ me }: Session): boolean {
  return isObject(me) && Boolean(me['id']) && !me['lid'];
}

function readBody(answer: Answer): Session {
  if (answer.status !== 200 || !isObject(answer.json)) throw failure(answer);
  return answer.json;
}

/** What `start`, `restart` and `logout` answer. A session that is already under way refuses to start. */
function readAction(answer: Answer): LoginUpdate {
  const { status, json } = answer;
  if (status === 422) return { type: 'waiting' };
  if (status !== 200 && status !== 201) throw failure(answer);
  return (isObject(json) && readSession(json)) || { type: 'starting' };
}

/** In a wrong state the answer says which, and for a session that is unknown it says none. */
function readQr(answer: Answer): LoginUpdate {
  const { status, json } = answer;
  const body = isObject(json) ? json : {};
  if (status === 200 && typeof body['value'] === 'string' && body['value']) return { type: 'qr', text: body['value'] };
  if (status !== 422) throw failure(answer);
  if (body['status'] === undefined) throw new LoginError('not-found', 'WAHA does not know this session');
  return isPasskey(body) ? { type: 'passkey' } : (readSession(body) ?? { type: 'waiting' });
}

function isPasskey({ status }: Session): boolean {
  return typeof status === 'string' && status.startsWith('PASSKEY_');
}

/** A session that has just stopped or started has no pairing code to give, and no phone was rung. */
function readCode(answer: Answer): LoginUpdate {
  const { status, json } = answer;
  if (status === 422 || status === 404) return { type: 'starting' };
  const code = isObject(json) ? json['code'] : undefined;
  if ((status === 200 || status === 201) && typeof code === 'string' && code)
    return { type: 'code', code, expiresIn: CODE_LIFE };
  throw status < 300 && isObject(json) ? noPairingCode() : failure(answer);
}

/** What became of a passkey, the next question for the state tells. */
function readPasskey(answer: Answer): LoginUpdate {
  if (answer.status !== 200 && answer.status !== 201) throw failure(answer);
  return { type: 'linking' };
}

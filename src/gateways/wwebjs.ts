import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl, toMessage } from './http-client.js';
import { isObject, toAccount } from './read.js';

export interface WwebjsOptions extends Platform {
  /** The address of the server, or that of a proxy that adds the session and the key. */
  readonly backendUrl?: string | undefined;
  /** The name of the session: letters, digits and dashes. */
  readonly instance?: string | undefined;
  /** The server's API key, which rules every session. */
  readonly token?: string | undefined;
}

/** Seconds that a pairing code lives, which the gateway does not say. */
const CODE_LIFE = 150;
/**
 * A browser starts before the answer, and until then nothing tells that it does: a question that was given up would be asked again
 * and start a second one.
 */
const START_TIMEOUT = 60_000;
/** The gateway may never answer a question for a pairing code. */
const CODE_TIMEOUT = 20_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'answer',
  settle: 10_000,
  fastest: { qr: 500, state: 1_000 }, // the server allows 1,000 calls a second
  codes: 6, // as many as WhatsApp gives one login; the page in the browser begins others
  window: Infinity,
  patience: 90_000, // the browser has to load WhatsApp's page
  grace: 1_500,
  linger: 6_000,
  lives: [60_000, 20_000],
  regular: true, // no answer says how long its code lives
};

/**
 * wwebjs-api: a REST server around whatsapp-web.js.
 * @throws {LoginError} `config`, without `backendUrl`, or with only one of `instance` and `token`.
 */
export function wwebjs(options: WwebjsOptions = {}): Gateway {
  const { instance, token } = options;
  const base = wwebjsAddress(options);
  const http = httpClient(base, options, { headers: token ? { 'x-api-key': token } : undefined });
  const pathOf = (action: string, room = 'session') =>
    instance ? `${room}/${action}/${encodeURIComponent(instance)}` : action;
  const state = async (signal: AbortSignal) => readStatus(await http.get(pathOf('status'), signal));
  const showQr = async (signal: AbortSignal) => readQr(await http.get(pathOf('qr'), signal));
  const restart = async (signal: AbortSignal): Promise<LoginUpdate> =>
    readBegun(await http.get(pathOf('restart'), signal, START_TIMEOUT)) ?? { type: 'starting' };
  const start = async (signal: AbortSignal): Promise<LoginUpdate> => {
    const update = readBegun(await http.get(pathOf('start'), signal, START_TIMEOUT));
    // It is there already. Where its browser is gone, only a restart brings another.
    if (update?.type === 'waiting' && (await state(signal))?.type === 'idle') return restart(signal);
    return update ?? { type: 'starting' };
  };
  return {
    ...(token ? { key: JSON.stringify(['wwebjs', base, instance, token]) } : { source: `wwebjs ${base}` }),
    caution: 'yes, but the key rules all sessions',
    methods: ['qr', 'code'],
    pace: PACE,
    state,
    qr: async (signal) => (await state(signal)) ?? showQr(signal),
    start,
    resume: start,
    async code(phone, signal) {
      const update = await state(signal);
      if (update?.type === 'idle') return start(signal);
      // A browser that shows no QR code yet would fail, or never answer.
      const shown = update ?? (await showQr(signal));
      if (shown.type !== 'qr') return shown;
      return readCode(await http.post(pathOf('requestPairingCode'), { phoneNumber: phone }, signal, CODE_TIMEOUT));
    },
    async restart(signal) {
      const update = await state(signal);
      if (update?.type === 'idle') return start(signal);
      return update ?? restart(signal); // after a pairing code the session goes on answering with a QR code that is dead
    },
    account: async (signal) => readInfo((await http.get(pathOf('getClassInfo', 'client'), signal)).json),
  };
}

function wwebjsAddress({ backendUrl, instance, token }: WwebjsOptions): string {
  if (backendUrl && !instance === !token) return toBaseUrl(backendUrl);
  throw new LoginError('config', 'wwebjs-api needs `backend-url` with `instance` and `token`, or that of a proxy');
}

/** How the session stands; nothing new while it is not connected. */
function readStatus(answer: Answer): LoginUpdate | undefined {
  const { success, state, message } = readBody(answer);
  if (success === true && state === 'CONNECTED') return { type: 'linked' };
  // A session without a browser is none. `null` is what the server says when the question itself failed.
  return /not_found|closed/.test(toMessage(message)) ? { type: 'idle' } : undefined;
}

/** What `start` and `restart` answer: nothing, where the browser is there; `waiting`, where it was before. */
function readBegun(answer: Answer): LoginUpdate | undefined {
  const { status, json } = answer;
  if (status === 422 && isObject(json) && /already exists/i.test(toMessage(json['error']))) return { type: 'waiting' };
  return readBody(answer)['message'] === 'session_not_found' ? { type: 'idle' } : undefined;
}

/** No QR code: the page is being loaded or, if one was shown, somebody has scanned it. */
function readQr(answer: Answer): LoginUpdate {
  const { success, qr, message } = readBody(answer);
  if (success === true && typeof qr === 'string' && qr) return { type: 'qr', text: qr };
  if (message === 'session_not_found') return { type: 'idle' };
  if (typeof message !== 'string') throw failure(answer);
  return { type: 'starting' };
}

function readCode(answer: Answer): LoginUpdate {
  const noCode = noPairingCode();
  if (answer.status === 500 || answer.status === 504) throw noCode;
  const { success, result, message } = readBody(answer);
  if (success === true && typeof result === 'string' && result)
    return { type: 'code', code: result, expiresIn: CODE_LIFE };
  if (message === 'session_not_found') return { type: 'idle' };
  throw noCode;
}

function readInfo(body: unknown): Account {
  const info = isObject(body) ? body['sessionInfo'] : undefined;
  if (!isObject(info)) return {};
  const { wid, pushname } = info;
  return isObject(wid) ? toAccount(wid['_serialized'], wid['user'], pushname) : {};
}

/** The body of a good answer. */
function readBody(answer: Answer): Readonly<Record<string, unknown>> {
  const { status, json } = answer;
  if (status === 422 && isObject(json)) throw toRefusal(toMessage(json['error']));
  if (!isObject(json) || status !== 200) throw failure(answer);
  return json;
}

/** What a 422 means: the name of the session, or a browser that cannot start. Its text is read and dropped. */
function toRefusal(error: string): LoginError {
  if (/alphanumerical/i.test(error)) return new LoginError('config', '`instance` is not the name of a session');
  return new LoginError('unavailable', 'The browser of the session cannot start', { transient: true });
}

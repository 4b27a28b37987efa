import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { sleep } from '../platform/async.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { fetchImage, httpClient, noPairingCode, toBaseUrl } from './http-client.js';
import { toChallenge } from './passkey.js';
import { isObject, toAccount } from './read.js';

export interface GowaOptions extends Platform {
  /** The address of GOWA, or that of a proxy that adds the device and its password. */
  readonly backendUrl?: string | undefined;
  /** The identifier of the device. */
  readonly instance?: string | undefined;
  /** `user:password` of its Basic authentication, where that is switched on. */
  readonly token?: string | undefined;
}

/** Seconds. WhatsApp takes the first QR code of a login for 60 s, and it is some seconds old when it is shown. */
const QR_LIFE = 55;
/** Seconds, WhatsApp's own. */
const CODE_LIFE = 150;
/** GOWA itself gives up after 45 s, ms. */
const LOGIN_TIMEOUT = 50_000;
/** A connection that has just been opened cannot ask WhatsApp for a pairing code yet, ms. */
const BEFORE_ANOTHER_TRY = 2_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'life', // each question drops the login under way, and begins another one
  lateScan: 3_000, // so does a question between a scan and the credentials that follow it
  settle: 10_000,
  fastest: { qr: 1_000, state: 1_000 },
  codes: 3, // as long as WhatsApp gives one login
  window: Infinity,
  patience: 60_000,
  grace: 1_500,
  linger: 6_000,
};

/**
 * GOWA, the gateway of go-whatsapp-web-multidevice, 9.2.
 * @throws {LoginError} `config`, without `backendUrl`, or with a `token` but no `instance`.
 */
export function gowa(options: GowaOptions = {}): Gateway {
  const { instance, token } = options;
  const base = gowaAddress(options);
  const calls = gowaCalls(base, options);
  const state = async (signal: AbortSignal) => {
    const update = readStatus(await calls.get('app/status', signal));
    return update === 'unpaired' ? readPasskey(await calls.get('app/passkey', signal)) : update;
  };
  /** Drops the login under way: never asked in the seconds after a scan. */
  const login = async (signal: AbortSignal): Promise<LoginUpdate> => {
    const read = readLogin(await calls.get('app/login', signal));
    if (typeof read !== 'string') return read;
    // The picture is deleted half-way through the life of its code, so it is fetched at once.
    return { type: 'qr', image: await fetchImage(base + read, signal, options), expiresIn: QR_LIFE };
  };
  return {
    ...(instance ? { key: JSON.stringify(['gowa', base, instance, token]) } : { source: `gowa ${base}` }),
    caution: 'yes, but the password rules all devices',
    methods: ['qr', 'code'],
    pictures: true,
    pace: PACE,
    state,
    qr: async (signal) => (await state(signal)) ?? login(signal),
    start: login,
    // With credentials that it has, `login` only connects again.
    resume: login,
    async code(phone, signal) {
      const update = await state(signal);
      if (update) return update.type === 'idle' ? login(signal) : update;
      return askPairingCode(() => calls.get('app/login-with-code', signal, `phone=${phone}`), signal);
    },
    async restart(signal) {
      const update = await state(signal);
      return !update || update.type === 'passkey' ? login(signal) : update;
    },
    passkey: {
      answer: async (assertion, signal) => readDone(await calls.post('app/passkey/response', assertion, signal)),
      confirm: async (signal) => readDone(await calls.post('app/passkey/confirm', undefined, signal)),
    },
  };
}

/** What one device is asked. Behind a proxy that adds the credentials its name is left out. */
interface Calls {
  get(path: string, signal: AbortSignal, query?: string): Promise<Answer>;
  post(path: string, body: unknown, signal: AbortSignal): Promise<Answer>;
}

function gowaCalls(base: string, { instance, token, ...platform }: GowaOptions): Calls {
  const http = httpClient(base, platform, { headers: token ? { Authorization: toBasic(token) } : undefined });
  const device = instance && `device_id=${encodeURIComponent(instance)}`;
  const at = (path: string, query?: string) =>
    [path, [device, query].filter(Boolean).join('&')].filter(Boolean).join('?');
  return {
    get: (path, signal, query) =>
      http.get(at(path, query), signal, path.startsWith('app/login') ? LOGIN_TIMEOUT : undefined),
    post: (path, body, signal) => http.post(at(path), body, signal, LOGIN_TIMEOUT),
  };
}

function gowaAddress({ backendUrl, instance, token }: GowaOptions): string {
  if (backendUrl && (instance || !token)) return toBaseUrl(backendUrl);
  throw new LoginError('config', 'GOWA needs `backend-url` with `instance`, or that of a proxy that adds it');
}

/** The header of Basic authentication, in UTF-8 (RFC 7617). */
function toBasic(token: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(token)))}`;
}

/**
 * How the login stands. A device without credentials may be showing a QR code or not, which its status does not tell. One that
 * has them is finishing a login, or was linked before and is not connected.
 */
function readStatus(answer: Answer): LoginUpdate | 'unpaired' {
  const { is_logged_in: isLoggedIn, is_connected: isConnected, jid } = readResults(answer);
  if (typeof isLoggedIn !== 'boolean') throw failure(answer);
  if (isLoggedIn) return { type: 'linked', account: toAccount(jid, jid, undefined) };
  if (!jid) return 'unpaired';
  return { type: isConnected ? 'starting' : 'idle' };
}

/** Versions before 8.10 know no passkeys. */
function readPasskey(answer: Answer): LoginUpdate | undefined {
  if (answer.status === 404) return undefined;
  const { status, challenge: request, code, skip_handoff_ux: isAutomatic } = readResults(answer);
  const challenge = toChallenge(request);
  if (status === 'awaiting_response') return { type: 'passkey', ...(challenge && { challenge }) };
  if (status !== 'awaiting_confirmation') return undefined;
  const isCompared = typeof code === 'string' && code && !isAutomatic;
  return isCompared ? { type: 'passkey', confirm: code } : { type: 'linking' };
}

/** The first question on a fresh connection fails before any phone is rung, so there is a second one. */
async function askPairingCode(ask: () => Promise<Answer>, signal: AbortSignal): Promise<LoginUpdate> {
  const first = await ask();
  if (first.status !== 500 || readKnown(first)) return readCode(first);
  await sleep(BEFORE_ANOTHER_TRY, signal);
  return readCode(await ask());
}

/** An update, or the path of the QR code's picture: its host is that of the request that came through a proxy. */
function readLogin(answer: Answer): LoginUpdate | string {
  const known = readKnown(answer);
  if (known) return known;
  const { qr_link: link } = readResults(answer);
  const path = typeof link === 'string' ? /\/statics\/qrcode\/[\w-]+\.png$/.exec(link)?.[0] : undefined;
  if (!path) throw new LoginError('bad-response', 'GOWA gave no picture of a QR code');
  return path;
}

function readCode(answer: Answer): LoginUpdate {
  const known = readKnown(answer);
  if (known) return known;
  const { pair_code: code } = answer.status === 500 ? {} : readResults(answer);
  if (typeof code === 'string' && code) return { type: 'code', code, expiresIn: CODE_LIFE };
  throw noPairingCode();
}

/** A refusal that tells how the login stands. */
function readKnown({ json }: Answer): LoginUpdate | undefined {
  const code = isObject(json) ? json['code'] : undefined;
  if (code === 'ALREADY_LOGGED_IN') return { type: 'linked' };
  return code === 'SESSION_SAVED_ERROR' ? { type: 'linking' } : undefined;
}

/** What became of a passkey, the next question for the state tells. */
function readDone(answer: Answer): LoginUpdate {
  if (answer.status !== 200) throw failure(answer);
  return { type: 'linking' };
}

/** `results` of a good answer. */
function readResults(answer: Answer): Readonly<Record<string, unknown>> {
  const { status, json } = answer;
  const { code, results } = isObject(json) ? json : {};
  if (code === 'DEVICE_ID_REQUIRED') throw new LoginError('config', 'GOWA wants to know the device: set `instance`');
  if (status !== 200 || !isObject(results)) throw failure(answer);
  return results;
}

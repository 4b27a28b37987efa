import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl, toMessage } from './http-client.js';
import { toAccount, toImage } from './read.js';
import { readField } from './read-field.js';

export interface WuzapiOptions extends Platform {
  /** The address of the wuzapi server, or that of a proxy that adds the token. */
  readonly backendUrl?: string | undefined;
  /** The user's own token. It says by itself which user is meant. */
  readonly token?: string | undefined;
}

/** Seconds that WhatsApp gives a pairing code. */
const CODE_LIFE = 150;

const PACE: Pace = {
  every: 2_000,
  qr: 'answer', // the answer with the QR code also tells the state
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
 * wuzapi.
 * @throws {LoginError} `config`, without `backendUrl`.
 */
export function wuzapi(options: WuzapiOptions = {}): Gateway {
  const { backendUrl, token } = options;
  if (!backendUrl)
    throw new LoginError('config', 'wuzapi needs `backend-url`, with `token` or that of a proxy that adds it');
  const base = toBaseUrl(backendUrl);
  const http = httpClient(base, options, { headers: token ? { token } : undefined });
  const status = (signal: AbortSignal) => http.get('session/status', signal);
  const qr = async (signal: AbortSignal) => readQr(await http.get('session/qr', signal));
  const start = async (signal: AbortSignal) => {
    const body = { Subscribe: readEvents(await http.get('webhook', signal)), Immediate: true };
    return readConnect(await http.post('session/connect', body, signal));
  };
  return {
    ...(token ? { key: JSON.stringify(['wuzapi', base, token]) } : { source: `wuzapi ${base}` }),
    caution: 'no: it sends no CORS headers; the token can send',
    methods: ['qr', 'code'],
    pace: PACE,
    pictures: true,
    state: async (signal) => readStatus(await status(signal)),
    qr,
    start,
    resume: start,
    async code(phone, signal) {
      // WhatsApp gives a pairing code to nobody who has not been shown a QR code yet.
      const update = await qr(signal);
      if (update.type === 'idle') return start(signal);
      if (update.type !== 'qr') return update;
      return readLinkingCode(await http.post('session/pairphone', { Phone: phone }, signal));
    },
    account: async (signal) => readAccount(await status(signal)),
  };
}

/** An error may be a state. Its capitals changed between two versions. */
function readErrorState(answer: Answer): LoginUpdate | undefined {
  const error = readField(answer.json, 'error');
  if (typeof error !== 'string') return undefined;
  if (/^already (logged ?in|paired)$/i.test(error)) return { type: 'linked' };
  return /^(no session|not connected)$/i.test(error) ? { type: 'idle' } : undefined;
}

/** A field of a good answer. The data also holds the token, so fields are taken by their names. */
function readData(answer: Answer, name: string): unknown {
  if (answer.status === 200) return readField(readField(answer.json, 'data'), name);
  throw failure(answer);
}

/** How the login stands; nothing new while it is under way. */
function readStatus(answer: Answer): LoginUpdate | undefined {
  const update = readErrorState(answer);
  if (update) return update;
  const isConnected = readData(answer, 'connected');
  if (typeof isConnected !== 'boolean') throw failure(answer);
  if (readData(answer, 'loggedin') === true) return { type: 'linked' };
  return isConnected ? undefined : { type: 'idle' };
}

/** The QR code is cleared when it is scanned, and there is none before the first. */
function readQr(answer: Answer): LoginUpdate {
  const update = readErrorState(answer);
  if (update) return update;
  const code = readData(answer, 'qrcode');
  if (typeof code !== 'string') throw failure(answer);
  return code ? { type: 'qr', image: toImage(code) } : { type: 'starting' };
}

/** `connect` overwrites the events that the host's webhook is told, so they are handed back to it. */
function readEvents(answer: Answer): readonly unknown[] {
  const events = answer.status === 200 ? readData(answer, 'subscribe') : undefined;
  return Array.isArray(events) ? events.filter(Boolean) : [];
}

/**
 * Another page may have started the login just now. A gateway that goes on saying so but shows no code is jammed: then the
 * failures last.
 */
function readConnect(answer: Answer): LoginUpdate {
  if (answer.status === 200 && readField(answer.json, 'success') === true) return { type: 'starting' };
  const isBusy = /^(already|failed to) connect/i.test(toMessage(readField(answer.json, 'error')));
  throw isBusy ? new LoginError('unavailable', 'wuzapi cannot connect', { transient: true }) : failure(answer);
}

function readLinkingCode(answer: Answer): LoginUpdate {
  const update = readErrorState(answer);
  if (update) return update;
  if (answer.status === 400) throw noPairingCode();
  const code = readData(answer, 'linkingcode');
  if (typeof code === 'string' && code) return { type: 'code', code, expiresIn: CODE_LIFE };
  throw noPairingCode();
}

function readAccount(answer: Answer): Account {
  const jid = readData(answer, 'jid');
  return toAccount(jid, jid, undefined);
}

import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl, toMessage } from './http-client.js';
import { isObject, toAccount, toImage } from './read.js';

export interface OpenWaOptions extends Platform {
  /** The address of the server, or that of a proxy that adds the session and the key. */
  readonly backendUrl?: string | undefined;
  /** The id of the session, a UUID. */
  readonly instance?: string | undefined;
  /** An API key with the role OPERATOR, which may be limited to this session. */
  readonly token?: string | undefined;
}

/**
 * Seconds for which a QR code is shown without a new look at it. Its life is unknown (20 s or 60 s, by the engine), and each look is
 * written to the audit log.
 */
const LOOK = 5;
/** Seconds that a pairing code lives, which the gateway does not say. */
const CODE_LIFE = 150;
/** The engine is a browser or opens a connection, and refuses only after some attempts. */
const SLOW_TIMEOUT = 30_000;

const PACE: Pace = {
  every: 2_000,
  qr: 'turn',
  settle: 10_000,
  fastest: { qr: 1_000, state: 1_000 },
  codes: Infinity, // a code is only known to be another one when it is looked at
  window: 160_000, // as long as WhatsApp lets one login show codes
  patience: 90_000, // a browser may have to start first
  grace: 3_000,
  life: 20_000,
};

/**
 * OpenWA.
 * @throws {LoginError} `config`, without `backendUrl`, or with only one of `instance` and `token`.
 */
export function openWa(options: OpenWaOptions = {}): Gateway {
  const { backendUrl, instance, token } = options;
  if (!backendUrl || !instance !== !token)
    throw new LoginError('config', 'OpenWA needs `backend-url` with `instance` and `token`, or that of a proxy');
  const base = toBaseUrl(backendUrl);
  const http = httpClient(base, options, { headers: token ? { 'X-API-Key': token } : undefined });
  const session = instance && `api/sessions/${encodeURIComponent(instance)}`;
  const pathOf = (action: string) => (session ? `${session}/${action}` : action);
  const state = async (signal: AbortSignal) => readSession(await http.get(session ?? 'session', signal));
  const start = async (signal: AbortSignal) =>
    readStart(await http.post(pathOf('start'), {}, signal, SLOW_TIMEOUT)) ?? { type: 'starting' };
  return {
    ...(token ? { key: JSON.stringify(['openwa', base, instance, token]) } : { source: `openwa ${base}` }),
    caution: 'if the server allows the origin; the key can send',
    methods: ['qr', 'code'],
    pace: PACE,
    pictures: true,
    state,
    // The state comes first, because each question for a QR code is logged.
    qr: async (signal) => (await state(signal)) ?? readQr(await http.get(pathOf('qr'), signal)),
    start,
    resume: start,
    async code(phone, signal) {
      const update = await state(signal);
      if (update?.type === 'idle') return start(signal);
      if (update) return update;
      const answer = await http.post(pathOf('pairing-code'), { phoneNumber: phone }, signal, SLOW_TIMEOUT);
      const given = readCode(answer) ?? (await state(signal));
      if (!given) throw noPairingCode();
      return given;
    },
    restart: async (signal) => {
      const update = await state(signal);
      return update?.type === 'idle' ? start(signal) : (update ?? { type: 'waiting' });
    },
  };
}

/** How the session stands; nothing new while its QR code is shown. */
function readSession(answer: Answer): LoginUpdate | undefined {
  const { status, phone, pushName } = readBody(answer);
  switch (status) {
    case 'created':
    case 'disconnected':
    case 'failed':
      return { type: 'idle' };
    case 'initializing':
      return { type: 'starting' };
    case 'authenticating':
      return { type: 'linking' };
    case 'ready':
      return { type: 'linked', account: toAccount(undefined, phone, pushName) };
    case 'action_required':
      throw new LoginError('unavailable', 'The session needs somebody to look at it on the server');
    default:
      if (typeof status !== 'string') throw failure(answer);
      return undefined;
  }
}

/** A session that was started already refuses, and so does a server that runs as many as it may. */
function readStart(answer: Answer): LoginUpdate | undefined {
  const message = messageOf(answer);
  if (/already/i.test(message)) return { type: 'waiting' };
  if (/maximum/i.test(message)) throw new LoginError('quota', 'The server runs as many sessions as it may');
  return readSession(answer);
}

function readQr(answer: Answer): LoginUpdate {
  if (answer.status === 400) return { type: 'waiting' }; // it was linked meanwhile, or makes its next code
  const { qrCode } = readBody(answer);
  if (typeof qrCode !== 'string') throw failure(answer);
  return { type: 'qr', image: toImage(qrCode), expiresIn: LOOK };
}

/** `undefined`: the session is linked meanwhile, or was stopped. */
function readCode(answer: Answer): LoginUpdate | undefined {
  if (answer.status === 409) return { type: 'starting' };
  if (/phoneNumber/.test(messageOf(answer)))
    throw new LoginError('invalid-phone', 'The gateway does not accept this number');
  if (answer.status === 400) return undefined;
  if (answer.status === 503) throw noPairingCode();
  const { pairingCode } = readBody(answer);
  if (typeof pairingCode !== 'string' || !pairingCode) throw noPairingCode();
  return { type: 'code', code: pairingCode, expiresIn: CODE_LIFE };
}

/** What a refusal says, which is read and dropped. */
function messageOf({ status, json }: Answer): string {
  return status === 400 && isObject(json) ? toMessage(json['message']) : '';
}

/** The body of a good answer. */
function readBody(answer: Answer): Readonly<Record<string, unknown>> {
  const { status, json } = answer;
  if (status === 409)
    throw new LoginError('unavailable', 'Another server holds the session, or is ending it', { transient: true });
  if (/uuid/i.test(messageOf(answer))) throw new LoginError('config', '`instance` is not the UUID of a session');
  if (!isObject(json) || status >= 300) throw failure(answer);
  return json;
}

import type { Account, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Pace, Platform } from './gateway.js';
import { isObject, parseFrame, toAccount, toImage } from './read.js';
import { failure, type Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl, toMessage } from './http-client.js';

export interface GreenApiOptions extends Platform {
  /** The gateway's address, or that of a proxy that adds the credentials; `https://api.green-api.com` by default. */
  readonly backendUrl?: string | undefined;
  /** `idInstance`, 10 to 12 digits. */
  readonly instance?: string | undefined;
  /** `apiTokenInstance`. */
  readonly token?: string | undefined;
  /** Shows the gateway's own page instead: its host (`qr.green-api.com`, or the name of a CNAME record) or origin. Needs both credentials. */
  readonly qrDomain?: string | undefined;
}

const ADDRESS = 'https://api.green-api.com';
/** A QR code changes every 20 s (README, "Green API", as all numbers here). */
const QR_LIFE = 20;
/** Over the socket each code is replaced by a newer one, so this end only covers the code of a gateway that fell silent. */
const PUSHED_QR_LIFE = 60;
/** A pairing code is valid for about 2.5 minutes. */
const CODE_LIFE = 150;
/** The gateway answers a slow `qr` with 504 after 60 s; we would rather ask how it stands. */
const QR_TIMEOUT = 65_000;

const PACE: Pace = {
  every: 1_000, // what the documentation recommends
  qr: 'answer',
  fastest: { qr: 334, state: 1_000 }, // 3 and 1 requests a second and instance
  codes: 5,
  window: 100_000, // the gateway's own time-out for one login
  patience: 600_000, // a QR code may take up to 10 minutes to become available
  grace: 0,
  life: QR_LIFE * 1000,
  regular: true,
};

/**
 * Green API, over HTTP and its `scanqrcode` socket.
 * @throws {LoginError} `config`, when only one credential is given, or none and no `backendUrl`.
 */
export function greenApi(options: GreenApiOptions = {}): Gateway {
  const pathOf = greenApiPaths(options);
  const base = toBaseUrl(options.backendUrl || ADDRESS);
  const http = httpClient(base, options);
  const state = async (signal: AbortSignal) => readState(await http.get(pathOf('getStateInstance'), signal));
  const url = hostedPage(options);
  return {
    ...(options.instance ? { key: JSON.stringify(['green-api', base, pathOf('')]) } : { source: `green-api ${base}` }),
    caution: 'yes, but the token can send',
    methods: ['qr', 'code'],
    pace: PACE,
    pictures: true,
    state,
    async qr(signal) {
      // The state is asked for first, because the page itself loads for ever on wrong credentials.
      if (url) return hosted(await state(signal), url);
      const answer = await http.get(pathOf('qr'), signal, QR_TIMEOUT);
      // Slow is not broken: the gateway may need minutes for a code. Its state tells which it is.
      if (answer.status === 504) return (await state(signal)) ?? { type: 'waiting' };
      return readQrMessage(answer.json, QR_LIFE) ?? toRefusal(answer);
    },
    async code(phone, signal) {
      return readCode(await http.post(pathOf('getAuthorizationCode'), { phoneNumber: Number(phone) }, signal));
    },
    async account(signal) {
      return readSettings((await http.get(pathOf('getWaSettings'), signal)).json);
    },
    ...(!url && {
      socket: {
        url: `${base}/${pathOf('scanqrcode')}`.replace(/^http/, 'ws'),
        WebSocket: options.WebSocket ?? globalThis.WebSocket,
        read: (frame) => new Promise((resolve) => resolve(readFrame(frame))),
      },
    }),
  };
}

/** The path of each method, with the credentials in it or, behind a proxy, without. */
function greenApiPaths({ backendUrl, instance, token }: GreenApiOptions): (method: string) => string {
  if (!instance !== !token || (!backendUrl && !token))
    throw new LoginError(
      'config',
      'Green API needs `instance` and `token`, or the `backend-url` of a proxy that adds them',
    );
  if (!instance || !token) return (method) => method;
  return (method) => `waInstance${encodeURIComponent(instance)}/${method}/${encodeURIComponent(token)}`;
}

/** The address of the gateway's own page. The one address of ours with a credential in it: the page knows no other way. */
function hostedPage({ qrDomain, instance, token }: GreenApiOptions): string | undefined {
  if (!qrDomain) return undefined;
  if (!instance || !token) throw new LoginError('config', '`qr-domain` needs `instance` and `token`');
  const origin = /^https?:/.test(qrDomain) ? qrDomain : `https://${qrDomain}`;
  if (!URL.canParse(origin)) throw new LoginError('config', '`qr-domain` is no host');
  return `${new URL(origin).origin}/waInstance${encodeURIComponent(instance)}/${encodeURIComponent(token)}`;
}

function hosted(update: LoginUpdate | undefined, url: string): LoginUpdate {
  return !update || update.type === 'waiting' ? { type: 'page', url } : update;
}

/** Reads what `qr` and the socket have in common; `undefined` for anything else. */
function readQrMessage(body: unknown, expiresIn: number): LoginUpdate | undefined {
  if (!isObject(body)) return undefined;
  switch (body['type']) {
    case 'qrCode':
      return typeof body['message'] === 'string'
        ? { type: 'qr', image: toImage(body['message']), expiresIn }
        : undefined;
    case 'alreadyLogged':
      return { type: 'linked' };
    case 'accountData':
      // Only who it is: the frame also holds the account's private settings.
      return { type: 'linked', account: toAccount(body['wid'], body['wid'], body['pushname']) };
    case 'timeoutExpired':
    case 'timeout':
      return { type: 'expired', reason: 'timeout' };
    case 'passkeyRequired':
    case 'PassKeyRequire':
      return { type: 'passkey' };
    case 'error':
      return errorMessage(toMessage(body['message']));
    default:
      return undefined;
  }
}

function errorMessage(message: string): LoginUpdate {
  if (/has auth|log ?out/i.test(message))
    return {
      type: 'error',
      code: 'logout-required',
      message: 'Log the instance out first',
    };
  return { type: 'error', code: 'unavailable', message: 'The gateway has no QR code' };
}

/** @throws {LoginError} transient for a frame that is not JSON, final for one of an unknown type. */
function readFrame(frame: unknown): LoginUpdate {
  const update = readQrMessage(parseFrame(frame), PUSHED_QR_LIFE);
  if (!update) throw new LoginError('bad-response', 'An unknown frame');
  return update;
}

/**
 * What a refusal means, by the text of a 400.
 * @throws {LoginError} for every refusal but that of a gateway that is starting.
 */
function toRefusal(answer: Answer, invalid: 'config' | 'invalid-phone' = 'config'): LoginUpdate {
  const { status, text } = answer;
  if (status !== 400) throw failure(answer);
  if (/starting/i.test(text)) return { type: 'starting' };
  if (/expired|deleted/i.test(text)) throw new LoginError('inactive', 'The instance is deleted or unpaid');
  if (/validation/i.test(text)) throw new LoginError(invalid, 'The request is invalid');
  throw failure(answer);
}

function readState(answer: Answer): LoginUpdate | undefined {
  if (answer.status !== 200) return toRefusal(answer);
  if (answer.json === null) return { type: 'starting' }; // the instance is being created
  const state = isObject(answer.json) ? answer.json['stateInstance'] : undefined;
  if (typeof state !== 'string') throw failure(answer);
  switch (state) {
    case 'authorized':
    case 'suspended': // linked, with a warning
    case 'yellowCard': // its former name
      return { type: 'linked' };
    case 'blocked':
      throw new LoginError('inactive', 'WhatsApp has banned this account');
    case 'starting':
      return { type: 'starting' };
    case 'notAuthorized':
    case 'sleepMode':
      return { type: 'waiting' };
    default:
      return undefined;
  }
}

function readCode(answer: Answer): LoginUpdate {
  if (answer.status !== 200) {
    toRefusal(answer, 'invalid-phone');
    throw noPairingCode(); // the instance is starting
  }
  if (!isObject(answer.json)) throw failure(answer);
  const { status, code } = answer.json;
  if (status === true && typeof code === 'string' && code) return { type: 'code', code, expiresIn: CODE_LIFE };
  throw status === false ? noPairingCode() : failure(answer);
}

function readSettings(body: unknown): Account {
  if (!isObject(body)) return {};
  const { phone, chatId } = body;
  const known = toAccount(chatId, phone, undefined);
  return known.phone && !known.id ? { id: `${known.phone}@c.us`, ...known } : known;
}

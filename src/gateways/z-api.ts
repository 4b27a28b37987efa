import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Gateway, Platform, QrFormat } from './gateway.js';
import type { Answer } from './http.js';
import { httpClient, noPairingCode, toBaseUrl } from './http-client.js';
import { isObject } from './read.js';
import { PACE, qrPath, readDevice, readQr, readStatus, toZRefusal } from './z-engine.js';

export interface ZApiOptions extends Platform {
  /** The gateway's address, or that of a proxy that adds the credentials; `https://api.z-api.io` by default. */
  readonly backendUrl?: string | undefined;
  readonly instance?: string | undefined;
  readonly token?: string | undefined;
  /** The account's security token, sent as a header. */
  readonly clientToken?: string | undefined;
  /** Which address is asked for a QR code; `text` by default. */
  readonly qrFormat?: QrFormat | (() => QrFormat) | undefined;
}

const ADDRESS = 'https://api.z-api.io';
/** Seconds that WhatsApp gives a pairing code; the gateway says nothing about it. */
const CODE_LIFE = 150;
/** Asking ends the code on screen, so a slow answer is waited for. */
const QR_TIMEOUT = 65_000;

/**
 * Z-API, whose vendor wants all calls to come from a backend.
 * @throws {LoginError} `config`, when some credentials are missing, or all of them and `backendUrl`.
 */
export function zApi(options: ZApiOptions = {}): Gateway {
  const { instance, clientToken } = options;
  const base = zApiAddress(options);
  const http = httpClient(base, options, { headers: clientToken ? { 'Client-Token': clientToken } : undefined });
  const state = async (signal: AbortSignal) => readStatus(await http.get('status', signal));
  return {
    ...(instance ? { key: JSON.stringify(['z-api', base, clientToken]) } : { source: `z-api ${base}` }),
    caution: 'the vendor forbids it, and the token can send',
    methods: ['qr', 'code'],
    pace: PACE,
    state,
    async qr(signal) {
      const update = readQr(await http.get(qrPath(options.qrFormat), signal, QR_TIMEOUT));
      return update ?? (await state(signal)) ?? { type: 'waiting' };
    },
    async code(phone, signal) {
      return readPhoneCode(await http.get(`phone-code/${phone}`, signal));
    },
    async account(signal) {
      return readDevice(await http.get('device', signal));
    },
  };
}

/** The address that all paths follow, with the credentials in it or, behind a proxy, without. */
function zApiAddress({ backendUrl, instance, token, clientToken }: ZApiOptions): string {
  const some = instance ?? token ?? clientToken;
  if ((some || !backendUrl) && !(instance && token))
    throw new LoginError(
      'config',
      'Z-API needs `instance` and `token`, or the `backend-url` of a proxy that adds them',
    );
  const base = toBaseUrl(backendUrl || ADDRESS);
  return instance && token
    ? `${base}/instances/${encodeURIComponent(instance)}/token/${encodeURIComponent(token)}`
    : base;
}

function readPhoneCode(answer: Answer): LoginUpdate {
  if (!isObject(answer.json)) throw toZRefusal(answer);
  const { code, value, challenge } = answer.json;
  const found = [code, value].find((text) => typeof text === 'string' && text !== '');
  if (answer.status < 300 && typeof found === 'string') return { type: 'code', code: found, expiresIn: CODE_LIFE };
  if (isObject(challenge)) return { type: 'passkey' };
  throw answer.status < 300 ? noPairingCode() : toZRefusal(answer);
}

import { LoginError } from '../login/login-error.js';
import type { Gateway, Platform } from './gateway.js';
import { toBaseUrl, httpRequest } from './http.js';
import { PACE, qrPath, type QrFormat, readDevice, readQr, readStatus } from './z-engine.js';

export interface PlugChatOptions extends Platform {
  /** The gateway's address, or that of a proxy that adds the token. */
  readonly backendUrl?: string | undefined;
  readonly token?: string | undefined;
  /** `Bearer`, for the newer form; by default the token stands alone. */
  readonly authScheme?: string | undefined;
  /** Which address is asked for a QR code; `text` by default. */
  readonly qrFormat?: QrFormat | (() => QrFormat) | undefined;
}

/** The vendor's page names two hosts, one for each form of the QR code (seeds/plugchat-qr-code.pt.md). */
const ADDRESS = 'https://app.plugchat.com.br/api/whatsapp';
const IMAGE_ADDRESS = 'https://www.plugchat.com.br/api/whatsapp';
const QR_TIMEOUT = 20_000;

/**
 * PlugChat, which has no pairing codes.
 * @throws {LoginError} `config`, without `token` and `backendUrl`.
 */
export function plugChat(options: PlugChatOptions = {}): Gateway {
  const { backendUrl, token, authScheme } = options;
  if (!backendUrl && !token)
    throw new LoginError('config', 'PlugChat needs `token`, or the `backend-url` of a proxy that adds it');
  const authorization = token && (authScheme ? `${authScheme} ${token}` : token);
  const base = toBaseUrl(backendUrl || ADDRESS);
  const imageBase = toBaseUrl(backendUrl || IMAGE_ADDRESS);
  const init: RequestInit = {
    credentials: 'omit',
    cache: 'default',
    ...(authorization && { headers: { Authorization: authorization } }),
  };
  const ask = (url: string, signal: AbortSignal, timeout?: number) => httpRequest(url, init, signal, options, timeout);
  const state = async (signal: AbortSignal) => readStatus(await ask(`${base}/status`, signal));
  return {
    ...(authorization && { key: JSON.stringify(['plugchat', base, authorization]) }),
    methods: ['qr'],
    pace: PACE,
    state,
    async qr(signal) {
      const path = qrPath(options.qrFormat);
      const url = `${path.endsWith('image') ? imageBase : base}/${path}`;
      return readQr(await ask(url, signal, QR_TIMEOUT)) ?? (await state(signal)) ?? { type: 'waiting' };
    },
    async account(signal) {
      return readDevice(await ask(`${base}/device`, signal));
    },
  };
}

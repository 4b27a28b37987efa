import { LoginError } from '../login/login-error.js';
import type { Gateway, Platform, QrFormat } from './gateway.js';
import { httpClient, toBaseUrl } from './http-client.js';
import { PACE, qrPath, readDevice, readQr, readStatus } from './z-engine.js';

export interface PlugChatOptions extends Platform {
  /** The gateway's address, or that of a proxy that adds the token. */
  readonly backendUrl?: string | undefined;
  readonly token?: string | undefined;
  /** `Bearer`, for the newer form of the header; by default the token stands alone. */
  readonly authScheme?: string | undefined;
  /** Which address is asked for a QR code; `text` by default. */
  readonly qrFormat?: QrFormat | (() => QrFormat) | undefined;
}

/** The vendor's documentation names two hosts, one for each form of the QR code. */
const ADDRESS = 'https://app.plugchat.com.br/api/whatsapp';
const IMAGE_ADDRESS = 'https://www.plugchat.com.br/api/whatsapp';
/** Asking ends the code on screen, so a slow answer is waited for. */
const QR_TIMEOUT = 65_000;

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
  const headers = authorization ? { Authorization: authorization } : undefined;
  const http = httpClient(base, options, { headers });
  const imageHttp = httpClient(toBaseUrl(backendUrl || IMAGE_ADDRESS), options, { headers });
  const state = async (signal: AbortSignal) => readStatus(await http.get('status', signal));
  return {
    ...(authorization ? { key: JSON.stringify(['plugchat', base, authorization]) } : { source: `plugchat ${base}` }),
    caution: 'unknown; the token can send',
    methods: ['qr'],
    pace: PACE,
    state,
    async qr(signal) {
      const path = qrPath(options.qrFormat);
      const update = readQr(await (path.endsWith('image') ? imageHttp : http).get(path, signal, QR_TIMEOUT));
      return update ?? (await state(signal)) ?? { type: 'waiting' };
    },
    async account(signal) {
      return readDevice(await http.get('device', signal));
    },
  };
}

import type { LoginUpdate } from '../../login/login.js';
import { isObject } from '../read.js';

/** Seconds that every QR code lives at least (the first one of a login longer), and a pairing code. */
const QR_LIFE = 20;
const CODE_LIFE = 150;

/** wwebjs-api's `qr`, `code`, `authenticated` and `ready`. */
export function readWwebjsWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body)) return undefined;
  const { qr, code } = isObject(body['data']) ? body['data'] : {};
  switch (body['dataType']) {
    case 'qr':
      return typeof qr === 'string' && qr ? { type: 'qr', text: qr, expiresIn: QR_LIFE } : undefined;
    case 'code':
      return typeof code === 'string' && code ? { type: 'code', code, expiresIn: CODE_LIFE } : undefined;
    case 'authenticated':
      return { type: 'linking' };
    case 'ready':
      return { type: 'linked' };
    default:
      return undefined;
  }
}

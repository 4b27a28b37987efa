import type { LoginUpdate } from '../../login/login.js';
import { isObject, toImage } from '../read.js';

/** Seconds that every QR code lives at least: the first one of some engines lives longer. */
const QR_LIFE = 20;

/** OpenWA's `session.qr` and `session.status`. */
export function readOpenWaWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body) || !isObject(body['data'])) return undefined;
  const { qr, status } = body['data'];
  if (body['event'] === 'session.qr') return typeof qr === 'string' && qr ? toQr(qr) : undefined;
  return body['event'] === 'session.status' ? readStatus(status) : undefined;
}

/** The engines hand over the text; a data URI is what the server's own answers hold. */
function toQr(qr: string): LoginUpdate {
  return qr.startsWith('data:')
    ? { type: 'qr', image: toImage(qr), expiresIn: QR_LIFE }
    : { type: 'qr', text: qr, expiresIn: QR_LIFE };
}

/** The other states come before a login, after a scan and at the end alike: which it is, a question tells. */
function readStatus(status: unknown): LoginUpdate | undefined {
  if (status === 'ready') return { type: 'linked' };
  return status === 'authenticating' ? { type: 'linking' } : undefined;
}

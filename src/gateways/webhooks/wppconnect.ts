import type { LoginUpdate } from '../../login/login.js';
import { isObject, toImage } from '../read.js';

/** Seconds that a pairing code lives: then the session closes itself (README, "WPPConnect Server"). */
const CODE_LIFE = 55;

/** The values of `status-find` that say something about a login. */
const STATUSES: Readonly<Record<string, LoginUpdate>> = {
  isLogged: { type: 'linked' },
  inChat: { type: 'linked' },
  qrReadSuccess: { type: 'linking' },
  autocloseCalled: { type: 'expired', reason: 'gateway' },
};

/** WPPConnect Server's `qrcode`, `phoneCode` and `status-find`. */
export function readWppconnectWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body)) return undefined;
  const { event, urlcode, qrcode, phoneCode, status } = body;
  if (event === 'qrcode' && typeof urlcode === 'string' && urlcode) return { type: 'qr', text: urlcode };
  if (event === 'qrcode' && typeof qrcode === 'string') return { type: 'qr', image: toImage(qrcode) };
  if (event === 'phoneCode' && typeof phoneCode === 'string' && phoneCode)
    return { type: 'code', code: phoneCode, expiresIn: CODE_LIFE };
  const isStatus = event === 'status-find' && typeof status === 'string' && Object.hasOwn(STATUSES, status);
  return isStatus ? STATUSES[status] : undefined;
}

import type { LoginUpdate } from '../../login/login.js';
import { toChallenge } from '../passkey.js';
import { isObject, toAccount } from '../read.js';

/** WAHA's `session.status`. It holds no QR code: that is asked for. */
export function readWahaWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body) || body['event'] !== 'session.status' || !isObject(body['payload'])) return undefined;
  const { status, data } = body['payload'];
  const challenge = toChallenge(data);
  switch (status) {
    case 'WORKING':
      return { type: 'linked', account: readMe(body['me']) };
    case 'PASSKEY_REQUIRED':
      return { type: 'passkey', ...(challenge && { challenge }) };
    case 'PASSKEY_CONFIRMATION_REQUIRED':
      return { type: 'passkey', ...readConfirm(data) };
    default: // The others come before a login and after a scan alike: which it is, a question tells.
      return undefined;
  }
}

function readConfirm(data: unknown): { readonly confirm?: string } {
  const confirm = isObject(data) ? data['code'] : undefined;
  return typeof confirm === 'string' && confirm ? { confirm } : {};
}

function readMe(me: unknown): ReturnType<typeof toAccount> {
  return isObject(me) ? toAccount(me['id'], me['id'], me['pushName']) : {};
}

import type { LoginUpdate } from '../../login/login.js';
import { isObject, toAccount } from '../read.js';

/** Green API's `stateInstanceChanged`, which must be switched on (`stateWebhook`). */
export function readGreenApiWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body) || body['typeWebhook'] !== 'stateInstanceChanged') return undefined;
  switch (body['stateInstance']) {
    case 'authorized':
    case 'suspended': // linked, with a warning
    case 'yellowCard': // its former name
      return { type: 'linked', account: readInstance(body['instanceData']) };
    case 'blocked':
      return { type: 'error', code: 'inactive', message: 'WhatsApp has banned this account' };
    case 'starting':
      return { type: 'starting' };
    case 'notAuthorized':
    case 'sleepMode':
      return { type: 'waiting' };
    default:
      return undefined;
  }
}

function readInstance(instance: unknown): ReturnType<typeof toAccount> {
  return isObject(instance) ? toAccount(instance['wid'], instance['wid'], undefined) : {};
}

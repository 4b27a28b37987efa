import { qrBase64 } from '../png.js';
import { PRIVATE_SETTINGS } from '../private-settings.js';
import type { GreenApiAccount } from './states.js';

/** An answer of `qr`, or a frame of `scanqrcode`: they have the same form. */
export type Frame = Readonly<Record<string, unknown>>;

export const alreadyLogged: Frame = { type: 'alreadyLogged', message: 'instance account already authorized' };

/** The answer for a banned account is undocumented; these words are ours. */
export const accountBlocked: Frame = { type: 'error', message: 'Instance account is blocked' };

export const hasAuth: Frame = { type: 'error', message: 'Instance has auth. You need to make log out' };

export function qrCode(payload: string): Frame {
  return { type: 'qrCode', message: qrBase64(payload) };
}

export function errorText(message = 'Something went wrong'): Frame {
  return { type: 'error', message };
}

export function passkeyRequired({ script }: GreenApiAccount): Frame {
  return { type: script.passkeyFrame, message: 'The account requires a passkey to link a device' };
}

/** The frame that tells of success: the documented one, or that of newer servers. */
export function accountLinked({ script }: GreenApiAccount): Frame {
  if (script.linkedFrame === 'alreadyLogged') return alreadyLogged;
  return { type: 'accountData', wid: `${script.phone}@c.us`, pushname: script.name, ...PRIVATE_SETTINGS };
}

export function timeExpired({ script }: GreenApiAccount): Frame {
  return { type: script.timeoutFrame, message: script.timeoutFrame };
}

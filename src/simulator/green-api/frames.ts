import type { Account } from '../account.js';
import { qrBase64 } from '../png.js';

/** Answers of `qr` and frames of `scanqrcode` alike. */
export type Frame = Readonly<Record<string, unknown>>;

/** Private settings that `accountData` gives away; a client must never show, log or pass them on. */
export const PRIVATE_SETTINGS = {
  proxy: 'private-proxy.invalid:3128',
  webhookUrl: 'https://private-webhook.invalid/do-not-leak',
} as const;

export const alreadyLogged: Frame = { type: 'alreadyLogged', message: 'instance account already authorized' };

/** What a banned account says is undocumented; the words are ours. */
export const inactive: Frame = { type: 'error', message: 'Instance account is blocked' };

export const hasAuth: Frame = { type: 'error', message: 'Instance has auth. You need to make log out' };

export function qrCode(payload: string): Frame {
  return { type: 'qrCode', message: qrBase64(payload) };
}

export function errorText(message = 'Something went wrong'): Frame {
  return { type: 'error', message };
}

export function passkeyRequired({ script }: Account): Frame {
  return { type: script.passkeyFrame, message: 'The account requires a passkey to link a device' };
}

/** Success on a socket: the seed's word, or the one of newer servers. */
export function linked({ script }: Account): Frame {
  if (script.linkedFrame === 'alreadyLogged') return alreadyLogged;
  return { type: 'accountData', wid: `${script.phone}@c.us`, pushname: script.name, ...PRIVATE_SETTINGS };
}

export function timeExpired({ script }: Account): Frame {
  return { type: script.timeoutFrame, message: script.timeoutFrame };
}

import type { Call } from '../dialect.js';
import { qrDataUri } from '../png.js';
import { PRIVATE_SETTINGS } from '../private-settings.js';
import { jsonResponse } from '../responses.js';
import { CHANNEL_STATUSES, channelOf } from './channel.js';
import type { WhapiAccount, WhapiOptions } from './options.js';

export type WhapiCall = Call<WhapiOptions>;

/** An error in the gateway's form. */
export function whapiError(code: number, message: string): Response {
  return jsonResponse({ error: { code, message, details: PRIVATE_SETTINGS.webhookUrl } }, code);
}

/** Every call starts a channel that sleeps, unless it is told not to. */
export function respondAsWhapi(call: WhapiCall): Response {
  const { account, request, method } = call;
  const url = new URL(request.url);
  const verb = method === 'logout' ? 'POST' : 'GET';
  if (request.method !== verb) return whapiError(404, `Cannot ${request.method} ${url.pathname}`);
  const isAwakened = url.searchParams.get('wakeup') !== 'false';
  if (isAwakened && method !== 'logout') channelOf(account).wake();
  if (method === 'health') return jsonResponse(healthBody(account));
  if (method === 'login') return respondToLogin(account, url.pathname.endsWith('/rowdata'));
  if (method === 'code') return respondToCode(account, /\d*$/.exec(url.pathname)?.[0] ?? '');
  return method === 'logout' ? respondToLogout(account) : whapiError(404, 'Not found');
}

function healthBody(account: WhapiAccount): unknown {
  const { script, instance } = account;
  const { status } = channelOf(account);
  return {
    start_at: 1_700_000_000,
    uptime: 60,
    version: '1.8.7',
    core_version: '1.8.7',
    device_id: 1,
    ip: PRIVATE_SETTINGS.proxy,
    channel_id: instance,
    status: { code: CHANNEL_STATUSES.indexOf(status), text: status },
    ...(status === 'AUTH' && { user: { id: script.phone, name: script.name, saved: true } }),
  };
}

function respondToLogin(account: WhapiAccount, asText: boolean): Response {
  const { status, payload } = channelOf(account);
  if (status === 'AUTH') return whapiError(409, 'Channel already authenticated');
  if (account.wantsPasskey) return jsonResponse({ status: 'WAITING', type: 'webauthn' });
  if (payload === undefined) return jsonResponse({ status: status === 'NOT_INIT' ? 'TIMEOUT' : 'WAITING' });
  const expire = Math.ceil(((account.qrCodes.due ?? account.now()) - account.now()) / 1_000);
  return jsonResponse({
    status: 'OK',
    ...(asText ? { rowdata: payload } : { base64: qrDataUri(payload) }),
    expire,
  });
}

/** A code in groups of three, as the documentation shows it. */
function respondToCode(account: WhapiAccount, phone: string): Response {
  const { status } = channelOf(account);
  if (phone.length < 8) return whapiError(400, 'Wrong request parameters');
  if (status === 'AUTH') return whapiError(409, 'Channel already authenticated');
  if (status !== 'QR') return whapiError(422, 'Channel is not ready');
  return jsonResponse({ code: account.renewPairingCode().replace(/(.{4})(?=.)/, '$1-') });
}

function respondToLogout(account: WhapiAccount): Response {
  if (account.state !== 'linked') return whapiError(409, 'Channel already logged out');
  account.logout();
  return jsonResponse({ success: true });
}

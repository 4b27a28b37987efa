import { jsonResponse, textResponse } from '../responses.js';
import type { GowaDevice } from './device.js';
import type { GowaAccount } from './options.js';

/** Any WebAuthn request will do: nobody signs it here. */
const GOWA_CHALLENGE = {
  challenge: 'q2m8Q9WVUYm9AsQ3nUq0y',
  timeout: 60_000,
  rpId: 'web.whatsapp.com',
  allowCredentials: [{ id: 'AX8bTgH2kq0', type: 'public-key' }],
  userVerification: 'required',
} as const;

/** A good answer. */
export function gowaResponse(message: string, results: unknown): Response {
  return jsonResponse({ status: 200, code: 'SUCCESS', message, results });
}

export function gowaError(status: number, code: string, message: string, results: unknown = null): Response {
  return jsonResponse({ status, code, message, results }, status);
}

export function statusResponse({ instance, state, script }: GowaAccount, device: GowaDevice): Response {
  return gowaResponse('Connection status retrieved', {
    device_id: instance,
    is_connected: device.isConnected,
    is_logged_in: state === 'linked',
    jid: device.isPaired ? `${script.phone}@s.whatsapp.net` : '',
  });
}

export function passkeyResponse({ instance, wantsPasskey }: GowaAccount, { confirmation }: GowaDevice): Response {
  const isAnswered = confirmation !== undefined;
  const status = !wantsPasskey ? 'none' : isAnswered ? 'awaiting_confirmation' : 'awaiting_response';
  return gowaResponse('Passkey pairing state', {
    device_id: instance,
    status,
    ...(status === 'awaiting_response' && { challenge: GOWA_CHALLENGE }),
    ...(isAnswered && { code: confirmation }),
    skip_handoff_ux: false,
  });
}

export function wrongPassword(): Response {
  return textResponse(401, 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="Restricted"' });
}

export function deviceMissing(instance: string): Response {
  const message = 'device not found; create a device first from /api/devices or provide a valid X-Device-Id';
  return gowaError(404, 'DEVICE_NOT_FOUND', message, { device_id: instance });
}

export function deviceUnnamed(): Response {
  return gowaError(400, 'DEVICE_ID_REQUIRED', 'device_id is required via X-Device-Id header or device_id query');
}

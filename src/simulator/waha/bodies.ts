import { jsonResponse } from '../responses.js';
import type { WahaAccount } from './options.js';
import type { WahaSession } from './session.js';

/** Any WebAuthn request will do: nobody signs it here. */
export const WAHA_CHALLENGE = {
  challenge: '9WVUYm9AsQ3nUq0yq2m8Q',
  timeout: 60_000,
  rpId: 'web.whatsapp.com',
  allowCredentials: [{ id: 'AX8bTgH2kq0', type: 'public-key', transports: ['internal', 'hybrid'] }],
  userVerification: 'required',
} as const;

/** The configuration is given back as it was set, with the addresses and keys in it. */
export function sessionBody({ instance }: WahaAccount, { status, me }: WahaSession): unknown {
  return {
    name: instance,
    status,
    config: { webhooks: [{ url: 'https://hooks.example/wa', hmac: { key: 'key-of-the-webhook' } }] },
    me,
    presence: null,
    timestamps: { activity: null },
    engine: { engine: status === 'STOPPED' ? null : 'NOWEB' },
  };
}

const REASONS = { 404: 'Not Found', 422: 'Unprocessable Entity', 500: 'Internal Server Error' } as const;

/** An error in the gateway's usual form. */
export function wahaError(status: keyof typeof REASONS, message: string): Response {
  return jsonResponse({ message, error: REASONS[status], statusCode: status }, status);
}

export function wrongApiKey(): Response {
  return jsonResponse({ message: 'Unauthorized', statusCode: 401 }, 401);
}

export function wrongState({ instance }: WahaAccount, { status }: WahaSession): Response {
  const error = 'Session status is not as expected. Try again later or restart the session';
  return jsonResponse({ error, session: instance, status, expected: ['SCAN_QR_CODE'] }, 422);
}

export function sessionMissing(): Response {
  return wahaError(404, 'Session not found');
}

/** What asking for a QR code of an unknown session says, in another form and after a delay. */
export function qrOfNobody(instance: string): Response {
  return jsonResponse({ error: `Session "${instance}" does not exist`, session: instance }, 422);
}

/** What asking for a pairing code says where no session of that name runs, known or not. */
export function notStarted(instance: string): Response {
  const hint = `Please start it first by using POST /api/sessions/${instance}/start request`;
  return wahaError(404, `We didn't find a session with name '${instance}'.\n${hint}`);
}

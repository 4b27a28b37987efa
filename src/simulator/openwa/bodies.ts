import { PRIVATE_SETTINGS } from '../private-settings.js';
import { jsonResponse } from '../responses.js';
import type { OpenWaAccount } from './options.js';
import { sessionOf } from './session.js';

/** A session as every call shows it. The texts in it are for those who run the server. */
export function sessionBody(account: OpenWaAccount): unknown {
  const { instance, state, script } = account;
  const { status } = sessionOf(account);
  const isLinked = state === 'linked';
  const failure = status === 'failed' || status === 'action_required';
  return {
    id: instance,
    name: `session-${instance}`,
    status,
    phone: isLinked ? script.phone : null,
    pushName: isLinked ? script.name : null,
    connectedAt: isLinked ? '2026-01-01T00:00:00.000Z' : null,
    lastActive: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    lastError: failure ? `Failed to launch the browser through ${PRIVATE_SETTINGS.proxy}` : null,
    restriction: null,
    engineLoaded: sessionOf(account).hasEngine,
  };
}

const REASONS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** An error in the server's form. A body that was refused has a list of messages. */
export function openWaError(
  status: keyof typeof REASONS,
  message: string | readonly string[],
  more: object = {},
): Response {
  return jsonResponse({ ...more, message, error: REASONS[status], statusCode: status }, status);
}

export const wrongKey = (): Response => openWaError(401, 'Invalid API key');

export const sessionMissing = (instance: string): Response =>
  openWaError(404, `Session with id '${instance}' not found`);

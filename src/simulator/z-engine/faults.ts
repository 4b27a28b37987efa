import type { FaultResponse } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { jsonResponse } from '../responses.js';

const QR_METHODS = ['qr-code', 'qr-code/image'] as const;

/** The errors of the engine behind Z-API and PlugChat, in its own words. */
export const Z_ENGINE_FAULTS = {
  ...HTTP_FAULTS,
  'no-client-token': { respond: () => noClientToken() },
  'client-token': { respond: ({ account, request }) => clientTokenNotAllowed(request, account.token) },
  ip: { respond: () => jsonResponse({ error: '[203.0.113.7] not allowed' }, 403) },
  'no-instance': { respond: () => instanceNotFound() },
  'no-instance-404': { respond: () => instanceNotFound(404) },
  'value-false': { on: ['disconnect'], respond: () => jsonResponse({ value: false }) },
  'no-value': { on: QR_METHODS, respond: () => jsonResponse({}) },
  restore: {
    on: ['status'],
    respond: () =>
      jsonResponse({ connected: false, error: 'You need to restore the session.', smartphoneConnected: false }),
  },
  'method-not-allowed': { respond: () => methodNotAllowed() },
  'media-type': { respond: () => jsonResponse({ error: 'Unsupported Media Type' }, 415) },
  'error-text': {
    on: QR_METHODS,
    respond: (_, { message = 'Something went wrong' }) => jsonResponse({ error: message }),
  },
  'code-refused': { on: ['phone-code'], respond: () => jsonResponse({ error: 'No pairing code' }) },
} as const satisfies Readonly<Record<string, FaultResponse>>;

export function methodNotAllowed(): Response {
  return jsonResponse({ error: 'Method Not Allowed' }, 405);
}

export function instanceNotFound(status = 400): Response {
  return jsonResponse({ error: 'Instance not found' }, status);
}

export function noClientToken(): Response {
  return jsonResponse({ error: 'your client-token is not configured' }, 400);
}

/** Quotes the token that was sent, as the real answer does. */
export function clientTokenNotAllowed({ headers }: Request, otherwise = ''): Response {
  return jsonResponse({ error: `Client-Token ${headers.get('Client-Token') ?? otherwise} not allowed` }, 403);
}

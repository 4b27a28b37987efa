import type { FaultResponse } from './dialect.js';
import {
  emptyResponse,
  htmlResponse,
  jsonResponse,
  noAddressResponse,
  textResponse,
  tooManyRequests,
} from './responses.js';

/**
 * Faults that most servers, and the proxies in front of them, answer alike. A dialect overrides those that its gateway
 * words otherwise.
 */
export const HTTP_FAULTS = {
  unauthorized: { respond: () => emptyResponse(401) },
  forbidden: { respond: () => emptyResponse(403) },
  'not-found': { respond: () => htmlResponse(404, '404 Not Found') },
  'not-found-json': { respond: ({ request }) => noAddressResponse(request) },
  'rate-limited': { respond: (_, { retryAfter }) => tooManyRequests(retryAfter) },
  'error-499': { respond: () => textResponse(499, 'Client Closed Request') },
  'error-500': { respond: () => textResponse(500, 'Internal Server Error') },
  'error-502': { respond: () => htmlResponse(502, '502 Bad Gateway') },
  slow: { respond: () => htmlResponse(504, '504 Gateway Time-out') },
  html: { respond: () => htmlResponse(200, 'Maintenance') },
  null: { respond: () => jsonResponse(null) },
} as const satisfies Readonly<Record<string, FaultResponse>>;

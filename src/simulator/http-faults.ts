import type { FaultResponse } from './dialect.js';
import { empty, html, json, noAddress, text, tooMany } from './responses.js';

/** What servers and the proxies in front of them say alike; a dialect whose gateway says it otherwise puts its own there. */
export const HTTP_FAULTS = {
  unauthorized: { respond: () => empty(401) },
  forbidden: { respond: () => empty(403) },
  'not-found': { respond: () => html(404, '404 Not Found') },
  'not-found-json': { respond: ({ request }) => noAddress(request) },
  'rate-limited': { respond: (_, { retryAfter }) => tooMany(retryAfter) },
  'error-499': { respond: () => text(499, 'Client Closed Request') },
  'error-500': { respond: () => text(500, 'Internal Server Error') },
  'error-502': { respond: () => html(502, '502 Bad Gateway') },
  slow: { respond: () => html(504, '504 Gateway Time-out') },
  html: { respond: () => html(200, 'Maintenance') },
  null: { respond: () => json(null) },
} as const satisfies Readonly<Record<string, FaultResponse>>;

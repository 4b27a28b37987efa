import type { Call } from '../dialect.js';
import type { Fault, ZFault } from '../faults.js';
import { empty, html, json, noAddress, text, tooMany } from '../responses.js';

type Failure = (call: Call, fault?: Fault) => Response;

/** The errors of the engine behind Z-API and PlugChat, in its own words (gateways.md, "Errors"). */
const FAILURES: { readonly [Name in ZFault]: Failure } = {
  'no-client-token': () => noClientToken(),
  'client-token': ({ account, request }) => clientTokenNotAllowed(request, account.token),
  ip: () => json({ error: '[203.0.113.7] not allowed' }, 403),
  'no-instance': () => noInstance(),
  'no-instance-404': () => noInstance(404),
  'value-false': () => json({ value: false }),
  'no-value': () => json({}),
  restore: () => json({ connected: false, error: 'You need to restore the session.', smartphoneConnected: false }),
  'method-not-allowed': () => json({ error: 'Method Not Allowed' }, 405),
  'media-type': () => json({ error: 'Unsupported Media Type' }, 415),
  unauthorized: () => empty(401),
  forbidden: () => empty(403),
  'not-found': () => html(404, '404 Not Found'),
  'not-found-json': ({ request }) => noAddress(request),
  'rate-limited': (_, fault) => tooMany(fault?.retryAfter),
  'error-499': () => text(499, 'Client Closed Request'),
  'error-500': () => text(500, 'Internal Server Error'),
  'error-502': () => html(502, '502 Bad Gateway'),
  slow: () => html(504, '504 Gateway Time-out'),
  html: () => html(200, 'Maintenance'),
  null: () => json(null),
  'error-text': (_, fault) => json({ error: fault?.message ?? 'Something went wrong' }),
  'code-refused': () => json({ error: 'No pairing code' }),
};

export function fail(name: ZFault, call: Call, fault?: Fault): Response {
  return FAILURES[name](call, fault);
}

export function noInstance(status = 400): Response {
  return json({ error: 'Instance not found' }, status);
}

export function noClientToken(): Response {
  return json({ error: 'your client-token is not configured' }, 400);
}

/** Quotes what was sent, as the real answer does. */
export function clientTokenNotAllowed({ headers }: Request, otherwise = ''): Response {
  return json({ error: `Client-Token ${headers.get('Client-Token') ?? otherwise} not allowed` }, 403);
}

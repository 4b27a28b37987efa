import type { Call } from '../dialect.js';
import type { Fault, GreenApiFault } from '../faults.js';
import { errorText, hasAuth } from './frames.js';
import { empty, html, json, noAddress, text, tooMany } from '../responses.js';

type Failure = (call: Call, fault?: Fault) => Response;

/** Green API's errors, in its own words (gateways.md, "Errors"). */
const FAILURES: { readonly [Name in GreenApiFault]: Failure } = {
  starting: () => text(400, 'instance in starting process try later'),
  'starting-or-not': () => text(400, 'instance is starting or not authorized'),
  'expired-account': () => text(400, 'Instance account is expired. Please renew your subscription'),
  deleted: () => text(400, 'Instance is deleted'),
  validation: () => text(400, `Validation failed. Details: 'phoneNumber' must be a number`),
  unauthorized: () => empty(401),
  forbidden: () => empty(403),
  'not-found': () => html(404, '404 Not Found'),
  'not-found-json': ({ request }) => noAddress(request),
  'rate-limited': (_, fault) => tooMany(fault?.retryAfter),
  quota: ({ method }) => json(quota(method), 466),
  'error-499': () => text(499, 'Client Closed Request'),
  'error-500': () => text(500, 'Internal Server Error'),
  'error-502': () => html(502, '502 Bad Gateway'),
  slow: () => html(504, '504 Gateway Time-out'),
  html: () => html(200, 'Maintenance'),
  null: () => json(null),
  'error-text': (_, fault) => json(errorText(fault?.message)),
  'has-auth': () => json(hasAuth),
  'code-refused': () => json({ status: false, code: '' }),
};

export function fail(name: GreenApiFault, call: Call, fault?: Fault): Response {
  return FAILURES[name](call, fault);
}

function quota(method: string): unknown {
  const description = 'Monthly quota has been exceeded';
  return { invokeStatus: { method, used: 4, total: 3, status: 'QUOTE_EXCEEDED', description } };
}

import type { Dialect, Target } from '../dialect.js';
import { notStarted, qrOfNobody, sessionMissing, wrongApiKey } from './bodies.js';
import { WAHA_FAULTS } from './faults.js';
import { respondAsWaha } from './methods.js';
import { WAHA_DEFAULTS, WAHA_FIELDS, WAHA_STATES, type WahaAccount, type WahaOptions } from './options.js';
import { sessionOf } from './session.js';

/** `/api/sessions/{session}`, `/api/sessions/{session}/{method}` and `/api/{session}/auth/{method}`. */
const WAHA_PATH = /^\/api\/(?:sessions\/([^/]+)(?:\/(\w+))?|([^/]+)\/auth\/(?:passkey\/)?([\w-]+))$/;
/** Methods whose path has `passkey/` before them. */
const CEREMONY: ReadonlySet<string> = new Set(['challenge', 'confirmation', 'confirm']);
const OF_AUTH: ReadonlySet<string> = new Set([...CEREMONY, 'qr', 'request-code', 'passkey']);

/** WAHA 2026.2.1 with its NOWEB engine as measured, and the passkey of 2026.7.1 as documented. */
export const waha = {
  label: 'WAHA',
  fields: WAHA_FIELDS,
  defaults: WAHA_DEFAULTS,
  states: WAHA_STATES,
  faults: WAHA_FAULTS,
  stateWord: (account) => sessionOf(account).status,
  linkDelay: ({ script }) => Math.max(script.linkDelay, script.scanEcho),
  corsHeaders: allowAnyOrigin,
  findTarget: findWahaTarget,
  methodOfPath: (path) => path.replace(/\?.*/, '').split('/').at(-1) ?? '',
  addressOf: toWahaAddress,
  respond: respondAsWaha,
} as const satisfies Dialect<WahaOptions>;

/** The key is looked at before anything else. In the query it is refused. */
function findWahaTarget(
  request: Request,
  accounts: ReadonlyMap<string, WahaAccount>,
): Target<WahaOptions> | Response | undefined {
  const [isOurs, session, action = 'session', name = session ?? '', method = action] =
    WAHA_PATH.exec(new URL(request.url).pathname) ?? [];
  if (isOurs === undefined || accounts.size === 0) return undefined;
  const key = request.headers.get('X-Api-Key');
  const account = accounts.get(name);
  if (account) return { account, method, ...(key !== account.token && { refusal: wrongApiKey() }) };
  const isKnown = [...accounts.values()].some(({ token }) => token === key);
  return isKnown ? unknownSession(name, method) : wrongApiKey();
}

function unknownSession(name: string, method: string): Response {
  if (method === 'request-code') return notStarted(name);
  return method === 'qr' ? qrOfNobody(name) : sessionMissing();
}

/** The method may have a query, such as `qr?format=raw`. */
function toWahaAddress({ instance }: WahaAccount, method: string): string {
  const [name = ''] = method.split('?');
  if (name === 'session') return `/api/sessions/${instance}`;
  if (!OF_AUTH.has(name)) return `/api/sessions/${instance}/${method}`;
  return `/api/${instance}/auth/${CEREMONY.has(name) ? 'passkey/' : ''}${method}`;
}

/** Any page may read the answers, and every header that it asks for is allowed. */
function allowAnyOrigin({ method, headers }: Request): Readonly<Record<string, string>> {
  const allowed = { 'Access-Control-Allow-Origin': '*' };
  if (method !== 'OPTIONS') return allowed;
  return {
    ...allowed,
    'Access-Control-Allow-Headers': headers.get('Access-Control-Request-Headers') ?? '',
    'Access-Control-Allow-Methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
    Vary: 'Access-Control-Request-Headers',
  };
}

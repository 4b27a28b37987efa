import type { Dialect, Target } from '../dialect.js';
import { openWaError, sessionMissing, wrongKey } from './bodies.js';
import { OPENWA_FAULTS } from './faults.js';
import { respondAsOpenWa } from './methods.js';
import { OPENWA_DEFAULTS, OPENWA_FIELDS, OPENWA_STATES, type OpenWaAccount, type OpenWaOptions } from './options.js';
import { sessionOf } from './session.js';

const OPENWA_PATH = /^\/api\/sessions\/([^/]+)(?:\/([^/]+))?$/;

/** OpenWA, as its source has it. */
export const openWa = {
  label: 'OpenWA',
  fields: OPENWA_FIELDS,
  defaults: OPENWA_DEFAULTS,
  states: OPENWA_STATES,
  faults: OPENWA_FAULTS,
  stateWord: (account) => sessionOf(account).status,
  linkDelay: (account) => sessionOf(account).linkDelay,
  corsHeaders: () => ({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'Content-Type,X-API-Key',
    'Access-Control-Allow-Methods': 'GET,POST,PUT,PATCH,DELETE,OPTIONS',
  }),
  findTarget: findOpenWaTarget,
  methodOfPath: (path) => path,
  addressOf: ({ instance }, method) => `/api/sessions/${instance}${method === 'session' ? '' : `/${method}`}`,
  respond: respondAsOpenWa,
} as const satisfies Dialect<OpenWaOptions>;

type Accounts = ReadonlyMap<string, OpenWaAccount>;

/** The key is checked first. A key that is limited to another session is refused with another status. */
function findOpenWaTarget(request: Request, accounts: Accounts): Target<OpenWaOptions> | Response | undefined {
  const [isOurs, instance = '', method = 'session'] = OPENWA_PATH.exec(new URL(request.url).pathname) ?? [];
  if (isOurs === undefined || accounts.size === 0) return undefined;
  const account = accounts.get(instance);
  const key = request.headers.get('X-API-Key');
  const isKnown = [...accounts.values()].some(({ token }) => token === key);
  if (account) return { account, method, ...(key !== account.token && { refusal: refusalOf(isKnown) }) };
  if (!isKnown) return wrongKey();
  const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(instance);
  return isUuid ? sessionMissing(instance) : openWaError(400, 'Validation failed (uuid is expected)');
}

function refusalOf(isKnown: boolean): Response {
  return isKnown ? openWaError(403, 'API key does not have access to this session') : wrongKey();
}

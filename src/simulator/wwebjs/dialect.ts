import type { Dialect, FaultResponse, Target } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { jsonResponse } from '../responses.js';
import { respondAsWwebjs, wwebjsError } from './methods.js';
import { WWEBJS_DEFAULTS, WWEBJS_FIELDS, WWEBJS_STATES, type WwebjsAccount, type WwebjsOptions } from './options.js';
import { sessionOf } from './session.js';

const WWEBJS_PATH = /^\/(?:session|client)\/([^/]+)\/([^/]+)$/;

/** The errors of wwebjs-api, in its own words. */
const WWEBJS_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => wrongKey() },
  'error-500': { respond: () => wwebjsError(500, 'Evaluation failed: TypeError') },
  'no-browser': {
    on: ['start'],
    respond: () => wwebjsError(422, 'net::ERR_NAME_NOT_RESOLVED at https://web.whatsapp.com/'),
  },
  'bad-name': { respond: () => wwebjsError(422, 'Session should be alphanumerical or -') },
  'no-instance': { respond: () => jsonResponse({ success: false, state: null, message: 'session_not_found' }) },
  'code-refused': { on: ['requestPairingCode'], respond: () => wwebjsError(500, 'Evaluation failed: t') },
} as const satisfies Readonly<Record<string, FaultResponse<WwebjsOptions>>>;

/** wwebjs-api, as it was measured until its browser was up, and as its source has it from there on. */
export const wwebjs = {
  label: 'wwebjs-api',
  fields: WWEBJS_FIELDS,
  defaults: WWEBJS_DEFAULTS,
  states: WWEBJS_STATES,
  faults: WWEBJS_FAULTS,
  stateWord: (account) => {
    const { message } = sessionOf(account);
    return message === 'session_connected' ? 'CONNECTED' : message;
  },
  linkDelay: (account) => sessionOf(account).linkDelay,
  corsHeaders: () => ({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Headers': 'x-api-key,content-type',
    'Access-Control-Allow-Methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
  }),
  findTarget: findWwebjsTarget,
  methodOfPath: (path) => path,
  addressOf: ({ instance }, method) => `/${method === 'getClassInfo' ? 'client' : 'session'}/${method}/${instance}`,
  respond: respondAsWwebjs,
} as const satisfies Dialect<WwebjsOptions>;

function wrongKey(): Response {
  return wwebjsError(403, 'Invalid API key');
}

/** One key rules the server. A session that it does not know is none yet. */
function findWwebjsTarget(
  request: Request,
  accounts: ReadonlyMap<string, WwebjsAccount>,
): Target<WwebjsOptions> | Response | undefined {
  const [isOurs, method = '', name = ''] = WWEBJS_PATH.exec(new URL(request.url).pathname) ?? [];
  if (isOurs === undefined) return undefined;
  const key = request.headers.get('x-api-key');
  const account = accounts.get(name);
  if (account) return { account, method, ...(key !== account.token && { refusal: wrongKey() }) };
  if (![...accounts.values()].some(({ token }) => token === key)) return wrongKey();
  if (!/^[\w-]+$/.test(decodeURIComponent(name))) return wwebjsError(422, 'Session should be alphanumerical or -');
  return jsonResponse({ success: false, state: null, message: 'session_not_found' });
}

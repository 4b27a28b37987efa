import type { Dialect, FaultResponse, Target } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { channelOf } from './channel.js';
import { respondAsWhapi, whapiError } from './methods.js';
import { WHAPI_DEFAULTS, WHAPI_FIELDS, WHAPI_STATES, type WhapiAccount, type WhapiOptions } from './options.js';

const WHAPI_PATH = /^\/(health|users\/(?:login(?:\/[^/]+)?|logout))$/;

/** The errors of Whapi, in its own words. */
const WHAPI_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => whapiError(401, 'Unauthorized') },
  'not-found-json': { respond: () => whapiError(404, 'Channel not found') },
  'error-500': { respond: () => whapiError(500, 'Internal error') },
  unpaid: { respond: () => whapiError(402, 'Trial version limit exceeded') },
  mobile: { on: ['login', 'code'], respond: () => whapiError(406, 'Channel type is mobile') },
  'qr-not-drawn': { on: ['login'], respond: () => whapiError(422, 'Render QR failed') },
  'code-refused': { on: ['code'], respond: () => whapiError(422, 'No code') },
} as const satisfies Readonly<Record<string, FaultResponse<WhapiOptions>>>;

/** Whapi.Cloud, as its documentation and its clients have it. */
export const whapi = {
  label: 'Whapi.Cloud',
  fields: WHAPI_FIELDS,
  defaults: WHAPI_DEFAULTS,
  states: WHAPI_STATES,
  faults: WHAPI_FAULTS,
  stateWord: (account) => channelOf(account).status,
  linkDelay: (account) => channelOf(account).linkDelay,
  corsHeaders: () => ({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'Authorization,Content-Type',
    'Access-Control-Allow-Methods': 'GET,POST,PUT,PATCH,DELETE',
  }),
  findTarget: findWhapiTarget,
  methodOfPath: toMethod,
  addressOf: (_, method) => (method === 'health' ? '/health' : `/users/${method}`),
  respond: respondAsWhapi,
} as const satisfies Dialect<WhapiOptions>;

/** The channel is the one that the token belongs to. */
function findWhapiTarget(
  request: Request,
  accounts: ReadonlyMap<string, WhapiAccount>,
): Target<WhapiOptions> | Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  const path = WHAPI_PATH.exec(pathname)?.[1];
  if (path === undefined) return undefined;
  const token = request.headers.get('Authorization')?.replace(/^Bearer /, '') ?? searchParams.get('token');
  const account = [...accounts.values()].find((one) => one.token === token);
  return account ? { account, method: toMethod(path) } : whapiError(401, 'Unauthorized');
}

/** `users/login/5511999999999` asks for a pairing code; `users/login/rowdata` and `/image` are forms of the QR code. */
function toMethod(path: string): string {
  if (/^users\/login\/\d*$/.test(path)) return 'code';
  return path.replace(/^users\//, '').replace(/\/.*/, '');
}

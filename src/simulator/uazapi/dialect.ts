import { elapse } from '../clock.js';
import type { Call, Dialect, FaultResponse, Target } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { jsonResponse } from '../responses.js';
import { clientOf, WHATSMEOW_DEFAULTS } from '../whatsmeow-client.js';
import { findByToken, hasHeader } from '../token-target.js';
import { connectBody, statusBody, uazapiError, unknownToken } from './bodies.js';
import { instanceOf } from './instance.js';
import { UAZAPI_FIELDS, UAZAPI_STATES, type UazapiAccount, type UazapiOptions } from './options.js';

type UazapiCall = Call<UazapiOptions>;

const UAZAPI_PATH = /^\/instance\/(status|connect|disconnect|reset)$/;

/** CORS is undocumented; these headers are what a page would need, and a script can take them away. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'token, Content-Type',
  'Access-Control-Allow-Methods': 'GET, POST',
} as const;

const UAZAPI_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => unknownToken() },
  'not-found-json': { respond: () => uazapiError(404, 'Instance not found') },
  'error-500': { respond: () => uazapiError(500, 'Internal server error') },
  quota: { on: ['connect'], respond: () => uazapiError(429, 'Maximum number of instances connected reached') },
  'code-refused': { on: ['connect'], respond: respondWithoutCode },
} as const satisfies Readonly<Record<string, FaultResponse<UazapiOptions>>>;

/** UAZAPI (uazapiGO 2) as its OpenAPI document and its clients have it. */
export const uazapi = {
  label: 'UAZAPI',
  fields: UAZAPI_FIELDS,
  defaults: { ...WHATSMEOW_DEFAULTS, codeLife: 300_000 },
  states: UAZAPI_STATES,
  faults: UAZAPI_FAULTS,
  stateWord: (account) => instanceOf(account).status,
  linkDelay: (account) => clientOf(account).linkDelay,
  corsHeaders: () => CORS_HEADERS,
  findTarget: findUazapiTarget,
  methodOfPath: (path) => path.replace(/^instance\//, ''),
  addressOf: (_, method) => `/instance/${method}`,
  respond: respondAsUazapi,
} as const satisfies Dialect<UazapiOptions>;

/** Evolution Go has some of the same paths, and another header. */
function findUazapiTarget(
  request: Request,
  accounts: ReadonlyMap<string, UazapiAccount>,
): Target<UazapiOptions> | Response | undefined {
  const method = UAZAPI_PATH.exec(new URL(request.url).pathname)?.[1];
  if (method === undefined || hasHeader(request, 'apikey')) return undefined;
  return findByToken(request.headers.get('token'), method, accounts) ?? unknownToken();
}

function respondAsUazapi(call: UazapiCall): Response | Promise<Response> {
  const route = `${call.request.method} ${call.method}`;
  switch (route) {
    case 'GET status':
      return jsonResponse(statusBody(call.account, instanceOf(call.account)));
    case 'POST connect':
      return respondToConnect(call);
    case 'POST disconnect':
      return respondToDisconnect(call);
    case 'POST reset':
      return uazapiError(409, 'The instance cannot be reset now');
    default:
      return uazapiError(404, 'Not found');
  }
}

/** The gateway heeds the number only where no login is under way: nobody has documented what it does else. */
async function respondToConnect({ account, body, clock, signal }: UazapiCall): Promise<Response> {
  const instance = instanceOf(account);
  const phone = (body as { readonly phone?: unknown } | undefined)?.phone;
  if (phone !== undefined && !(typeof phone === 'string' && /^\d{10,15}$/.test(phone)))
    return uazapiError(400, 'invalid phone number');
  if (instance.status === 'disconnected' || instance.status === 'hibernated') {
    instance.connect(phone !== undefined);
    if (phone !== undefined && account.script.paircodeComes === 'answer')
      await elapse(clock, instance.paircodeDelay, signal);
  }
  return jsonResponse(connectBody(account, instance));
}

/** A login without a number, so that no code comes. */
function respondWithoutCode(call: UazapiCall): Promise<Response> {
  return respondToConnect({ ...call, body: {} });
}

function respondToDisconnect({ account }: UazapiCall): Response {
  account.logout();
  return jsonResponse({ response: 'Disconnected', ...(statusBody(account, instanceOf(account)) as object) });
}

import type { Dialect, FaultResponse, Target } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { jsonResponse, textResponse } from '../responses.js';
import { clientOf, WHATSMEOW_DEFAULTS } from '../whatsmeow-client.js';
import { findByToken, hasHeader } from '../token-target.js';
import { evolutionGoError, licenseRequired, respondAsEvolutionGo, type EvolutionGoCall } from './methods.js';
import {
  EVOLUTION_GO_FIELDS,
  EVOLUTION_GO_STATES,
  type EvolutionGoAccount,
  type EvolutionGoOptions,
} from './options.js';

const EVOLUTION_GO_PATH = /^\/instance\/(status|qr|connect|pair|logout|disconnect)$/;

const EVOLUTION_GO_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => refuseToken() },
  'not-found-json': { respond: () => textResponse(404, '404 page not found') },
  'error-500': { respond: () => evolutionGoError(500, 'instance not found') },
  'license-required': { precedesCredentials: true, respond: ({ request }) => licenseRequired(request) },
  'no-active-session': { on: ['status'], respond: () => evolutionGoError(400, 'no active session found') },
  'code-refused': { on: ['pair'], respond: () => jsonResponse({ message: 'success', data: { PairingCode: '' } }) },
} as const satisfies Readonly<Record<string, FaultResponse<EvolutionGoOptions>>>;

/** Evolution Go: 0.6.1 as its source has it, and what 0.7 does better. */
export const evolutionGo = {
  label: 'Evolution Go',
  fields: EVOLUTION_GO_FIELDS,
  defaults: WHATSMEOW_DEFAULTS,
  states: EVOLUTION_GO_STATES,
  faults: EVOLUTION_GO_FAULTS,
  stateWord: (account) => {
    const { isConnected, isLoggedIn } = clientOf(account);
    return isLoggedIn ? 'LoggedIn' : isConnected ? 'Connected' : 'Disconnected';
  },
  linkDelay: (account) => clientOf(account).linkDelay,
  corsHeaders: () => ({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Headers': 'Content-Type, apikey',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
  }),
  findTarget: findEvolutionGoTarget,
  methodOfPath: (path) => path.replace(/^instance\//, ''),
  addressOf: (_, method) => `/instance/${method}`,
  respond: (call: EvolutionGoCall) => respondAsEvolutionGo(call),
} as const satisfies Dialect<EvolutionGoOptions>;

/** UAZAPI has some of the same paths, and another header. */
function findEvolutionGoTarget(
  request: Request,
  accounts: ReadonlyMap<string, EvolutionGoAccount>,
): Target<EvolutionGoOptions> | Response | undefined {
  const method = EVOLUTION_GO_PATH.exec(new URL(request.url).pathname)?.[1];
  if (method === undefined || !hasHeader(request, 'apikey')) return undefined;
  return findByToken(request.headers.get('apikey'), method, accounts) ?? refuseToken();
}

function refuseToken(): Response {
  return evolutionGoError(401, 'not authorized');
}

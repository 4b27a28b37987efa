import type { FaultResponse } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { jsonResponse } from '../responses.js';
import { instanceMissing, licenseRequired, noSuchRoute, evolutionError, wrongKey } from './bodies.js';
import { respondToConnect } from './methods.js';
import type { EvolutionOptions } from './options.js';

/** The errors of Evolution API, in its own words. */
export const EVOLUTION_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => wrongKey() },
  'not-found-json': { respond: ({ request }) => noSuchRoute(request) },
  'error-500': { respond: () => evolutionError(500, 'Internal Server Error') },
  'no-instance': { respond: ({ account }) => instanceMissing(account.instance) },
  'license-required': { precedesCredentials: true, respond: ({ request }) => licenseRequired(request) },
  'error-text': {
    on: ['connect', 'restart'],
    respond: (_, { message = '[object Object]' }) => jsonResponse({ error: true, message }),
  },
  'code-refused': { on: ['connect'], respond: (call) => respondToConnect(call, false) },
} as const satisfies Readonly<Record<string, FaultResponse<EvolutionOptions>>>;

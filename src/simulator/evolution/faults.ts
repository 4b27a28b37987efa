import type { FaultResponse } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { json } from '../responses.js';
import { instanceMissing, licenseRequired, noSuchRoute, refuse, unauthorized } from './bodies.js';
import { connect } from './methods.js';
import type { EvolutionOptions } from './options.js';

/** Evolution API's errors, in its own words. */
export const EVOLUTION_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => unauthorized() },
  'not-found-json': { respond: ({ request }) => noSuchRoute(request) },
  'error-500': { respond: () => refuse(500, 'Internal Server Error') },
  'no-instance': { respond: ({ account }) => instanceMissing(account.instance) },
  'license-required': { precedesCredentials: true, respond: ({ request }) => licenseRequired(request) },
  'error-text': {
    on: ['connect', 'restart'],
    respond: (_, { message = '[object Object]' }) => json({ error: true, message }),
  },
  'code-refused': { on: ['connect'], respond: (call) => connect(call, false) },
} as const satisfies Readonly<Record<string, FaultResponse<EvolutionOptions>>>;

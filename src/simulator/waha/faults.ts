import type { FaultResponse } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { jsonResponse } from '../responses.js';
import { wahaError, wrongApiKey } from './bodies.js';
import { respondForNobody } from './methods.js';
import type { WahaOptions } from './options.js';

/** The errors of WAHA, in its own words. */
export const WAHA_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => wrongApiKey() },
  'error-500': { respond: () => wahaError(500, 'Internal Server Error') },
  'no-session': { respond: (call) => respondForNobody(call.method, call) },
  'code-refused': { on: ['request-code'], respond: () => jsonResponse({ code: '' }, 201) },
} as const satisfies Readonly<Record<string, FaultResponse<WahaOptions>>>;

import type { FaultResponse } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { openWaError, sessionMissing, wrongKey } from './bodies.js';
import type { OpenWaOptions } from './options.js';

/** The errors of OpenWA, in its own words. */
export const OPENWA_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => wrongKey() },
  forbidden: { respond: () => openWaError(403, 'API key does not have access to this session') },
  'error-500': { respond: () => openWaError(500, 'Internal server error') },
  'no-instance': { respond: ({ account }) => sessionMissing(account.instance) },
  'no-uuid': { respond: () => openWaError(400, 'Validation failed (uuid is expected)') },
  quota: { on: ['start'], respond: () => openWaError(400, 'Maximum concurrent sessions reached (2)') },
  'other-node': { on: ['start'], respond: () => openWaError(409, 'Another node currently holds this session') },
  'code-refused': {
    on: ['pairing-code'],
    respond: () => openWaError(503, 'The pairing code could not be generated: Execution context was destroyed'),
  },
} as const satisfies Readonly<Record<string, FaultResponse<OpenWaOptions>>>;

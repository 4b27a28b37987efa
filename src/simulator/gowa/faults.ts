import type { FaultResponse } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { deviceMissing, deviceUnnamed, gowaError, wrongPassword } from './bodies.js';
import type { GowaOptions } from './options.js';

/** The errors of GOWA, in its own words. */
export const GOWA_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => wrongPassword() },
  'error-500': { respond: () => gowaError(500, 'INTERNAL_SERVER_ERROR', 'websocket not connected') },
  'no-device': { respond: ({ account }) => deviceMissing(account.instance) },
  'device-unnamed': { respond: () => deviceUnnamed() },
  'qr-channel': { on: ['login'], respond: () => gowaError(500, 'QR_CHANNEL_ERROR', 'QR channel error') },
  'code-refused': {
    on: ['login-with-code'],
    respond: () => gowaError(500, 'INTERNAL_SERVER_ERROR', 'info query returned status 429: rate-overlimit'),
  },
} as const satisfies Readonly<Record<string, FaultResponse<GowaOptions>>>;

import type { FaultResponse } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { jsonResponse, textResponse } from '../responses.js';
import { errorText, hasAuth } from './frames.js';

const QR_METHODS = ['qr', 'scanqrcode'] as const;

/** Green API's errors, in its own words. */
export const GREEN_API_FAULTS = {
  ...HTTP_FAULTS,
  null: { ...HTTP_FAULTS.null, on: ['getStateInstance'] },
  starting: { respond: () => textResponse(400, 'instance in starting process try later') },
  'starting-or-not': { respond: () => textResponse(400, 'instance is starting or not authorized') },
  'expired-account': {
    respond: () => textResponse(400, 'Instance account is expired. Please renew your subscription'),
  },
  deleted: { respond: () => textResponse(400, 'Instance is deleted') },
  validation: { respond: () => textResponse(400, `Validation failed. Details: 'phoneNumber' must be a number`) },
  quota: { respond: ({ method }) => jsonResponse(quotaExceeded(method), 466) },
  'error-text': { on: QR_METHODS, isFrame: true, respond: (_, { message }) => jsonResponse(errorText(message)) },
  'has-auth': { on: QR_METHODS, isFrame: true, endsAtLogout: true, respond: () => jsonResponse(hasAuth) },
  'code-refused': { on: ['getAuthorizationCode'], respond: () => jsonResponse({ status: false, code: '' }) },
} as const satisfies Readonly<Record<string, FaultResponse>>;

function quotaExceeded(method: string): unknown {
  const description = 'Monthly quota has been exceeded';
  return { invokeStatus: { method, used: 4, total: 3, status: 'QUOTE_EXCEEDED', description } };
}

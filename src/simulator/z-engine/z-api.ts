import type { Dialect, Target } from '../dialect.js';
import { respondWith, toZApiMethod, Z_API_METHODS, Z_ENGINE } from './engine.js';
import { clientTokenNotAllowed, instanceNotFound, noClientToken } from './faults.js';
import type { ZEngineAccount, ZEngineOptions } from './options.js';

/** `/instances/{instance}/token/{token}/{method}` */
const Z_API_PATH = /^\/instances\/([^/]+)\/token\/([^/]+)\/(.+)$/;

export const zApi = {
  label: 'Z-API',
  ...Z_ENGINE,
  findTarget: findZApiTarget,
  methodOfPath: toZApiMethod,
  addressOf: ({ instance, token }, method) => `/instances/${instance}/token/${token}/${method}`,
  respond: respondWith(Z_API_METHODS),
} as const satisfies Dialect<ZEngineOptions>;

function findZApiTarget(
  request: Request,
  accounts: ReadonlyMap<string, ZEngineAccount>,
): Target<ZEngineOptions> | Response | undefined {
  const [, instance, token, path = ''] = Z_API_PATH.exec(new URL(request.url).pathname) ?? [];
  if (instance === undefined) return undefined;
  const account = accounts.get(instance);
  if (!account) return instanceNotFound();
  const refusal = token === account.token ? refuseClientToken(account, request) : instanceNotFound();
  return { account, method: toZApiMethod(path), ...(refusal && { refusal }) };
}

function refuseClientToken({ script }: ZEngineAccount, request: Request): Response | undefined {
  const sent = request.headers.get('Client-Token') ?? '';
  if (script.clientToken === '' || sent === script.clientToken) return undefined;
  return sent === '' ? noClientToken() : clientTokenNotAllowed(request);
}

import type { Dialect, Target } from '../dialect.js';
import { json } from '../responses.js';
import { COMMON_METHODS, responder, Z_ENGINE } from './engine.js';
import type { ZEngineAccount, ZEngineOptions } from './options.js';

/** At the vendor's own path, and at the root of a base that stands for it. */
const PATH = /^(?:\/api\/whatsapp)?\/(qr-code(?:\/image)?|status|device|disconnect)$/;

export const plugChat = {
  ...Z_ENGINE,
  findTarget,
  methodOfPath: (path) => path,
  addressOf: (_, method) => `/api/whatsapp/${method}`,
  respond: responder(COMMON_METHODS),
} as const satisfies Dialect<ZEngineOptions>;

/** The token alone says whose call it is. How a wrong one is refused is undocumented. */
function findTarget(
  request: Request,
  accounts: ReadonlyMap<string, ZEngineAccount>,
): Target<ZEngineOptions> | Response | undefined {
  const method = PATH.exec(new URL(request.url).pathname)?.[1];
  if (method === undefined) return undefined;
  const token = request.headers.get('Authorization')?.replace(/^Bearer /, '');
  const account = [...accounts.values()].find((one) => one.token === token);
  return account ? { account, method } : json({ error: 'Unauthorized' }, 401);
}

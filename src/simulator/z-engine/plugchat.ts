import type { Dialect, Target } from '../dialect.js';
import { jsonResponse } from '../responses.js';
import { COMMON_METHODS, respondWith, Z_ENGINE } from './engine.js';
import type { ZEngineAccount, ZEngineOptions } from './options.js';

/** The vendor's own path, and the same methods at the root of another server. */
const PLUGCHAT_PATH = /^(?:\/api\/whatsapp)?\/(qr-code(?:\/image)?|status|device|disconnect)$/;

export const plugChat = {
  label: 'PlugChat',
  ...Z_ENGINE,
  findTarget: findPlugChatTarget,
  methodOfPath: (path) => path,
  addressOf: (_, method) => `/api/whatsapp/${method}`,
  respond: respondWith(COMMON_METHODS),
} as const satisfies Dialect<ZEngineOptions>;

/** PlugChat finds the account by the token alone. How it refuses a wrong one is undocumented. */
function findPlugChatTarget(
  request: Request,
  accounts: ReadonlyMap<string, ZEngineAccount>,
): Target<ZEngineOptions> | Response | undefined {
  const method = PLUGCHAT_PATH.exec(new URL(request.url).pathname)?.[1];
  if (method === undefined) return undefined;
  const token = request.headers.get('Authorization')?.replace(/^Bearer /, '');
  const account = [...accounts.values()].find((one) => one.token === token);
  return account ? { account, method } : jsonResponse({ error: 'Unauthorized' }, 401);
}

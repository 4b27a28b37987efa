import type { Account } from '../account.js';
import type { Dialect, Target } from '../dialect.js';
import { json, tooMany } from '../responses.js';
import { answerer, CORS, FAULTY, METHODS } from './engine.js';
import { fail } from './faults.js';

/** At the vendor's own path, and at the root of a base that stands for it. */
const PATH = /^(?:\/api\/whatsapp)?\/(qr-code(?:\/image)?|status|device|disconnect)$/;

/** PlugChat: the facts are in gateways.md. */
export const plugChat: Dialect = {
  cors: CORS,
  limits: new Map(),
  faulty: FAULTY,
  resolve,
  method: (path) => path,
  address: (_, method) => `/api/whatsapp/${method}`,
  answer: answerer(METHODS),
  fail,
  rateLimited: () => tooMany(),
};

/** The token alone says whose call it is. How a wrong one is refused is undocumented. */
function resolve(request: Request, accounts: ReadonlyMap<string, Account>): Target | Response | undefined {
  const method = PATH.exec(new URL(request.url).pathname)?.[1];
  if (method === undefined) return undefined;
  const token = request.headers.get('Authorization')?.replace(/^Bearer /, '');
  const account = [...accounts.values()].find((one) => one.gateway === 'plugchat' && one.token === token);
  return account ? { account, method } : json({ error: 'Unauthorized' }, 401);
}

import type { Account } from '../account.js';
import type { Dialect, Target } from '../dialect.js';
import { tooMany } from '../responses.js';
import { answerer, CORS, FAULTY, methodOf, METHODS, MORE_METHODS } from './engine.js';
import { clientTokenNotAllowed, fail, noClientToken, noInstance } from './faults.js';

/** `/instances/{instance}/token/{token}/{method}` */
const PATH = /^\/instances\/([^/]+)\/token\/([^/]+)\/(.+)$/;

/** Z-API: the facts are in gateways.md. */
export const zApi: Dialect = {
  cors: CORS,
  limits: new Map(),
  faulty: FAULTY,
  resolve,
  method: methodOf,
  address: ({ instance, token }, method) => `/instances/${instance}/token/${token}/${method}`,
  answer: answerer({ ...METHODS, ...MORE_METHODS }),
  fail,
  rateLimited: () => tooMany(),
};

function resolve(request: Request, accounts: ReadonlyMap<string, Account>): Target | Response | undefined {
  const [, instance, token, path = ''] = PATH.exec(new URL(request.url).pathname) ?? [];
  if (instance === undefined) return undefined;
  const account = accounts.get(instance);
  if (account?.gateway !== 'z-api') return noInstance();
  const refusal = token === account.token ? refuseClient(account, request) : noInstance();
  return { account, method: methodOf(path), ...(refusal && { refusal }) };
}

function refuseClient({ script }: Account, request: Request): Response | undefined {
  const sent = request.headers.get('Client-Token') ?? '';
  if (script.clientToken === '' || sent === script.clientToken) return undefined;
  return sent === '' ? noClientToken() : clientTokenNotAllowed(request);
}

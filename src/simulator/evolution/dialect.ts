import type { Dialect, Target } from '../dialect.js';
import { instanceMissing, unauthorized } from './bodies.js';
import { connectionOf } from './connection.js';
import { EVOLUTION_FAULTS } from './faults.js';
import { respond } from './methods.js';
import {
  EVOLUTION_DEFAULTS,
  EVOLUTION_FIELDS,
  EVOLUTION_STATES,
  type EvolutionAccount,
  type EvolutionOptions,
} from './options.js';

/** `/instance/{method}/{instance}`; only `fetchInstances` names the instance in its query. */
const PATH = /^\/instance\/(?:(fetchInstances)|([^/]+)\/([^/]+))$/;

/** Evolution API with its Baileys engine, as measured on 2.3.7 and read in 2.4.0-rc2. */
export const evolution = {
  fields: EVOLUTION_FIELDS,
  defaults: EVOLUTION_DEFAULTS,
  states: EVOLUTION_STATES,
  faults: EVOLUTION_FAULTS,
  stateWord: (account) => connectionOf(account).state,
  linkDelay: (account) => connectionOf(account).linkDelay,
  corsHeaders,
  findTarget,
  methodOfPath: (path) => path.replace(/^instance\//, '').replace(/\/.*/, ''),
  addressOf,
  respond,
} as const satisfies Dialect<EvolutionOptions>;

type Accounts = ReadonlyMap<string, EvolutionAccount>;
type EvolutionTarget = Target<EvolutionOptions>;

/** Whether there is such an instance is decided before the key is looked at, but where the key alone says whose call it is. */
function findTarget(request: Request, accounts: Accounts): EvolutionTarget | Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  const [isOurs, list, method = '', instance = ''] = PATH.exec(pathname) ?? [];
  if (isOurs === undefined) return undefined;
  const key = request.headers.get('apikey');
  if (list !== undefined) return findListed(key, searchParams.get('instanceName'), accounts) ?? unauthorized();
  const account = accounts.get(instance);
  if (!account) return instanceMissing(instance);
  return { account, method, ...(key !== account.token && { refusal: unauthorized() }) };
}

function findListed(key: string | null, name: string | null, accounts: Accounts): EvolutionTarget | undefined {
  const account = [...accounts.values()].find(
    ({ token, instance }) => token === key && (name ?? instance) === instance,
  );
  return account && { account, method: 'fetchInstances' };
}

/** The method may have a query, such as `connect?number=5511999999999`. */
function addressOf({ instance }: EvolutionAccount, method: string): string {
  if (method === 'fetchInstances') return `/instance/fetchInstances?instanceName=${instance}`;
  return method.replace(/^[^?]*/, `/instance/$&/${instance}`);
}

/** Echoes the origin; a call within the process has none, and stands for one that a page may read. */
function corsHeaders({ method, headers }: Request): Readonly<Record<string, string>> {
  const origin = headers.get('Origin');
  if (origin === null) return { 'Access-Control-Allow-Origin': '*' };
  const allowed = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' };
  if (method !== 'OPTIONS') return { ...allowed, Vary: 'Origin, Accept-Encoding' };
  return {
    ...allowed,
    'Access-Control-Allow-Headers': headers.get('Access-Control-Request-Headers') ?? '',
    'Access-Control-Allow-Methods': 'POST,GET,PUT,DELETE',
    Vary: 'Origin, Access-Control-Request-Headers',
  };
}

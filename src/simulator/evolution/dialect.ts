import type { Dialect, Target } from '../dialect.js';
import { instanceMissing, wrongKey } from './bodies.js';
import { connectionOf } from './connection.js';
import { EVOLUTION_FAULTS } from './faults.js';
import { respondAsEvolution } from './methods.js';
import {
  EVOLUTION_DEFAULTS,
  EVOLUTION_FIELDS,
  EVOLUTION_STATES,
  type EvolutionAccount,
  type EvolutionOptions,
} from './options.js';

/** `/instance/{method}/{instance}`, and `/instance/fetchInstances` with the instance in its query. */
const EVOLUTION_PATH = /^\/instance\/(?:(fetchInstances)|([^/]+)\/([^/]+))$/;

/** Evolution API with its Baileys engine: 2.3.7 as measured, 2.4.0-rc2 as its source has it. */
export const evolution = {
  label: 'Evolution API',
  fields: EVOLUTION_FIELDS,
  defaults: EVOLUTION_DEFAULTS,
  states: EVOLUTION_STATES,
  faults: EVOLUTION_FAULTS,
  stateWord: (account) => connectionOf(account).state,
  linkDelay: (account) => connectionOf(account).linkDelay,
  corsHeaders: echoOrigin,
  findTarget: findEvolutionTarget,
  methodOfPath: (path) => path.replace(/^instance\//, '').replace(/\/.*/, ''),
  addressOf: toEvolutionAddress,
  respond: respondAsEvolution,
} as const satisfies Dialect<EvolutionOptions>;

type Accounts = ReadonlyMap<string, EvolutionAccount>;
type EvolutionTarget = Target<EvolutionOptions>;

/**
 * An unknown instance is refused before the key is checked, except in `fetchInstances`, which finds its instances by
 * the key.
 */
function findEvolutionTarget(request: Request, accounts: Accounts): EvolutionTarget | Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  const [isOurs, list, method = '', instance = ''] = EVOLUTION_PATH.exec(pathname) ?? [];
  if (isOurs === undefined) return undefined;
  const key = request.headers.get('apikey');
  if (list !== undefined) return findListedAccount(key, searchParams.get('instanceName'), accounts) ?? wrongKey();
  const account = accounts.get(instance);
  if (!account) return instanceMissing(instance);
  return { account, method, ...(key !== account.token && { refusal: wrongKey() }) };
}

function findListedAccount(key: string | null, name: string | null, accounts: Accounts): EvolutionTarget | undefined {
  const account = [...accounts.values()].find(
    ({ token, instance }) => token === key && (name ?? instance) === instance,
  );
  return account && { account, method: 'fetchInstances' };
}

/** The method may have a query, such as `connect?number=5511999999999`. */
function toEvolutionAddress({ instance }: EvolutionAccount, method: string): string {
  if (method === 'fetchInstances') return `/instance/fetchInstances?instanceName=${instance}`;
  return method.replace(/^[^?]*/, `/instance/$&/${instance}`);
}

/** The gateway echoes the origin. A call within the process has none, and gets what lets any page read the answer. */
function echoOrigin({ method, headers }: Request): Readonly<Record<string, string>> {
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

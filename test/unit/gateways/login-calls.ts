import type { GatewayName, SimulatedAccount } from '../../../src/simulator/index.js';

type Call = SimulatedAccount['calls'][number];
type CallTest = (call: Call) => boolean;

const named =
  (name: string): CallTest =>
  ({ method }) =>
    method === name;
const hasPhone = ({ body }: Call): boolean => typeof body === 'object' && body !== null && 'phone' in body;

/** The calls that begin a login. Where there are none, a question for the QR code does so, or the gateway by itself. */
const STARTS: Partial<Record<GatewayName, CallTest>> = {
  evolution: ({ method, query }) => method === 'connect' && query?.['number'] === undefined,
  openwa: named('start'),
  whapi: ({ method, query }) => method === 'login' && query?.['wakeup'] === 'true',
  wwebjs: named('start'),
  uazapi: (call) => call.method === 'connect' && !hasPhone(call),
  wuzapi: named('connect'),
  wppconnect: (call) => call.method === 'start-session' && !hasPhone(call),
  waha: named('start'),
  gowa: named('login'),
};

/** The calls that ring a phone, where each of them does. */
const RINGS: Partial<Record<GatewayName, CallTest>> = {
  'green-api': named('getAuthorizationCode'),
  uazapi: (call) => call.method === 'connect' && hasPhone(call),
  wuzapi: named('pairphone'),
  wppconnect: (call) => call.method === 'start-session' && hasPhone(call),
  'evolution-go': named('pair'),
};

const count = ({ gateway, calls }: SimulatedAccount, tests: typeof STARTS): number | undefined => {
  const test = tests[gateway];
  return test && calls.filter(test).length;
};

/** How many logins were begun by a call; `undefined` where no call does that. */
export const startsOf = (account: SimulatedAccount): number | undefined => count(account, STARTS);

/** How often the phone was rung; `undefined` where the calls do not tell. */
export const ringsOf = (account: SimulatedAccount): number | undefined => count(account, RINGS);

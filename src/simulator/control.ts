import { empty, json, withHeaders } from './responses.js';
import { BadInput, isRecord, readFault, readScript } from './script.js';
import type { SimulatedAccount, Simulator } from './types.js';

/** Where the simulator itself is spoken to, beside the gateways it plays. */
const PATH = /^\/_simulator\/accounts(?:\/([\w-]+))?(?:\/([\w-]+))?\/?$/;

type Input = Readonly<Record<string, unknown>>;

const ACTIONS: Readonly<Record<string, (account: SimulatedAccount, input: Input) => unknown>> = {
  scan: (account, { payload }) => account.scan(textOf(payload, 'payload')),
  'enter-code': (account, { code }) => account.enterCode(textOf(code, 'code')),
  passkey: (account) => account.passkey(),
  logout: (account) => account.logout(),
  drop: (account) => account.drop(),
  expire: (account) => account.expire(),
  fault: (account, { name, ...options }) => {
    const fault = readFault(name, options);
    account.fault(fault.name, options);
  },
  'clear-faults': (account) => account.clearFaults(),
  set: (account, input) => account.set(readScript(input)),
};

export function isControl(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/_simulator/');
}

/** The control API: what a script can do in process, over HTTP. */
export async function control(simulator: Simulator, request: Request): Promise<Response> {
  const response = request.method === 'OPTIONS' ? empty(204) : await route(simulator, request).catch(refusal);
  return withHeaders(response, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers': request.headers.get('Access-Control-Request-Headers') ?? '*',
  });
}

async function route(simulator: Simulator, request: Request): Promise<Response> {
  const [isKnown, instance, action] = PATH.exec(new URL(request.url).pathname) ?? [];
  if (isKnown === undefined) return json({ error: 'No such address' }, 404);
  if (instance === undefined) {
    if (request.method !== 'POST') return notAllowed(request);
    return json(describe(simulator.add(readScript(await inputOf(request)))), 201);
  }
  const account = simulator.account(instance);
  if (!account) return json({ error: `No account ${instance}` }, 404);
  if (action !== undefined) return request.method === 'POST' ? act(account, action, request) : notAllowed(request);
  if (request.method === 'DELETE') simulator.remove(instance);
  else if (request.method !== 'GET') return notAllowed(request);
  return json(describe(account));
}

async function act(account: SimulatedAccount, name: string, request: Request): Promise<Response> {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) return json({ error: `No action ${name}` }, 404);
  return json({ result: action(account, await inputOf(request)) ?? null });
}

function describe(account: SimulatedAccount): unknown {
  const { gateway, instance, token, proxyPath, state, qr = null, calls, sockets, pending } = account;
  return { gateway, instance, token, proxyPath, state, qr, calls, sockets, pending };
}

function notAllowed(request: Request): Response {
  return json({ error: `No ${request.method} here` }, 405);
}

function refusal(error: unknown): Response {
  if (error instanceof BadInput) return json({ error: error.message }, 400);
  throw error;
}

async function inputOf(request: Request): Promise<Input> {
  const body = await request.text();
  const input = body === '' ? {} : parse(body);
  if (!isRecord(input)) throw new BadInput('The body must be a JSON object');
  return input;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadInput('The body must be JSON');
  }
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new BadInput(`${name} must be a string`);
  return value;
}

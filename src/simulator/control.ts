import type { FaultName } from './dialects.js';
import { BadInput, isRecord } from './fields.js';
import { emptyResponse, jsonResponse, withHeaders } from './responses.js';
import type { SimulatedAccount, Simulator } from './simulator-api.js';

/** The addresses of the control API, beside those of the simulated gateways. */
const CONTROL_PATH = /^\/_simulator\/accounts(?:\/([\w-]+))?(?:\/([\w-]+))?\/?$/;

type Input = Readonly<Record<string, unknown>>;

/** The actions of the control API. The account checks the input itself. */
const ACTIONS: Readonly<Record<string, (account: SimulatedAccount, input: Input) => unknown>> = {
  scan: (account, { payload }) => account.scan(toText(payload, 'payload')),
  'enter-code': (account, { code }) => account.enterCode(toText(code, 'code')),
  passkey: (account) => account.passkey(),
  logout: (account) => account.logout(),
  drop: (account) => account.drop(),
  expire: (account) => account.expire(),
  fault: (account, { name, ...options }) => account.fault(name as FaultName, options),
  'clear-faults': (account) => account.clearFaults(),
  set: (account, input) => account.set(input),
};

export function isControlRequest(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/_simulator/');
}

/** The control API: over HTTP, everything that a script can do within the process. */
export async function respondToControl(simulator: Simulator, request: Request): Promise<Response> {
  const response =
    request.method === 'OPTIONS' ? emptyResponse(204) : await routeControl(simulator, request).catch(toRefusal);
  return withHeaders(response, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Allow-Headers': request.headers.get('Access-Control-Request-Headers') ?? '*',
  });
}

async function routeControl(simulator: Simulator, request: Request): Promise<Response> {
  const [isKnown, instance, action] = CONTROL_PATH.exec(new URL(request.url).pathname) ?? [];
  if (isKnown === undefined) return jsonResponse({ error: 'No such address' }, 404);
  if (instance === undefined) {
    if (request.method !== 'POST') return methodNotAllowed(request);
    return jsonResponse(toReport(simulator.add(await readInput(request))), 201);
  }
  const account = simulator.account(instance);
  if (!account) return jsonResponse({ error: `No account ${instance}` }, 404);
  if (action !== undefined)
    return request.method === 'POST' ? performAction(account, action, request) : methodNotAllowed(request);
  if (request.method === 'DELETE') simulator.remove(instance);
  else if (request.method !== 'GET') return methodNotAllowed(request);
  return jsonResponse(toReport(account));
}

async function performAction(account: SimulatedAccount, name: string, request: Request): Promise<Response> {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) return jsonResponse({ error: `No action ${name}` }, 404);
  return jsonResponse({ result: action(account, await readInput(request)) ?? null });
}

function toReport(account: SimulatedAccount): unknown {
  const { gateway, instance, token, proxyPath, state, logins, qr = null, calls, sockets, pending } = account;
  return { gateway, instance, token, proxyPath, state, logins, qr, calls, sockets, pending };
}

function methodNotAllowed(request: Request): Response {
  return jsonResponse({ error: `No ${request.method} here` }, 405);
}

function toRefusal(error: unknown): Response {
  if (error instanceof BadInput) return jsonResponse({ error: error.message }, 400);
  throw error;
}

async function readInput(request: Request): Promise<Input> {
  const body = await request.text();
  const input = body === '' ? {} : parseInput(body);
  if (!isRecord(input)) throw new BadInput('The body must be a JSON object');
  return input;
}

function parseInput(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadInput('The body must be JSON');
  }
}

function toText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new BadInput(`${name} must be a string`);
  return value;
}

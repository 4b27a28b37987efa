import { Account } from './account.js';
import { platformClock, type Clock } from './clock.js';
import { control, isControl } from './control.js';
import type { Call, Dialect, Target } from './dialect.js';
import { befalls, isSocketFault, isSpokenFault, isTransferFault, type Fault, type TransferFault } from './faults.js';
import { greenApi } from './green-api/dialect.js';
import { plugChat } from './z-engine/plugchat.js';
import { broken, cut, empty, json, text, withHeaders } from './responses.js';
import { BadInput, type AccountScript, type GatewayName } from './script.js';
import { socketClass, type ServerSocket } from './sockets.js';
import type { SimulatedAccount, Simulator } from './types.js';
import { zApi } from './z-engine/z-api.js';

const DIALECTS: { readonly [Name in GatewayName]: Dialect } = {
  'green-api': greenApi,
  'z-api': zApi,
  plugchat: plugChat,
};

type Found = Target & { readonly dialect: Dialect };
type Accept = (socket: ServerSocket) => void;

/** Gateways in a process, with their accounts; nothing is shared between two simulators. */
export function createSimulator({ clock = platformClock }: { readonly clock?: Clock } = {}): Simulator {
  return new GatewaySimulator(clock);
}

class GatewaySimulator implements Simulator {
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();
  readonly WebSocket = socketClass((request) => this.upgrade(request));

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(script: AccountScript = {}): SimulatedAccount {
    const account = new Account(this.#clock, script, (of, method) => DIALECTS[of.gateway].address(of, method));
    if (this.#accounts.has(account.instance)) throw new BadInput(`Instance ${account.instance} exists`);
    this.#accounts.set(account.instance, account);
    return account;
  }

  account(instance: string): SimulatedAccount | undefined {
    return this.#accounts.get(instance);
  }

  remove(instance: string): void {
    this.#accounts.get(instance)?.close();
    this.#accounts.delete(instance);
  }

  /** A property, so that it can be handed over as it is. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request && !init ? input : new Request(input, init);
    request.signal.throwIfAborted();
    if (isControl(request)) return control(this, request);
    const found = this.#find(request);
    if (found instanceof Response) return found;
    if (request.method === 'OPTIONS') return withHeaders(empty(204), corsOf(found));
    return this.#during(found, request, (call) => this.#answer(found, call));
  };

  readonly upgrade = async (request: Request): Promise<Response | Accept> => {
    const found = this.#find(request);
    if (found instanceof Response) return found;
    return this.#during(found, request, (call) => this.#shake(found, call));
  };

  /** Direct addresses, and the same behind a proxy that adds the credentials. */
  #find(request: Request): Found | Response {
    const [, instance = '', path = ''] = /^\/proxy\/([^/]+)\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
    const account = this.#accounts.get(instance);
    if (account) {
      const dialect = DIALECTS[account.gateway];
      return { account, method: dialect.method(path), dialect };
    }
    for (const dialect of Object.values(DIALECTS)) {
      const target = dialect.resolve(request, this.#accounts);
      if (target instanceof Response)
        return withHeaders(request.method === 'OPTIONS' ? empty(204) : target, dialect.cors);
      if (target) return { ...target, dialect };
    }
    return withHeaders(json({ error: 'No such address' }, 404), { 'Access-Control-Allow-Origin': '*' });
  }

  async #during<T>({ account, method }: Found, request: Request, run: (call: Call) => Promise<T>): Promise<T> {
    const opened = account.begin(request);
    try {
      const body = await readBody(request);
      account.record(method, body);
      const answer = await run({ account, method, request, body, signal: opened.signal, clock: this.#clock });
      opened.signal.throwIfAborted();
      return answer;
    } finally {
      opened.end();
    }
  }

  async #answer(found: Found, call: Call): Promise<Response> {
    const { dialect, refusal, method, account } = found;
    const done = (response: Response): Response => withHeaders(response, corsOf(found));
    if (refusal) return done(refusal);
    const fault = account.takeFault((queued) => befalls(queued, method, dialect));
    const name = fault?.name;
    if (name === 'no-cors') return dialect.answer(call);
    if (isTransferFault(name)) return transfer(name, call.signal, async () => done(await dialect.answer(call)));
    if (name && !isSocketFault(name)) return done(dialect.fail(name, call, fault));
    if (!account.allows(method, dialect.limits.get(method))) return done(dialect.rateLimited());
    return done(await dialect.answer(call));
  }

  async #shake({ dialect, refusal, method, account }: Found, call: Call): Promise<Response | Accept> {
    if (refusal) return refusal;
    if (method !== dialect.socketMethod) return dialect.fail('not-found-json', call);
    const fault = account.takeFault((queued) => befalls(queued, method, dialect));
    const refused = fault && (await refuseHandshake(dialect, fault, call));
    if (refused) return refused;
    if (!account.allows(method, dialect.limits.get(method))) return dialect.rateLimited();
    // How the gateway refuses a second socket is undocumented; 429 tells it from wrong credentials.
    if (account.sockets > 0) return text(429, 'Another socket of this instance is open');
    return (socket) => dialect.connect?.(account, socket, this.#clock, fault);
  }
}

function corsOf({ account, dialect }: Found): Dialect['cors'] {
  return account.script.cors ? dialect.cors : {};
}

async function transfer(name: TransferFault, signal: AbortSignal, answer: () => Promise<Response>): Promise<Response> {
  if (name === 'hang') return aborted(signal);
  if (name === 'reset') throw new TypeError('fetch failed');
  return name === 'half' ? broken(await answer()) : cut(await answer());
}

/** `undefined`: the fault shows only once the socket is open. */
async function refuseHandshake(dialect: Dialect, fault: Fault, call: Call): Promise<Response | undefined> {
  const { name } = fault;
  if (name === 'hang' || name === 'hang-socket') return aborted(call.signal);
  if (name === 'reset') throw new TypeError('fetch failed');
  if (name === 'refuse-socket') return empty(403);
  if (isSocketFault(name) || isTransferFault(name) || isSpokenFault(name)) return undefined;
  return dialect.fail(name, call, fault);
}

/** Never resolves; rejects when the call is over. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
}

/** `undefined` without a body. */
async function readBody(request: Request): Promise<unknown> {
  const body = await request.text();
  if (body === '') return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

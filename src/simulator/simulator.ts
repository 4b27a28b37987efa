import type { Account } from './account.js';
import { platformClock, type Clock } from './clock.js';
import { isControlRequest, respondToControl } from './control.js';
import type { Call, OpenedSocket, Target } from './dialect.js';
import { DIALECTS, GATEWAY_NAMES, isGatewayName, type AccountScript, type GatewayName } from './dialects.js';
import { befalls, isTransferFault, type Fault } from './faults.js';
import { BadInput, isRecord } from './fields.js';
import { HostedAccount } from './hosted-account.js';
import {
  emptyResponse,
  jsonResponse,
  noAddressResponse,
  textResponse,
  tooManyRequests,
  withHeaders,
} from './responses.js';
import type { SimulatedAccount, Simulator } from './simulator-api.js';
import { socketClass, type ServerSocket } from './sockets.js';
import { refuseHandshake, spoilTransfer } from './transfer.js';
import type { Watcher } from './watchers.js';

/** A request whose account was found. */
interface Addressed extends Omit<Target, 'account'> {
  readonly hosted: HostedAccount;
  readonly request: Request;
}
type AcceptSocket = (socket: ServerSocket) => void;

/** Gateways in a process, with their accounts; nothing is shared between two simulators. */
export function createSimulator({ clock = platformClock }: { readonly clock?: Clock } = {}): Simulator {
  return new GatewaySimulator(clock);
}

class GatewaySimulator implements Simulator {
  readonly #clock: Clock;
  readonly #hosted = new Map<string, HostedAccount>();
  /** The accounts of each gateway, by instance. */
  readonly #accounts = new Map<GatewayName, Map<string, Account>>(GATEWAY_NAMES.map((name) => [name, new Map()]));
  readonly WebSocket = socketClass((request) => this.upgrade(request));

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(script: AccountScript = {}): SimulatedAccount {
    const hosted = new HostedAccount(this.#clock, readGateway(script), script);
    const { instance, gateway, account } = hosted;
    if (this.#hosted.has(instance)) throw new BadInput(`Instance ${instance} exists`);
    this.#hosted.set(instance, hosted);
    this.#accounts.get(gateway)?.set(instance, account);
    return hosted;
  }

  account(instance: string): SimulatedAccount | undefined {
    return this.#hosted.get(instance);
  }

  remove(instance: string): void {
    const hosted = this.#hosted.get(instance);
    if (!hosted) return;
    hosted.traffic.close();
    this.#hosted.delete(instance);
    this.#accounts.get(hosted.gateway)?.delete(instance);
  }

  /** This is a property, so that it can be passed on without its object. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request && !init ? input : new Request(input, init);
    request.signal.throwIfAborted();
    if (isControlRequest(request)) return respondToControl(this, request);
    const addressed = this.#findAccount(request);
    if (addressed instanceof Response) return addressed;
    if (request.method === 'OPTIONS') return withHeaders(emptyResponse(204), corsHeadersOf(addressed));
    return this.#runCall(addressed, (call) => this.#respond(addressed, call));
  };

  readonly upgrade = async (request: Request): Promise<Response | AcceptSocket> => {
    const addressed = this.#findAccount(request);
    if (addressed instanceof Response) return addressed;
    return this.#runCall(addressed, (call) => this.#shakeHands(addressed, call));
  };

  /** Direct addresses, and the same behind a proxy that adds the credentials. */
  #findAccount(request: Request): Addressed | Response {
    const [, instance = '', path = ''] = /^\/proxy\/([^/]+)\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
    const hosted = this.#hosted.get(instance);
    if (hosted) return { hosted, request, method: hosted.dialect.methodOfPath(path) };
    const found = GATEWAY_NAMES.flatMap((name) => this.#findBehind(name, request) ?? []);
    // Some gateways have the same paths: one that knows the account comes before one that refuses the request.
    const [answer = found[0]] = found.filter((one) => !(one instanceof Response));
    if (answer) return answer;
    return withHeaders(jsonResponse({ error: 'No such address' }, 404), { 'Access-Control-Allow-Origin': '*' });
  }

  #findBehind(name: GatewayName, request: Request): Addressed | Response | undefined {
    const dialect = DIALECTS[name];
    const target = dialect.findTarget(request, this.#accounts.get(name) ?? new Map());
    if (target instanceof Response)
      return withHeaders(request.method === 'OPTIONS' ? emptyResponse(204) : target, dialect.corsHeaders(request));
    const hosted = target && this.#hosted.get(target.account.instance);
    return hosted && { ...target, hosted, request };
  }

  async #runCall<T>({ hosted, method, request }: Addressed, run: (call: Call) => Promise<T>): Promise<T> {
    const { account, traffic } = hosted;
    const opened = traffic.openRequest(request);
    try {
      const body = await readBody(request);
      const query = Object.fromEntries(new URL(request.url).searchParams);
      traffic.record(method, {
        ...(Object.keys(query).length > 0 && { query }),
        ...(body !== undefined && { body }),
      });
      const result = await run({ account, method, request, body, signal: opened.signal, clock: this.#clock });
      opened.signal.throwIfAborted();
      return result;
    } finally {
      opened.close();
    }
  }

  async #respond(addressed: Addressed, call: Call): Promise<Response> {
    const { hosted, refusal } = addressed;
    const { dialect } = hosted;
    const readable = (response: Response): Response => withHeaders(response, corsHeadersOf(addressed));
    const fault = takeFault(addressed);
    if (refusal && !fault) return readable(refusal);
    if (fault?.name === 'no-cors') return dialect.respond(call);
    if (fault && isTransferFault(fault.name))
      return spoilTransfer(fault.name, call.signal, async () => readable(await dialect.respond(call)));
    const failure = fault && dialect.faults[fault.name];
    if (failure) return readable(await failure.respond(call, fault));
    return readable(isOverLimit(addressed) ? tooManyRequests() : await dialect.respond(call));
  }

  async #shakeHands(addressed: Addressed, call: Call): Promise<Response | AcceptSocket> {
    const { hosted, refusal, method, request } = addressed;
    const { dialect, traffic } = hosted;
    if (refusal) return refusal;
    if (method !== dialect.socketMethod) return noAddressResponse(request);
    const fault = takeFault(addressed);
    const refused = fault && (await refuseHandshake(dialect, fault, call));
    if (refused) return refused;
    if (isOverLimit(addressed)) return tooManyRequests();
    // How a gateway refuses a second socket is undocumented; 429 tells it from wrong credentials.
    if (traffic.sockets > 0) return textResponse(429, 'Another socket of this instance is open');
    return (socket) => dialect.openSocket?.(openedSocket(hosted, socket, this.#clock, fault));
  }
}

/** @throws {BadInput} for a gateway that is not in the registry. */
function readGateway(script: unknown): GatewayName {
  const [usual] = GATEWAY_NAMES;
  const name = (isRecord(script) ? script['gateway'] : undefined) ?? usual;
  if (!isGatewayName(name)) throw new BadInput(`gateway must be ${GATEWAY_NAMES.join(' | ')}`);
  return name;
}

/** The fault that befalls a call. With wrong credentials, only a fault that comes before their check can. */
function takeFault({ hosted: { dialect, traffic }, method, refusal }: Addressed): Fault | undefined {
  return traffic.faults.take((fault) => {
    const isInTime = !refusal || dialect.faults[fault.name]?.precedesCredentials === true;
    return isInTime && befalls(fault, method, dialect);
  });
}

function isOverLimit({ hosted: { account, dialect, traffic }, method }: Addressed): boolean {
  const limit = account.script.limits ? dialect.limits?.get(method) : undefined;
  return limit !== undefined && !traffic.allows(method, limit);
}

function corsHeadersOf({ hosted: { account, dialect }, request }: Addressed): Readonly<Record<string, string>> {
  return account.script.cors ? dialect.corsHeaders(request) : {};
}

function openedSocket(
  { account, traffic }: HostedAccount,
  socket: ServerSocket,
  clock: Clock,
  fault?: Fault,
): OpenedSocket {
  const attach = (watcher: Watcher) => traffic.attachSocket(socket, account, watcher);
  return { account, socket, clock, fault, attach };
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

/** What an answer over HTTP may be instead of the right one, behind any gateway; a handshake is refused with the same. */
const COMMON_FAULTS = [
  'unauthorized',
  'forbidden',
  'not-found',
  'not-found-json',
  'rate-limited',
  'error-499',
  'error-500',
  'error-502',
  'slow',
  'html',
  'null',
  'error-text',
  'code-refused',
] as const;
/** Said by Green API only. */
const GREEN_API_FAULTS = [
  'starting',
  'starting-or-not',
  'expired-account',
  'deleted',
  'validation',
  'quota',
  'has-auth',
] as const;
/** Said by the engine of Z-API and PlugChat only. */
const Z_FAULTS = [
  'no-client-token',
  'client-token',
  'ip',
  'no-instance',
  'no-instance-404',
  'value-false',
  'no-value',
  'restore',
  'method-not-allowed',
  'media-type',
] as const;
/** What may happen to an answer under way. */
const TRANSFER_FAULTS = ['half', 'half-clean', 'reset', 'hang', 'no-cors'] as const;
/** What may happen to a socket. */
const SOCKET_FAULTS = [
  'refuse-socket',
  'hang-socket',
  'drop-socket',
  'silent-socket',
  'garbage-frame',
  'half-frame',
] as const;

/** Nothing of these is seen in a handshake, which has no body and asks for no CORS headers. */
const BODY_FAULTS = ['half', 'half-clean', 'no-cors'] as const;
/** A socket opens and says these as its only frame. */
const SPOKEN_FAULTS = ['error-text', 'has-auth'] as const;

type CommonFault = (typeof COMMON_FAULTS)[number];
export type GreenApiFault = CommonFault | (typeof GREEN_API_FAULTS)[number];
export type ZFault = CommonFault | (typeof Z_FAULTS)[number];
/** Answered by the dialect, in its gateway's own words. */
export type HttpFault = GreenApiFault | ZFault;
/** Done by the simulator itself, whatever the dialect. */
export type TransferFault = (typeof TRANSFER_FAULTS)[number];
/** Happens to sockets only. */
export type SocketFault = (typeof SOCKET_FAULTS)[number];
/** Every fault, by the name a script switches it on with. */
export type FaultName = HttpFault | TransferFault | SocketFault;

export interface FaultOptions {
  /** Methods it befalls; `*` is every one. By default those where the gateway is known to fail so, else every one. */
  readonly on?: string | readonly string[];
  /** How often; until `clearFaults()` by default. */
  readonly times?: number;
  /** Seconds, for `rate-limited`. */
  readonly retryAfter?: number;
  /** The gateway's words, for `error-text`. */
  readonly message?: string;
}

export interface Fault extends FaultOptions {
  readonly name: FaultName;
}

export function isFaultName(name: unknown): name is FaultName {
  const isHttp = [COMMON_FAULTS, GREEN_API_FAULTS, Z_FAULTS].some((names) => includes(names, name));
  return isHttp || isTransferFault(name) || isSocketFault(name);
}

/** Whether a gateway can fail so. */
export function isFaultOf(name: FaultName, gateway: string): boolean {
  if (gateway === 'green-api') return !includes(Z_FAULTS, name);
  return !includes(GREEN_API_FAULTS, name) && !isSocketFault(name);
}

export function isSocketFault(name: unknown): name is SocketFault {
  return includes(SOCKET_FAULTS, name);
}

export function isTransferFault(name: unknown): name is TransferFault {
  return includes(TRANSFER_FAULTS, name);
}

export function isSpokenFault(name: unknown): name is (typeof SPOKEN_FAULTS)[number] {
  return includes(SPOKEN_FAULTS, name);
}

function includes(names: readonly unknown[], name: unknown): boolean {
  return names.includes(name);
}

/** The switched-on faults of an account. Of several that fit a call the oldest befalls it, so they can be queued. */
export class FaultQueue {
  #queue: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#queue.push({ fault, left: fault.times ?? Infinity });
  }

  /** Takes the fault that befalls this call, once; `fits` knows which faults the call can have. */
  take(fits: (fault: Fault) => boolean): Fault | undefined {
    const entry = this.#queue.find(({ fault }) => fits(fault));
    if (!entry) return undefined;
    entry.left -= 1;
    this.#queue = this.#queue.filter(({ left }) => left > 0);
    return entry.fault;
  }

  clear(name?: FaultName): void {
    this.#queue = this.#queue.filter(({ fault }) => name !== undefined && fault.name !== name);
  }
}

/** What a fault needs to know of a gateway. */
interface Befallen {
  readonly socketMethod?: string;
  readonly faulty: Readonly<Partial<Record<string, readonly string[]>>>;
}

/** Whether a fault can befall this method. */
export function befalls({ name, on }: Fault, method: string, { socketMethod, faulty }: Befallen): boolean {
  const isSocket = method === socketMethod;
  if (isSocketFault(name) && !isSocket) return false;
  if (isSocket && includes(BODY_FAULTS, name)) return false;
  const methods = on ?? faulty[name] ?? '*';
  return [methods].flat().some((one) => one === '*' || one === method);
}

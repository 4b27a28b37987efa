/** What an answer over HTTP may be instead of the right one; a handshake is refused with the same. */
const HTTP_FAULTS = [
  'starting',
  'starting-or-not',
  'expired-account',
  'deleted',
  'validation',
  'unauthorized',
  'forbidden',
  'not-found',
  'not-found-json',
  'rate-limited',
  'quota',
  'error-499',
  'error-500',
  'error-502',
  'slow',
  'html',
  'null',
  'error-text',
  'has-auth',
  'code-refused',
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

/** Answered by the dialect, in its gateway's own words. */
export type HttpFault = (typeof HTTP_FAULTS)[number];
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
  return includes(HTTP_FAULTS, name) || includes(TRANSFER_FAULTS, name) || isSocketFault(name);
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

import { atLeast, BadInput, readChecked, type Check } from './fields.js';

/** What may happen to an answer under way, behind any gateway. */
const TRANSFER_FAULTS = ['half', 'half-clean', 'reset', 'hang', 'no-cors'] as const;
/** What may happen to a socket, behind any gateway that has one. */
const SOCKET_FAULTS = [
  'refuse-socket',
  'hang-socket',
  'drop-socket',
  'silent-socket',
  'garbage-frame',
  'half-frame',
] as const;
/** These cannot befall a handshake, because it has no body and needs no CORS headers. */
const BODY_FAULTS: readonly string[] = ['half', 'half-clean', 'no-cors'];

/** Done by the simulator itself, whatever the dialect. */
export type TransferFault = (typeof TRANSFER_FAULTS)[number];
/** Happens to sockets only. */
export type SocketFault = (typeof SOCKET_FAULTS)[number];

export interface FaultOptions {
  /**
   * The methods that the fault befalls; `*` is every one. By default those where the gateway is known to fail so, else
   * every one.
   */
  readonly on?: string | readonly string[];
  /** How many calls the fault befalls; by default every one until `clearFaults()`. */
  readonly times?: number;
  /** The value of `Retry-After` in seconds, for `rate-limited`. */
  readonly retryAfter?: number;
  /** The text of the gateway's error, for `error-text`. */
  readonly message?: string;
}

export interface Fault extends FaultOptions {
  readonly name: string;
}

/** The part of a dialect that says how its gateway fails. */
interface FaultyGateway {
  readonly socketMethod?: string;
  readonly faults: Readonly<Record<string, { readonly on?: readonly string[] }>>;
}

const OPTION_CHECKS: { readonly [Key in keyof Required<FaultOptions>]: Check } = {
  on: { accepts: isNames, expected: 'a method or a list of methods' },
  times: { accepts: (value) => Number.isInteger(value) && Number(value) > 0, expected: 'a number above 0' },
  retryAfter: atLeast(0),
  message: { accepts: (value) => typeof value === 'string', expected: 'a string' },
};

/** @throws {BadInput} for a name that is no fault of this gateway, and for options that no fault has. */
export function readFault(name: unknown, options: unknown, { faults, socketMethod }: FaultyGateway): Fault {
  const names = [...Object.keys(faults), ...TRANSFER_FAULTS, ...(socketMethod === undefined ? [] : SOCKET_FAULTS)];
  if (typeof name !== 'string' || !names.includes(name)) throw new BadInput(`name must be ${names.join(' | ')}`);
  return { ...readChecked(options, OPTION_CHECKS), name };
}

function isSocketFault(name: string): name is SocketFault {
  return (SOCKET_FAULTS as readonly string[]).includes(name);
}

export function isTransferFault(name: string): name is TransferFault {
  return (TRANSFER_FAULTS as readonly string[]).includes(name);
}

/** Whether a fault can befall this method. */
export function befalls({ name, on }: Fault, method: string, { socketMethod, faults }: FaultyGateway): boolean {
  const isSocket = method === socketMethod;
  if (isSocketFault(name) && !isSocket) return false;
  if (isSocket && BODY_FAULTS.includes(name)) return false;
  const usual = Object.hasOwn(faults, name) ? faults[name]?.on : undefined;
  return [on ?? usual ?? '*'].flat().some((one) => one === '*' || one === method);
}

/**
 * The faults that are switched on for an account. When several fit a call, the oldest befalls it, so that they can be
 * queued.
 */
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

  remove(isMeant: (fault: Fault) => boolean): void {
    this.#queue = this.#queue.filter(({ fault }) => !isMeant(fault));
  }
}

function isNames(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}

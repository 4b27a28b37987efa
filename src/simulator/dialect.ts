import type { Account } from './account.js';
import type { Clock } from './clock.js';
import type { Fault } from './faults.js';
import type { LinkState } from './link-state.js';
import type { CommonScript, ScriptRules } from './script.js';
import type { ServerSocket } from './sockets.js';
import type { Watcher } from './watchers.js';

/** A gateway's wire format. It holds no state but what it remembers of an account. */
export interface Dialect<Options extends object = object> extends ScriptRules<Options> {
  /** The vendor's own spelling. */
  readonly label: string;
  /** Defaults of a script that are different at this gateway. */
  readonly defaults?: Partial<CommonScript>;
  /** The gateway's errors, by the names that switch them on in a script. */
  readonly faults: Readonly<Record<string, FaultResponse<Options>>>;
  /** The method that opens a WebSocket, if the gateway has one. */
  readonly socketMethod?: string;
  /** Calls per second and instance, by method. */
  readonly limits?: ReadonlyMap<string, number>;
  /**
   * The gateway's word for the state of an account. By default the script's word, or the first one in `states` that
   * fits.
   */
  stateWord?(account: Account<Options>): string;
  /** The time from a scan to the linked account, in ms; by default the script's `linkDelay`. */
  linkDelay?(account: Account<Options>): number;
  /** The CORS headers of every answer to this request. */
  corsHeaders(request: Request): Readonly<Record<string, string>>;
  /**
   * Finds the account that a request is meant for, among the accounts of this gateway. A Response refuses a request
   * that is meant for none of them; `undefined` means that the address is not one of this gateway's.
   */
  findTarget(request: Request, accounts: ReadonlyMap<string, Account<Options>>): Target<Options> | Response | undefined;
  /** The method that a path behind the proxy names. */
  methodOfPath(path: string): string;
  /** The path of a method, with the credentials that stand in it. */
  addressOf(account: Account<Options>, method: string): string;
  openSocket?(opened: OpenedSocket<Options>): void;
  respond(call: Call<Options>): Response | Promise<Response>;
}

/** One way in which a gateway can fail. */
export interface FaultResponse<Options extends object = object> {
  /** The methods that it befalls if the script names none; every one by default. */
  readonly on?: readonly string[];
  /** A socket is opened and gets this as its only frame, in place of a refused handshake. */
  readonly isFrame?: true;
  /** A logout ends it. */
  readonly endsAtLogout?: true;
  /** The gateway fails so before it checks the credentials. */
  readonly precedesCredentials?: true;
  respond(call: Call<Options>, fault: Fault): Response | Promise<Response>;
}

/** Whom a request is meant for. */
export interface Target<Options extends object = object> {
  readonly account: Account<Options>;
  /** The method's name in the recorded calls, in faults and in limits. */
  readonly method: string;
  /** Present: the credentials are wrong. */
  readonly refusal?: Response;
}

/** A request under way. */
export interface Call<Options extends object = object> {
  readonly account: Account<Options>;
  readonly method: string;
  readonly request: Request;
  /** The body, parsed if it is JSON, else as text; `undefined` without one. */
  readonly body: unknown;
  /** Aborts when the client goes away, or the account does. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** A socket that a client has just opened. */
export interface OpenedSocket<Options extends object = object> {
  readonly account: Account<Options>;
  readonly socket: ServerSocket;
  readonly clock: Clock;
  /** The fault that befalls the frames of this socket. */
  readonly fault: Fault | undefined;
  /** Registers the socket until its end. The watcher is told what happens to the account, and `closed` at last. */
  readonly attach: (watcher: Watcher) => void;
}

/** The part of a dialect that holds the gateway's words for states. */
type StateWords<Options extends object> = Pick<Dialect<Options>, 'states' | 'stateWord'>;

/** The gateway's word for the state of an account. */
export function stateWordOf<Options extends object>(words: StateWords<Options>, account: Account<Options>): string {
  return words.stateWord?.(account) ?? account.nuance ?? firstWordFor(account.state, words.states);
}

function firstWordFor(state: LinkState, states: Readonly<Record<string, LinkState>>): string {
  return Object.keys(states).find((word) => states[word] === state) ?? state;
}

import type { Account } from './account.js';
import type { Clock } from './clock.js';
import type { Fault } from './faults.js';
import type { LinkState } from './link-state.js';
import type { CommonScript, ScriptRules } from './script.js';
import type { ServerSocket } from './sockets.js';
import type { Watcher } from './watchers.js';

/** A gateway's wire format. Whatever it must remember, it remembers per account. */
export interface Dialect<Options extends object = object> extends ScriptRules<Options> {
  /** Where the gateway differs from what an account has that a script says nothing of. */
  readonly defaults?: Partial<CommonScript>;
  /** The gateway's errors, by the names that scripts switch them on with. */
  readonly faults: Readonly<Record<string, FaultResponse<Options>>>;
  /** The method a browser opens a socket with, where there is one. */
  readonly socketMethod?: string;
  /** Calls per second and instance, by method. */
  readonly limits?: ReadonlyMap<string, number>;
  /** The state of an account as the gateway calls it; by default the word of a script or the first of `states` that fits. */
  stateWord?(account: Account<Options>): string;
  /** From a scan to the linked account, in ms; by default the script's `linkDelay`. */
  linkDelay?(account: Account<Options>): number;
  /** Sent with every answer to this request. */
  corsHeaders(request: Request): Readonly<Record<string, string>>;
  /**
   * Whose call this is, among the accounts behind this gateway; a Response refuses one of nobody; `undefined`: it is no
   * address of this gateway.
   */
  findTarget(request: Request, accounts: ReadonlyMap<string, Account<Options>>): Target<Options> | Response | undefined;
  /** The method's name from what follows the instance in a proxy's path. */
  methodOfPath(path: string): string;
  /** The path of a method, with its credentials. */
  addressOf(account: Account<Options>, method: string): string;
  openSocket?(opened: OpenedSocket<Options>): void;
  respond(call: Call<Options>): Response | Promise<Response>;
}

/** One way in which a gateway fails. */
export interface FaultResponse<Options extends object = object> {
  /** Methods that it befalls when its script names none; every one by default. */
  readonly on?: readonly string[];
  /** A socket opens and says it as its only frame, instead of being refused with it. */
  readonly isFrame?: true;
  /** A logout ends it. */
  readonly endsAtLogout?: true;
  /** It is said before anybody looks at the credentials. */
  readonly precedesCredentials?: true;
  respond(call: Call<Options>, fault: Fault): Response | Promise<Response>;
}

/** Whom a request is meant for. */
export interface Target<Options extends object = object> {
  readonly account: Account<Options>;
  /** The method's name, as it is recorded and as faults and limits know it. */
  readonly method: string;
  /** Present: the credentials are wrong. */
  readonly refusal?: Response;
}

/** A request under way. */
export interface Call<Options extends object = object> {
  readonly account: Account<Options>;
  readonly method: string;
  readonly request: Request;
  /** The JSON of the body; its text where that is none. */
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
  /** Present: it spoils the frames. */
  readonly fault: Fault | undefined;
  /** Keeps the socket until it is over; the watcher hears what happens to the account, and `closed` at the end. */
  readonly attach: (watcher: Watcher) => void;
}

/** What says how a gateway calls the states of its accounts. */
type StateWords<Options extends object> = Pick<Dialect<Options>, 'states' | 'stateWord'>;

/** The state of an account as its gateway calls it. */
export function stateWordOf<Options extends object>(words: StateWords<Options>, account: Account<Options>): string {
  return words.stateWord?.(account) ?? account.nuance ?? firstWordFor(account.state, words.states);
}

function firstWordFor(state: LinkState, states: Readonly<Record<string, LinkState>>): string {
  return Object.keys(states).find((word) => states[word] === state) ?? state;
}

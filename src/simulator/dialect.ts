import type { Account } from './account.js';
import type { Clock } from './clock.js';
import type { Fault, HttpFault } from './faults.js';
import type { ServerSocket } from './sockets.js';

/** A gateway's wire format. It keeps nothing: what lasts belongs to the account. */
export interface Dialect {
  /** Sent with every answer. */
  readonly cors: Readonly<Record<string, string>>;
  /** The method a browser opens a socket with, where there is one. */
  readonly socketMethod?: string;
  /** Calls per second and instance, by method. */
  readonly limits: ReadonlyMap<string, number>;
  /** Methods that a fault befalls when its script names none; every one where it is not listed. */
  readonly faulty: Readonly<Partial<Record<string, readonly string[]>>>;
  /** Whose call this is; a Response refuses one of nobody; `undefined`: no address of this gateway. */
  resolve(request: Request, accounts: ReadonlyMap<string, Account>): Target | Response | undefined;
  /** The method's name from what follows the instance in a proxy's path. */
  method(path: string): string;
  /** The path of a method, with its credentials. */
  address(account: Account, method: string): string;
  /** Takes an open socket; the fault is one that spoils its frames. */
  connect?(account: Account, socket: ServerSocket, clock: Clock, fault?: Fault): void;
  answer(call: Call): Promise<Response>;
  fail(name: HttpFault, call: Call, fault?: Fault): Response;
  rateLimited(): Response;
}

/** Whom a request is meant for. */
export interface Target {
  readonly account: Account;
  /** The method's name, as it is recorded and as faults and limits know it. */
  readonly method: string;
  /** Present: the credentials are wrong. */
  readonly refusal?: Response;
}

/** A request under way. */
export interface Call {
  readonly account: Account;
  readonly method: string;
  readonly request: Request;
  /** The JSON of the body; its text where that is none. */
  readonly body: unknown;
  /** Aborts when the client goes away, or the account does. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

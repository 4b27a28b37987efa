import type { AccountScript, AccountState, FaultName, GatewayName } from './dialects.js';
import type { FaultOptions } from './faults.js';
import type { Upgrade } from './sockets.js';
import type { RecordedCall } from './traffic.js';

/** One WhatsApp account behind a gateway, and the phone in its owner's hand. */
export interface SimulatedAccount {
  readonly gateway: GatewayName;
  readonly instance: string;
  readonly token: string;
  /** The path of the proxy that adds the credentials: a `backend-url` without its origin. */
  readonly proxyPath: string;
  /** The path of a method with the credentials that stand in it. */
  address(method: string): string;
  /** The state of the account, in the words of its gateway. */
  readonly state: AccountState;
  /**
   * How many devices have been logged in: one for each scan or pairing code that has linked the account. If there are
   * more, a client has made the gateway log in twice, by starting a connection in the seconds after a scan.
   */
  readonly logins: number;
  /** The payload valid now; `undefined` while no login is under way. */
  readonly qr: string | undefined;
  /**
   * The phone scans a QR code. `linking`: the account is linked after `linkDelay`. `outdated`: the phone accepts it and
   * then nothing ever happens. `unknown`: it never was one of this account's.
   */
  scan(payload: string): 'linking' | 'outdated' | 'unknown';
  /** The phone's owner types a pairing code, with or without its dash. */
  enterCode(code: string): 'linking' | 'refused';
  /** WhatsApp demands a passkey; ends with `logout()` or, at a gateway that takes one, with the answer. */
  passkey(): void;
  /** Unlinks the account, and ends the faults that a logout ends. */
  logout(): void;
  /** Ends the open sockets without a closing handshake. */
  drop(): void;
  /** Ends the login under way: its QR code is outdated, its socket is told that the time is over. */
  expire(): void;
  /** Switches on a fault; of several that fit a call the oldest befalls it. */
  fault(name: FaultName, options?: FaultOptions): void;
  clearFaults(): void;
  /** Changes any value of the script but `gateway` and `instance`. */
  set(change: AccountScript): void;
  /** The last 10,000 calls, oldest first. */
  readonly calls: readonly RecordedCall[];
  /** Open sockets. */
  readonly sockets: number;
  /** Requests and handshakes without an answer. */
  readonly pending: number;
}

/** Scripted accounts behind the wire formats of their gateways. */
export interface Simulator {
  /** @throws {TypeError} for a script it cannot take, or an instance that exists. */
  add(script?: AccountScript): SimulatedAccount;
  account(instance: string): SimulatedAccount | undefined;
  /** Frees an account, closes its sockets and resets its unanswered requests. */
  remove(instance: string): void;
  /** The gateways and the control API. Rejects only as fetch does: for a broken connection, or when it is aborted. */
  readonly fetch: typeof fetch;
  /** A class of in-process sockets, to inject where a `WebSocket` is wanted. */
  readonly WebSocket: typeof WebSocket;
  /** For servers: answers the handshake of a real WebSocket. */
  readonly upgrade: Upgrade;
}

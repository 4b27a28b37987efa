import type { WaQrLogin } from '../src/index.js';
import type { AccountScript, RecordedCall } from '../src/simulator/index.js';
import type { Asked } from './attributes.js';
import type { Network } from './network.js';

/** An account at the simulated gateway. */
export interface Account {
  readonly instance: string;
  /** The gateway's address. */
  readonly origin: string;
  /** Absent if the page asks a backend, because such a page has no use for the token. */
  readonly token?: string;
}

/** What the demo shows about an account. */
export interface Look {
  readonly state: string;
  /** The text of the QR code that is valid now. */
  readonly qr: string | null;
  readonly calls: readonly RecordedCall[];
  readonly sockets: number;
}

/** An account to be created. */
export interface Order {
  readonly script: AccountScript;
  /** A wrong token that the page or the backend is given in place of the right one. */
  readonly token?: string | undefined;
  /** Whether the page will ask the gateway itself, so that it needs the token. */
  readonly isDirect: boolean;
}

/** Where the element asks for its login. */
export interface Place extends Asked {
  /** Whether the backend is asked over a WebSocket. */
  readonly sockets: boolean;
  /** This and the next two are typed by the visitor; an empty text leaves the simulator's own value in place. */
  readonly backendUrl: string;
  readonly instance: string;
  readonly token: string;
}

/** A simulated gateway, a backend in front of it, and the network between them and the page. */
export interface Simulation {
  readonly network: Network;
  /** Whether the page can reach servers outside of the simulation. */
  readonly hasOutside: boolean;
  open(order: Order): Promise<Account>;
  look(account: Account): Promise<Look>;
  /** Makes something happen to an account, such as `scan`, and resolves with the simulator's name for the result. */
  act(account: Account, action: string, input?: object): Promise<unknown>;
  close(account: Account): Promise<void>;
  /** Sets the element's attributes or properties. Lit collects them, so they start one new login. */
  connect(login: WaQrLogin, account: Account, place: Place): void;
}

import type { WaQrLogin } from '../src/index.js';
import type { AccountScript, RecordedCall } from '../src/simulator/index.js';
import type { Asked } from './attributes.js';
import type { Network } from './network.js';

/** An account of the simulator. */
export interface Account {
  readonly instance: string;
  /** The gateway's address. */
  readonly origin: string;
  /** Absent where the page asks a backend: then it has no business with it. */
  readonly token?: string;
}

/** What the simulator says about an account. */
export interface Look {
  readonly state: string;
  /** The payload valid now. */
  readonly qr: string | null;
  readonly calls: readonly RecordedCall[];
  readonly sockets: number;
}

export interface Order {
  readonly script: AccountScript;
  /** Instead of the right one. */
  readonly token?: string | undefined;
  /** The page will speak to the gateway itself, and needs the token. */
  readonly isDirect: boolean;
}

/** Where the login of an element is. */
export interface Place extends Asked {
  /** The backend may be asked over a WebSocket. */
  readonly sockets: boolean;
  /** What somebody typed instead of the simulator's own; empty: nothing. */
  readonly backendUrl: string;
  readonly instance: string;
  readonly token: string;
}

/** A simulated gateway, a backend in front of it, and the network between them and the page. */
export interface Simulation {
  readonly network: Network;
  /** Whether there is more to be reached than the simulation. */
  readonly hasOutside: boolean;
  open(order: Order): Promise<Account>;
  look(account: Account): Promise<Look>;
  /** Does something to an account, such as `scan`; resolves to the result the simulator names. */
  act(account: Account, action: string, input?: object): Promise<unknown>;
  close(account: Account): Promise<void>;
  /** Tells the element where its login is: several changes in a row are one new login. */
  connect(login: WaQrLogin, account: Account, place: Place): void;
}

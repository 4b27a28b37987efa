import type { Dialect } from './dialect.js';
import type { SocketFault, TransferFault } from './faults.js';
import type { Fields } from './fields.js';
import { evolutionGo } from './evolution-go/dialect.js';
import { evolution } from './evolution/dialect.js';
import { gowa } from './gowa/dialect.js';
import { greenApi } from './green-api/dialect.js';
import type { LinkState } from './link-state.js';
import { openWa } from './openwa/dialect.js';
import type { CommonScript } from './script.js';
import { whapi } from './whapi/dialect.js';
import { wwebjs } from './wwebjs/dialect.js';
import { uazapi } from './uazapi/dialect.js';
import { wppconnect } from './wppconnect/dialect.js';
import { wuzapi } from './wuzapi/dialect.js';
import { waha } from './waha/dialect.js';
import { plugChat } from './z-engine/plugchat.js';
import { zApi } from './z-engine/z-api.js';

/** Every gateway that the simulator plays. A script that names no gateway gets the first one. */
const REGISTRY = {
  'green-api': greenApi,
  'z-api': zApi,
  plugchat: plugChat,
  evolution,
  openwa: openWa,
  whapi,
  wwebjs,
  uazapi,
  wuzapi,
  wppconnect,
  'evolution-go': evolutionGo,
  waha,
  gowa,
} as const;

type Registry = typeof REGISTRY;
type AnyDialect = Registry[GatewayName];

/** Whose wire format an account speaks. */
export type GatewayName = keyof Registry;

/** The name that a script switches a fault on with. An account accepts only the faults of its own gateway. */
export type FaultName = TransferFault | SocketFault | KeysOf<AnyDialect['faults']>;

/** A state of an account: one of the simulator's own words, or a word of the account's gateway. */
export type AccountState = LinkState | KeysOf<AnyDialect['states']>;

/** What an account is and how it behaves. An account accepts only the options of its own gateway. */
export interface AccountScript extends Partial<CommonScript>, Partial<AllOptions> {
  /** The first in the registry by default. */
  readonly gateway?: GatewayName;
  /** Random digits by default. */
  readonly instance?: string;
  /** `unlinked` by default. */
  readonly state?: AccountState;
}

export const DIALECTS: Readonly<Record<GatewayName, Dialect>> = REGISTRY;

export const GATEWAY_NAMES = Object.keys(REGISTRY) as readonly GatewayName[];

export function isGatewayName(name: unknown): name is GatewayName {
  return typeof name === 'string' && Object.hasOwn(REGISTRY, name);
}

/** The keys of each member of a union. */
type KeysOf<Union> = Union extends unknown ? keyof Union & string : never;
type OptionsOf<One> = One extends { readonly fields: Fields<infer Options> } ? Options : never;
/** An object with the properties of all members of a union. */
type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (one: infer All) => void
  ? All
  : never;
type AllOptions = Together<OptionsOf<AnyDialect>>;

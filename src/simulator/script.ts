import { isFaultName, type Fault } from './faults.js';

/** Whose wire format an account speaks. */
export type GatewayName = 'green-api' | 'z-api' | 'plugchat';

/** `starting` passes by itself only after a scan or a pairing code. */
export type AccountState =
  'notAuthorized' | 'starting' | 'authorized' | 'blocked' | 'suspended' | 'yellowCard' | 'sleepMode';

/** What an account is and how it behaves; times are in ms. */
export interface AccountScript {
  /** `green-api` by default. */
  readonly gateway?: GatewayName;
  /** Random digits by default. */
  readonly instance?: string;
  /** Random by default. */
  readonly token?: string;
  /** `notAuthorized` by default. */
  readonly state?: AccountState;
  /** The linked number, digits only. */
  readonly phone?: string;
  /** The linked person's name. */
  readonly name?: string;
  /** From the first question to the first QR code; 0 by default. */
  readonly qrDelay?: number;
  /** From a scan to the linked account; 2,500 by default. */
  readonly linkDelay?: number;
  /** 20,000 by default. */
  readonly qrLife?: number;
  /** Of a pairing code; 150,000 by default. */
  readonly codeLife?: number;
  /** How long one login, or one socket, offers QR codes; 100,000 by default. */
  readonly window?: number;
  /** `raw`: `2@…`, the default. `url`: the same behind `https://wa.me/settings/linked_devices#`. */
  readonly payload?: 'raw' | 'url';
  /** Whether the gateway's limits per second are kept; `true` by default. */
  readonly limits?: boolean;
  /** Whether pages of other origins may read the answers; `true` by default, though two of the gateways promise nothing. */
  readonly cors?: boolean;
  /** Green API: the frame that tells a socket of success; `accountData` by default. */
  readonly linkedFrame?: 'accountData' | 'alreadyLogged';
  /** Green API: the frame that ends a socket's window; `timeoutExpired` by default. */
  readonly timeoutFrame?: 'timeoutExpired' | 'timeout';
  /** Green API: the type that says that a passkey is wanted; `passkeyRequired` by default. */
  readonly passkeyFrame?: 'passkeyRequired' | 'PassKeyRequire';
  /** Green API: what `qr` says between scan and link; `starting` (a 400) by default. */
  readonly qrWhileStarting?: 'starting' | 'alreadyLogged';
  /** Green API: `phone` of getWaSettings as a string, as a number beside `chatId`, or `chatId` alone; `string` by default. */
  readonly phoneForm?: 'string' | 'number' | 'chatId';
  /** Z-API: what the header `Client-Token` must hold; nothing is asked for when it is empty, the default. */
  readonly clientToken?: string;
  /** Z-API, PlugChat: what `/qr-code` holds, the payload or a picture of it; `payload` by default. */
  readonly textForm?: 'payload' | 'data-uri';
  /** Z-API, PlugChat: what `/qr-code/image` holds; `data-uri` by default. */
  readonly imageForm?: 'data-uri' | 'base64';
  /** Z-API: the field a pairing code comes in; `code` by default. */
  readonly codeForm?: 'code' | 'value';
  /** Z-API, PlugChat: how a question for a code is told that the account is linked; `connected` by default. */
  readonly alreadyForm?: 'connected' | 'error' | 'error-400' | 'empty' | 'null';
}

/** A script with nothing left open. */
export type FullScript = Required<AccountScript>;

/** What a script leaves out. */
export const DEFAULTS: Omit<FullScript, 'instance' | 'token'> = {
  gateway: 'green-api',
  state: 'notAuthorized',
  phone: '79001234567',
  name: 'Simulated Person',
  qrDelay: 0,
  linkDelay: 2_500,
  // WhatsApp's own life of a QR code, Green API's 100 s window and 2.5 minutes for a pairing code (gateways.md).
  qrLife: 20_000,
  codeLife: 150_000,
  window: 100_000,
  payload: 'raw',
  limits: true,
  linkedFrame: 'accountData',
  timeoutFrame: 'timeoutExpired',
  passkeyFrame: 'passkeyRequired',
  qrWhileStarting: 'starting',
  phoneForm: 'string',
  cors: true,
  clientToken: '',
  textForm: 'payload',
  imageForm: 'data-uri',
  codeForm: 'code',
  alreadyForm: 'connected',
};

/** Somebody handed in what the simulator cannot take. */
export class BadInput extends TypeError {}

type Check = readonly [test: (value: unknown) => boolean, wanted: string];

const CHECKS: { readonly [Key in keyof Required<AccountScript>]: Check } = {
  gateway: oneOf('green-api', 'z-api', 'plugchat'),
  instance: [(value) => typeof value === 'string' && /^[\w-]+$/.test(value), 'letters and digits'],
  token: [(value) => typeof value === 'string' && /^[\w-]+$/.test(value), 'letters and digits'],
  state: oneOf('notAuthorized', 'starting', 'authorized', 'blocked', 'suspended', 'yellowCard', 'sleepMode'),
  phone: [(value) => typeof value === 'string' && /^\d+$/.test(value), 'a string of digits'],
  name: [(value) => typeof value === 'string', 'a string'],
  qrDelay: duration(0),
  linkDelay: duration(0),
  qrLife: duration(1),
  codeLife: duration(1),
  window: duration(1),
  payload: oneOf('raw', 'url'),
  limits: [(value) => typeof value === 'boolean', 'true or false'],
  linkedFrame: oneOf('accountData', 'alreadyLogged'),
  timeoutFrame: oneOf('timeoutExpired', 'timeout'),
  passkeyFrame: oneOf('passkeyRequired', 'PassKeyRequire'),
  qrWhileStarting: oneOf('starting', 'alreadyLogged'),
  phoneForm: oneOf('string', 'number', 'chatId'),
  cors: [(value) => typeof value === 'boolean', 'true or false'],
  clientToken: [(value) => typeof value === 'string' && /^[\w-]*$/.test(value), 'letters and digits'],
  textForm: oneOf('payload', 'data-uri'),
  imageForm: oneOf('data-uri', 'base64'),
  codeForm: oneOf('code', 'value'),
  alreadyForm: oneOf('connected', 'error', 'error-400', 'empty', 'null'),
};

/** @throws {BadInput} for a name or a value that no script has. */
export function readScript(value: unknown): AccountScript {
  return checked(value, CHECKS);
}

const FAULT_CHECKS: { readonly [Key in keyof Required<Fault> | 'name']: Check } = {
  name: [isFaultName, 'the name of a fault'],
  on: [isNames, 'a method or a list of methods'],
  times: [(value) => Number.isInteger(value) && Number(value) > 0, 'a number above 0'],
  retryAfter: duration(0),
  message: [(value) => typeof value === 'string', 'a string'],
};

/** @throws {BadInput} for what is no fault. */
export function readFault(name: unknown, options: unknown): Fault {
  return checked({ ...(checked(options, FAULT_CHECKS) as object), name }, FAULT_CHECKS) as unknown as Fault;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checked(value: unknown, checks: Readonly<Record<string, Check>>): Record<string, unknown> {
  if (!isRecord(value)) throw new BadInput('Not an object');
  const known = Object.entries(value).filter(([, item]) => item !== undefined);
  for (const [key, item] of known) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (!check) throw new BadInput(`Unknown: ${key}`);
    if (!check[0](item)) throw new BadInput(`${key} must be ${check[1]}`);
  }
  return Object.fromEntries(known);
}

function isNames(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}

function oneOf(...words: readonly string[]): Check {
  return [(value) => typeof value === 'string' && words.includes(value), words.join(' | ')];
}

function duration(least: number): Check {
  return [
    (value) => typeof value === 'number' && Number.isFinite(value) && value >= least,
    `a number of at least ${least}`,
  ];
}

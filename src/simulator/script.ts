import { atLeast, choice, duration, flag, oneOf, readChecked, textLike, type Check, type Fields } from './fields.js';
import { LINK_STATES, type LinkState } from './link-state.js';

/** What every account has, whatever its gateway; times are in ms. */
export interface CommonScript {
  /** Random by default. */
  readonly token: string;
  /** The linked number, digits only. */
  readonly phone: string;
  /** The linked person's name. */
  readonly name: string;
  /** From the first question to the first QR code; 0 by default. */
  readonly qrDelay: number;
  /** From a scan to the linked account; 2,500 by default. */
  readonly linkDelay: number;
  /** 20,000 by default. */
  readonly qrLife: number;
  /** Of the first QR code of a login; by default as long as that of the others. WhatsApp gives it 60 s. */
  readonly firstQrLife: number | undefined;
  /** How long a pairing code is valid; 150,000 by default. */
  readonly codeLife: number;
  /** How long one login, or one socket, offers QR codes; 100,000 by default. */
  readonly window: number;
  /** `raw`: `2@…`, the default. `url`: the same behind `https://wa.me/settings/linked_devices#`. */
  readonly payload: 'raw' | 'url';
  /** Whether the gateway's limits per second are kept; `true` by default. */
  readonly limits: boolean;
  /** Whether pages of other origins may read the answers; `true` by default, though not every gateway promises it. */
  readonly cors: boolean;
}

/** A dialect's part in reading a script. */
export interface ScriptRules<Options> {
  /** What only accounts behind this gateway have. */
  readonly fields: Fields<Options>;
  /** The gateway's own words for the states of an account, each with the simulator's. */
  readonly states: Readonly<Record<string, LinkState>>;
}

/** A script as it was handed in, checked; what it leaves out is absent. */
export interface GivenScript<Options> {
  readonly gateway: string | undefined;
  readonly instance: string | undefined;
  readonly state: string | undefined;
  readonly values: Partial<CommonScript & Options>;
}

const identifier = textLike('', /^[\w-]+$/, 'letters and digits');

/**
 * The defaults. WhatsApp lets a QR code live for 20 s; a pairing code of 2.5 minutes and a login of 100 s are what
 * gateways document most often.
 */
export const COMMON_FIELDS: Fields<CommonScript> = {
  token: textLike('', /^[\w:-]+$/, 'letters, digits and colons'),
  phone: textLike('79001234567', /^\d+$/, 'a string of digits'),
  name: textLike('Simulated Person', /^/, 'a string'),
  qrDelay: duration(0),
  linkDelay: duration(2_500),
  qrLife: duration(20_000, 1),
  firstQrLife: { initial: undefined, ...atLeast(1) },
  codeLife: duration(150_000, 1),
  window: duration(100_000, 1),
  payload: choice('raw', 'url'),
  limits: flag(true),
  cors: flag(true),
};

const anyText: Check = { accepts: (value) => typeof value === 'string', expected: 'a string' };

/** @throws {BadInput} for a name or a value that no script for this gateway has. */
export function readScript<Options>(value: unknown, rules: ScriptRules<Options>): GivenScript<Options> {
  const state = oneOf([...LINK_STATES, ...Object.keys(rules.states)]);
  const checks = { ...COMMON_FIELDS, ...rules.fields, gateway: anyText, instance: identifier, state };
  const { gateway, instance, state: word, ...values } = readChecked(value, checks);
  const identity = { gateway, instance, state: word } as Omit<GivenScript<Options>, 'values'>;
  return { ...identity, values: values as Partial<CommonScript & Options> };
}

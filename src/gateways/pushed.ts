import type { LoginMethod, LoginUpdate } from '../login/login.js';
import type { Gateway, Pace } from './gateway.js';

// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a function without a result is the common one
type Started = LoginUpdate | void;

export interface PushedOptions {
  /** Whose login it is; the key that news is pushed with. */
  readonly key: string;
  /**
   * Makes the library begin a login, and may say how it stands. It is called when somebody wants a code, and every 15 s until there is
   * one, so it must not begin a second login while one is under way.
   */
  readonly start?: (signal: AbortSignal) => Started | Promise<Started>;
  /** Asks the library for a pairing code. `phone`: digits only. */
  readonly code?: (phone: string, signal: AbortSignal) => string | LoginUpdate | Promise<string | LoginUpdate>;
  /** What the person may choose from; `qr` by default, and `code` where there is a function for it. */
  readonly methods?: readonly LoginMethod[];
}

/** WhatsApp gives a pairing code so long, s. */
const CODE_LIFE = 150;

const PACE: Pace = {
  every: 15_000,
  qr: 'turn',
  settle: Infinity, // the library says itself when a login is over
  fastest: { qr: 1_000, state: 1_000 },
  codes: Infinity, // and when it makes no more codes
  window: Infinity,
  patience: 600_000,
  grace: 1_500,
  lives: [60_000, 20_000], // what WhatsApp gives the first code of a login, and each later one
};

/** A library that runs on the host's own server, such as Baileys, and tells its news to `relay.push(key, update)`. */
export function pushed({ key, start, code, methods }: PushedOptions): Gateway {
  const begin = async (signal: AbortSignal): Promise<LoginUpdate> => (await start?.(signal)) ?? { type: 'waiting' };
  return {
    key,
    pushed: true,
    methods: methods ?? (code ? ['qr', 'code'] : ['qr']),
    pace: PACE,
    qr: begin,
    state: () => Promise.resolve(undefined),
    restart: begin,
    ...(code && { code: async (phone: string, signal: AbortSignal) => toCodeUpdate(await code(phone, signal)) }),
  };
}

function toCodeUpdate(answer: string | LoginUpdate): LoginUpdate {
  return typeof answer === 'string' ? { type: 'code', code: answer, expiresIn: CODE_LIFE } : answer;
}

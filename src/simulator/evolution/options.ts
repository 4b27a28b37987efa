import type { Account } from '../account.js';
import { atLeast, choice, duration, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import type { CommonScript } from '../script.js';

/** The options that only a simulated Evolution API has, because its versions and installations differ in them. */
export interface EvolutionOptions {
  /** Evolution API: the version that it behaves as; `2.3` by default. */
  readonly evolutionVersion: '2.3' | '2.4';
  /** Evolution API: how long `connect` holds its answer back when it has started a login, in ms; 2,500 by default. */
  readonly connectDelay: number;
  /**
   * Evolution API: how long the state reads `close` between a scan and the link, in ms; by default the version's own.
   */
  readonly reconnectGap: number | undefined;
  /** Evolution API: how many QR codes an instance may show before it is closed (QRCODE_LIMIT); 30 by default. */
  readonly qrLimit: number;
  /** Evolution API: from a QR code to the pairing code that comes with it, in ms; 1,000 by default. */
  readonly pairingCodeDelay: number;
  /** Evolution API: whether the first answer with a pairing code holds a QR code, too; `whole` by default. */
  readonly firstCodeBody: 'whole' | 'bare';
}

export type EvolutionAccount = Account<EvolutionOptions>;

export const EVOLUTION_FIELDS: Fields<EvolutionOptions> = {
  evolutionVersion: choice('2.3', '2.4'),
  connectDelay: duration(2_500),
  reconnectGap: { initial: undefined, ...atLeast(0) },
  qrLimit: { initial: 30, ...atLeast(1) },
  pairingCodeDelay: duration(1_000),
  firstCodeBody: choice('whole', 'bare'),
};

/** Evolution API shows each QR code for 45 s (it sets `qrTimeout`), and makes a new pairing code with each of them. */
export const EVOLUTION_DEFAULTS: Partial<CommonScript> = { qrDelay: 1_000, qrLife: 45_000, codeLife: 45_000 };

/**
 * An account that a script puts into `connecting` stays there without a QR code, like one that cannot reach WhatsApp.
 */
export const EVOLUTION_STATES = {
  close: 'unlinked',
  connecting: 'linking',
  open: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

/**
 * What the versions do differently. `reconnectGap`: how long the gateway waits after a scan before it connects with the
 * new credentials. `renewsLogins`: after six QR codes it connects anew by itself. `reconnectsAfterLogout`: it connects
 * after a scan even if a client has logged the instance out before.
 */
export const EVOLUTION_VERSIONS = {
  '2.3': { reconnectGap: 1_000, renewsLogins: true, reconnectsAfterLogout: true },
  '2.4': { reconnectGap: 3_000, renewsLogins: false, reconnectsAfterLogout: false },
} as const;

import type { Account } from '../account.js';
import { atLeast, choice, type Fields } from '../fields.js';
import type { LinkState } from '../link-state.js';
import { WHATSMEOW_FIELDS, type WhatsmeowOptions } from '../whatsmeow-client.js';

/** The options that only a simulated Evolution Go has, because its versions and installations differ in them. */
export interface EvolutionGoOptions extends WhatsmeowOptions {
  /** Evolution Go: the version that it behaves as; `0.6` by default. */
  readonly evolutionGoVersion: '0.6' | '0.7';
  /** Evolution Go: after how many QR codes a login ends (QRCODE_MAX_COUNT); as many as WhatsApp gives by default. */
  readonly qrcodeMaxCount: number | undefined;
}

export type EvolutionGoAccount = Account<EvolutionGoOptions>;

export const EVOLUTION_GO_FIELDS: Fields<EvolutionGoOptions> = {
  ...WHATSMEOW_FIELDS,
  evolutionGoVersion: choice('0.6', '0.7'),
  qrcodeMaxCount: { initial: undefined, ...atLeast(1) },
};

/** The gateway has no words for its states but two flags; these are the words for what they say together. */
export const EVOLUTION_GO_STATES = {
  Disconnected: 'unlinked',
  Connected: 'linking',
  LoggedIn: 'linked',
} as const satisfies Readonly<Record<string, LinkState>>;

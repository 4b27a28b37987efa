import type { LoginMethod, LoginState } from '../login/login.js';
import type { Messages } from '../messages/index.js';
import type { Drawing } from '../qr/draw.js';
import type { NumberView } from './number-field.js';

/** What the person can do. */
export interface CardActions {
  readonly start: () => void;
  readonly again: () => void;
  readonly useQr: () => void;
  readonly useCode: () => void;
  /** `number`: the digits, where more is known of the number than how it was typed; empty, where it is none. */
  readonly send: (typed: string, number?: string) => void;
  readonly copied: (copied: boolean) => void;
  readonly resize: () => void;
}

export interface CardView {
  readonly state: LoginState;
  readonly texts: Messages;
  readonly app: string | undefined;
  /** Of the heading; 2 by default. */
  readonly level: number | undefined;
  /** What was asked for last. */
  readonly method: LoginMethod | undefined;
  /** The number that a pairing code was asked for. */
  readonly phone: string | undefined;
  /** The browser is offline, and the login waits for it. */
  readonly offline: boolean;
  readonly drawing: Drawing | undefined;
  /** When the button for a code may be pressed again, ms; nothing where it does not rest. */
  readonly restsUntil: number | undefined;
  /** Whether the code was copied; undefined: not tried, or long ago. */
  readonly copied: boolean | undefined;
  /** The person has enlarged the QR code. */
  readonly large: boolean;
  readonly now: number;
  readonly methods: readonly LoginMethod[];
  /** The number form comes first. */
  readonly codeFirst: boolean;
  readonly number: NumberView;
  readonly actions: CardActions;
}

export type StateOf<Status> = Extract<LoginState, { status: Status }>;

import type { TemplateResult } from 'lit';
import type { LoginMethod, LoginState, NumberForm } from '../login/login.js';
import type { FirstMessages, Messages } from '../messages/index.js';
import type { Drawing } from '../qr/draw.js';
import type { NumberView } from './number-field.js';

/** Whether the person has stopped the ring, and what does so. */
export interface RingHold {
  readonly isHeld: boolean;
  readonly hold: (event: Event) => void;
}

/** What the person can do. */
export interface CardActions {
  readonly start: () => void;
  readonly again: () => void;
  readonly useQr: () => void;
  readonly useCode: () => void;
  /** `isWrong`: it is no number, so that the form says what is wrong with it. */
  readonly send: (phone: string, isWrong: boolean) => void;
  readonly copied: (copied: boolean) => void;
  readonly resize: () => void;
  readonly openHelp: () => void;
}

/** The texts of the later states may still be on their way. */
export type CardMessages = FirstMessages &
  Partial<Omit<Messages, 'errors'>> & { readonly errors: Partial<Messages['errors']> };

export interface CardView {
  readonly state: LoginState;
  readonly texts: CardMessages;
  readonly app: string | undefined;
  /** Of the heading; 2 by default. */
  readonly level: number | undefined;
  /** What was asked for last. */
  readonly method: LoginMethod | undefined;
  /** The number that a pairing code was asked for. */
  readonly phone: string | undefined;
  /** The browser is offline, or the gateway does not answer, and the login waits for it. */
  readonly offline: boolean;
  readonly drawing: Drawing | undefined;
  /** The page's server has put a picture of the first code between the tags. */
  readonly isHandedOver: boolean;
  /** When the button for a code may be pressed again, ms; nothing where it does not rest. */
  readonly restsUntil: number | undefined;
  /** Whether the code was copied; undefined: not tried, or long ago. */
  readonly copied: boolean | undefined;
  /** The person has opened the help, be it closed again. */
  readonly isHelped: boolean;
  /** The person has enlarged the QR code. */
  readonly large: boolean;
  readonly now: number;
  readonly methods: readonly LoginMethod[];
  /** The number form comes first. */
  readonly codeFirst: boolean;
  /** What the field for the number shows; nothing until `more` has come. */
  readonly number: NumberView | undefined;
  /** The ring around the code, once it can run. */
  readonly ring?: RingHold | undefined;
  /** What the person can do where WhatsApp wants a passkey, and the gateway takes it. */
  readonly ceremony?: { body(v: FullView, state: StateOf<'passkey'>): TemplateResult | undefined } | undefined;
  /** The states other than the QR code, once they and their texts have been fetched. */
  readonly more: MoreStates | undefined;
  readonly actions: CardActions;
}

/** A card for which everything has been fetched. */
export interface FullView extends CardView {
  readonly texts: Messages;
  readonly more: MoreStates;
}

export function isFull(v: CardView): v is FullView {
  return v.more !== undefined;
}

/** The views of `more.ts`. */
interface MoreStates {
  readonly codeIntro: (v: FullView) => TemplateResult;
  readonly expectedPairingCode: (v: FullView) => TemplateResult;
  readonly pairingCode: (v: FullView, state: StateOf<'code'>) => TemplateResult;
  readonly numberForm: (v: FullView, form: NumberForm) => TemplateResult;
  readonly passkeyBody: (v: FullView, state: StateOf<'passkey'>) => TemplateResult;
  readonly linkingBody: (v: FullView, state: StateOf<'linking'>) => TemplateResult;
  readonly phoneDrawing: () => TemplateResult;
  readonly ringSwitch: (v: FullView) => TemplateResult;
  readonly linkedIcon: () => TemplateResult;
  readonly linkedBody: (v: FullView, state: StateOf<'linked'>) => TemplateResult;
  readonly errorBody: (v: FullView, state: StateOf<'error'>) => TemplateResult;
  readonly hostedPage: (v: FullView, url: string) => TemplateResult;
}

export type StateOf<Status> = Extract<LoginState, { status: Status }>;

import { html, nothing, type TemplateResult } from 'lit';
import type { LoginMethod, LoginState } from '../login/login.js';
import { fill, type Messages } from '../messages/index.js';
import type { Drawing } from '../qr/draw.js';
import { lifeBar, stepsAndPicture } from '../element/frame.js';

/** What the buttons and the form of the card do. */
export interface CardActions {
  readonly start: () => void;
  readonly again: () => void;
  readonly useQr: () => void;
  readonly useCode: () => void;
  readonly send: (phone: string) => void;
  readonly copied: (copied: boolean) => void;
  readonly resize: () => void;
}

/** All that the templates of the card depend on. */
export interface CardView {
  readonly state: LoginState;
  readonly texts: Messages;
  readonly app: string | undefined;
  /** The level of the heading; undefined means 2. */
  readonly level: number | undefined;
  /** The method of the present or of the last run. */
  readonly method: LoginMethod | undefined;
  readonly drawing: Drawing | undefined;
  /** Whether the button for a pairing code is disabled because a code was requested a moment ago. */
  readonly resting: boolean;
  /** Whether copying the code has worked; undefined if nobody has tried. */
  readonly copied: boolean | undefined;
  /** Whether the person has enlarged the QR code. */
  readonly large: boolean;
  /** The present time, in ms since 1970. */
  readonly now: number;
  /** The methods that the person may choose from. */
  readonly methods: readonly LoginMethod[];
  /** Whether the login begins with the form for the phone number. */
  readonly codeFirst: boolean;
  readonly actions: CardActions;
}

export type StateOf<Status> = Extract<LoginState, { status: Status }>;

export const ICONS = {
  done: 'M5 12.5l4.5 4.5L19 7.5',
  wrong: 'M12 5.5v8m0 4.5v.1',
  key: 'M13 11a4 4 0 1 1-3.5-2a4 4 0 0 1 3.5 2h7v3m-4-3v2',
};

/** Renders a message in the middle of the card. */
export function messageBox(content: unknown): TemplateResult {
  return html`<div class="box">${content}</div>`;
}

export function statusIcon(path: string, kind = ''): TemplateResult {
  return html`<svg class="icon ${kind}" part="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

/** Renders the steps on the phone, of which the last one depends on the method, a picture, and the button for the other method. */
export function stepsScene(v: CardView, last: string, picture: unknown, help: unknown = nothing): TemplateResult {
  const { step1, step2Android, step2Iphone, step3 } = v.texts;
  return stepsAndPicture(
    [step1, `${step2Android} · ${step2Iphone}`, step3, last],
    picture,
    html`${switchMethodButton(v)}${help}`,
  );
}

export function primaryButton(label: string, act: () => void, disabled = false): TemplateResult {
  return html`<button type="button" class="primary" part="button" ?disabled=${disabled} @click=${act}>
    ${label}
  </button>`;
}

/** Renders help for a phone that stalls after the scan. Most gateways do not report that WhatsApp asks for a passkey. */
export function stuckHelp({ texts }: CardView, open = false): TemplateResult {
  return html`<details part="help" ?open=${open}>
    <summary>${texts.help}</summary>
    <slot name="passkey">
      <p>${texts.helpPasskey}</p>
      <p>${texts.passkeyWays}</p>
    </slot>
  </details>`;
}

/**
 * Renders a code that is typed elsewhere, and a button that copies `bare`. The code runs from left to right in every language,
 * and screen readers spell it.
 */
export function copyableCode(
  { texts, copied, actions }: CardView,
  code: string,
  label: string,
  bare = code,
): TemplateResult {
  const shown = /^[^-]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
  return html`<p class="code" part="code" dir="ltr" translate="no">
      <span class="unseen">${label}: ${code.split('').join(' ')}</span><span aria-hidden="true">${shown}</span>
    </p>
    <button type="button" class="secondary" part="copy" @click=${() => copyToClipboard(bare, actions.copied)}>
      ${copied ? texts.copied : texts.copy}
    </button>
    ${copied === false ? html`<p>${texts.copyFailed}</p>` : nothing}`;
}

/** Copies within the click handler, because browsers allow it only during a click and not after an `await`. */
function copyToClipboard(code: string, done: (copied: boolean) => void): void {
  if (!('clipboard' in navigator)) {
    done(false); // The page is no secure context.
    return;
  }
  navigator.clipboard.writeText(code).then(
    () => done(true),
    () => done(false),
  );
}

/** Renders the button that leads to the other method, if the gateway has it. */
export function switchMethodButton(v: CardView): TemplateResult | typeof nothing {
  const isForm = v.state.status === 'idle' && v.state.form !== undefined;
  const isCode = isForm || v.state.status === 'code' || v.method === 'code';
  if (!v.methods.includes(isCode ? 'qr' : 'code')) return nothing;
  const [label, act] = isCode ? [v.texts.byQr, v.actions.useQr] : [v.texts.byPhone, v.actions.useCode];
  return html`<button type="button" class="link" part="switch" @click=${act}>${label}</button>`;
}

/** The life of a code from `since` to `endsAt`, in ms since 1970. `text` says whether it then expires or is renewed. */
export interface CodeLife {
  readonly since: number;
  readonly endsAt: number;
  readonly text: string;
}

/** Renders the remaining time as a bar and in words. Screen readers do not speak it; they get an announcement near the end. */
export function remainingTime({ now, texts }: CardView, { since, endsAt, text }: CodeLife): TemplateResult {
  const left = Number.isFinite(endsAt) ? Math.max(0, endsAt - now) : 0;
  const seconds = Math.ceil(left / 1000);
  const digits = (n: number, least = 1) => formatNumber(texts, n, least);
  const time = `${digits(Math.floor(seconds / 60))}:${digits(seconds % 60, 2)}`;
  return html`${lifeBar(left / (endsAt - since))}
    <p class="time" part="time" role="timer">${left ? fill(text, { time }) : '\xa0'}</p>`;
}

/** Writes a number in the digits of the language. `least`: the least number of digits. */
export function formatNumber({ lang }: Messages, n: number, least = 1): string {
  return new Intl.NumberFormat(lang, { minimumIntegerDigits: least }).format(n);
}

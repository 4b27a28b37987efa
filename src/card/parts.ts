import { html, nothing, type TemplateResult } from 'lit';
import type { LoginMethod, LoginState } from '../login/login.js';
import { fill, type Messages } from '../messages/index.js';
import type { Drawing } from '../qr/draw.js';
import { lifeBar, stepsAndPicture } from '../element/frame.js';

/** What the person can do. */
export interface CardActions {
  readonly start: () => void;
  readonly again: () => void;
  readonly useQr: () => void;
  readonly useCode: () => void;
  readonly send: (phone: string) => void;
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
  readonly drawing: Drawing | undefined;
  /** The button for a pairing code rests. */
  readonly resting: boolean;
  /** Whether the code was copied; undefined: not tried. */
  readonly copied: boolean | undefined;
  /** The person has enlarged the QR code. */
  readonly large: boolean;
  readonly now: number;
  readonly methods: readonly LoginMethod[];
  /** The number form comes first. */
  readonly codeFirst: boolean;
  readonly actions: CardActions;
}

export type StateOf<Status> = Extract<LoginState, { status: Status }>;

export const ICONS = {
  done: 'M5 12.5l4.5 4.5L19 7.5',
  wrong: 'M12 5.5v8m0 4.5v.1',
  key: 'M13 11a4 4 0 1 1-3.5-2a4 4 0 0 1 3.5 2h7v3m-4-3v2',
};

/** One thing to say, in the middle. */
export function messageBox(content: unknown): TemplateResult {
  return html`<div class="box">${content}</div>`;
}

export function statusIcon(path: string, kind = ''): TemplateResult {
  return html`<svg class="icon ${kind}" part="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

/** The steps with the last of them, a picture, and the ways on. */
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

/** Help for those whose phone stalls: most gateways say nothing when WhatsApp asks for a passkey. */
export function stuckHelp({ texts }: CardView, open = false): TemplateResult {
  return html`<details part="help" ?open=${open}>
    <summary>${texts.help}</summary>
    <slot name="passkey">
      <p>${texts.helpPasskey}</p>
      <p>${texts.passkeyWays}</p>
    </slot>
  </details>`;
}

/** A code to type elsewhere: left to right in every language, spelled for screen readers, copied as `bare`. */
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

/** Asks for the clipboard within the click: a browser forgets the click after an `await`. */
function copyToClipboard(code: string, done: (copied: boolean) => void): void {
  if (!('clipboard' in navigator)) {
    done(false); // not a secure context
    return;
  }
  navigator.clipboard.writeText(code).then(
    () => done(true),
    () => done(false),
  );
}

/** The way on for those who cannot go this one. */
export function switchMethodButton(v: CardView): TemplateResult | typeof nothing {
  const isForm = v.state.status === 'idle' && v.state.form !== undefined;
  const isCode = isForm || v.state.status === 'code' || v.method === 'code';
  if (!v.methods.includes(isCode ? 'qr' : 'code')) return nothing;
  const [label, act] = isCode ? [v.texts.byQr, v.actions.useQr] : [v.texts.byPhone, v.actions.useCode];
  return html`<button type="button" class="link" part="switch" @click=${act}>${label}</button>`;
}

/** The life of what is shown: it began at `since`, and at `endsAt` it ends or is renewed, as `text` says. */
export interface CodeLife {
  readonly since: number;
  readonly endsAt: number;
  readonly text: string;
}

/** Time left, as a bar and in words; silent for screen readers: it is announced near the end only. */
export function remainingTime({ now, texts }: CardView, { since, endsAt, text }: CodeLife): TemplateResult {
  const left = Number.isFinite(endsAt) ? Math.max(0, endsAt - now) : 0;
  const seconds = Math.ceil(left / 1000);
  const digits = (n: number, least = 1) => formatNumber(texts, n, least);
  const time = `${digits(Math.floor(seconds / 60))}:${digits(seconds % 60, 2)}`;
  return html`${lifeBar(left / (endsAt - since))}
    <p class="time" part="time" role="timer">${left ? fill(text, { time }) : '\xa0'}</p>`;
}

/** In the digits of the language. */
export function formatNumber({ lang }: Messages, n: number, least = 1): string {
  return new Intl.NumberFormat(lang, { minimumIntegerDigits: least }).format(n);
}

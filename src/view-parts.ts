import { html, nothing, type TemplateResult } from 'lit';
import type { Form } from './view-code.js';
import type { LoginMethod, LoginState } from './login.js';
import { fill, type Messages } from './messages/index.js';
import type { Drawing } from './qr.js';

/** What the person can do. */
export interface Actions {
  readonly start: () => void;
  readonly again: () => void;
  readonly useQr: () => void;
  readonly useCode: () => void;
  readonly send: (phone: string) => void;
  readonly copied: (copied: boolean) => void;
}

export interface View {
  readonly state: LoginState;
  /** Undefined while the language is on its way. */
  readonly texts: Messages | undefined;
  readonly app: string | undefined;
  readonly form: Form | undefined;
  /** What was asked for last. */
  readonly method: LoginMethod | undefined;
  readonly drawing: Drawing | undefined;
  /** The button for a pairing code rests. */
  readonly resting: boolean;
  /** Whether the code was copied; undefined: not tried. */
  readonly copied: boolean | undefined;
  readonly now: number;
  readonly methods: readonly LoginMethod[];
  readonly actions: Actions;
}

export type Texted = View & { readonly texts: Messages };
export type Of<Status> = Extract<LoginState, { status: Status }>;
export function box(content: unknown): TemplateResult {
  return html`<div class="box">${content}</div>`;
}

export function button(label: string, act: () => void, disabled = false): TemplateResult {
  return html`<button type="button" class="primary" part="button" ?disabled=${disabled} @click=${act}>
    ${label}
  </button>`;
}

/** Help for those whose phone stalls: most gateways say nothing when WhatsApp asks for a passkey. */
export function stuck({ texts }: Texted, open = false): TemplateResult {
  return html`<details part="help" ?open=${open}>
    <summary>${texts.stuck}</summary>
    <slot name="passkey">
      <p>${texts.stuckHint}</p>
      <p>${texts.passkeyWays}</p>
    </slot>
  </details>`;
}

/** A code to type elsewhere: left to right in every language, spelled for screen readers, copied as `bare`. */
export function copyable(v: Texted, code: string, label: string, bare = code): TemplateResult {
  const shown = /^[^-]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
  const told = v.copied === undefined ? nothing : v.copied ? v.texts.copied : v.texts.copyFailed;
  return html`<p class="code" part="code" dir="ltr" translate="no">
      <span class="unseen">${label}: ${code.split('').join(' ')}</span><span aria-hidden="true">${shown}</span>
    </p>
    <button type="button" class="secondary" part="copy" @click=${() => copy(bare, v.actions.copied)}>
      ${v.texts.copy}
    </button>
    <p role="status">${told}</p>`;
}

/** Asks for the clipboard within the click: a browser forgets the click after an `await`. */
function copy(code: string, done: (copied: boolean) => void): void {
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
export function otherWay(v: Texted): TemplateResult | typeof nothing {
  const isCode = v.form ? true : v.state.status === 'code' || v.method === 'code';
  if (!v.methods.includes(isCode ? 'qr' : 'code')) return nothing;
  const [label, act] = isCode ? [v.texts.useQr, v.actions.useQr] : [v.texts.useCode, v.actions.useCode];
  return html`<button type="button" class="link" part="switch" @click=${act}>${label}</button>`;
}

/** Time left, silent for screen readers: it is announced near the end only. */
export function remaining(text: string, ms: number): TemplateResult | typeof nothing {
  if (!Number.isFinite(ms) || ms <= 0) return html`<p class="time" role="timer">&nbsp;</p>`;
  const seconds = Math.ceil(ms / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return html`<p class="time" part="time" role="timer">${fill(text, { time })}</p>`;
}

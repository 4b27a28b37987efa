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
  readonly drawing: Drawing | undefined;
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

export function button(label: string, act: () => void): TemplateResult {
  return html`<button type="button" class="primary" part="button" @click=${act}>${label}</button>`;
}

/** The way on for those who cannot go this one. */
export function otherWay(v: Texted): TemplateResult | typeof nothing {
  const isCode = v.form ?? (v.state.status === 'code' || ('method' in v.state && v.state.method === 'code'));
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

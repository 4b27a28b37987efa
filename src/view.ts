import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ErrorCode, LoginMethod, LoginState, Picture } from './login.js';
import { fill, type Messages } from './messages/index.js';
import type { Drawing } from './qr.js';

/** The number form: what is typed, and what was wrong with it. */
export interface Form {
  readonly phone: string;
  readonly error?: ErrorCode | 'phone';
}

export interface Drawn {
  readonly picture: Exclude<Picture, { page: string }>;
  readonly drawing: Drawing;
}

/** What the person can do. */
export interface Actions {
  start(): void;
  again(): void;
  openForm(): void;
  send(phone: string): void;
  copy(code: string): void;
}

export interface View {
  readonly state: LoginState;
  /** Undefined while the language is on its way. */
  readonly texts: Messages | undefined;
  readonly app: string | undefined;
  readonly form: Form | undefined;
  readonly drawn: Drawn | undefined;
  /** Whether the code was copied; undefined: not tried. */
  readonly copied: boolean | undefined;
  readonly now: number;
  readonly methods: readonly LoginMethod[];
  readonly actions: Actions;
}

type Texted = View & { readonly texts: Messages };
type Of<Status> = Extract<LoginState, { status: Status }>;
/** A wait so long deserves a word (design.md, "Statuses"), ms. */
const LONG_WAIT = 10_000;
/** E.164: at most 15 digits; no country numbers its phones with fewer than 8, country code included. */
const PHONE = /^\d{8,15}$/;

/** The digits of a number as people type it, or nothing: spaces, brackets, dashes, `+` and `00` are theirs. */
export function digitsOf(phone: string): string | undefined {
  const digits = phone.replace(/[\s().+/-]/g, '').replace(/^00/, '');
  return PHONE.test(digits) ? digits : undefined;
}

/** The whole card. */
export function card(view: View): TemplateResult {
  const { texts } = view;
  if (!texts) return html`<section class="card" part="card"><div class="picture"><div class="skeleton"></div></div></section>`;
  const v = { ...view, texts };
  return html`<section class="card" part="card">
    <h2 part="title" tabindex="-1" data-focus><slot name="title">${title(v)}</slot></h2>
    <div class="body">${body(v)}</div>
    <p class="undo" part="hint">${texts.undo}</p>
    <p class="unseen" role="status">${announcement(v)}</p>
  </section>`;
}

function title({ app, texts }: Texted): string {
  return app ? fill(texts.title, { app }) : texts.titleWithoutApp;
}

function body(v: Texted): TemplateResult {
  const { state, form } = v;
  if (form) return phoneForm(v, form);
  switch (state.status) {
    case 'idle':
      return html`${box(html`<div class="skeleton still"></div>`)}${button(v.texts.start, v.actions.start)}`;
    case 'waiting':
      return state.method === 'qr' ? html`${steps(v, v.texts.step4)}${waiting(v, state)}` : waiting(v, state);
    case 'qr':
      return html`${steps(v, v.texts.step4)}${qr(v, state)}`;
    case 'code':
      return html`${steps(v, v.texts.step4Code)}${code(v, state)}`;
    case 'linking':
      return box(html`<div class="spinner"></div><p>${v.texts.linking}</p>`);
    case 'passkey':
      return passkey(v, state);
    case 'linked':
      return linked(v, state);
    case 'expired':
      return box(html`<p class="strong">${v.texts.expired}</p><p>${v.texts.expiredHint}</p>${button(v.texts.newCode, v.actions.again)}${otherWay(v)}`);
    case 'error':
      return failure(v, state);
  }
}

function box(content: unknown): TemplateResult {
  return html`<div class="box">${content}</div>`;
}

function button(label: string, act: () => void): TemplateResult {
  return html`<button type="button" class="primary" part="button" @click=${act}>${label}</button>`;
}

function steps({ texts }: Texted, last: string): TemplateResult {
  return html`<ol part="steps">${[texts.step1, texts.step2, texts.step3, last].map((step) => html`<li>${step}</li>`)}</ol>`;
}

/** The way on for those who cannot go this one. */
function otherWay(v: Texted): TemplateResult | typeof nothing {
  const isCode = v.form ?? ('method' in v.state && v.state.method === 'code');
  if (!v.methods.includes(isCode ? 'qr' : 'code')) return nothing;
  const [label, act] = isCode ? [v.texts.useQr, v.actions.start] : [v.texts.useCode, v.actions.openForm];
  return html`<button type="button" class="link" part="switch" @click=${act}>${label}</button>`;
}

function waiting(v: Texted, state: Of<'waiting'>): TemplateResult {
  const long = v.now - state.since >= LONG_WAIT;
  return html`<div class="picture">
    <div class="skeleton"></div>
    <p class="time">${long ? v.texts.waitingLong : v.texts.waiting}</p>
    ${otherWay(v)}
  </div>`;
}

function qr(v: Texted, state: Of<'qr'>): TemplateResult {
  const last = state.codes >= state.limits.codes;
  return html`<div class="picture">
    ${v.drawn ? drawn(v, v.drawn) : html`<div class="skeleton"></div>`}
    ${remaining(last ? v.texts.remainingLast : v.texts.remaining, state.renewsAt - v.now)} ${otherWay(v)}
  </div>`;
}

function drawn({ texts }: Texted, { drawing }: Drawn): TemplateResult {
  return html`<div class="qr" part="qr" role="img" aria-label=${texts.qrLabel} translate="no">
    ${'canvas' in drawing ? drawing.canvas : path(drawing)}
  </div>`;
}

function path({ path, size }: { path: string; size: number }): TemplateResult {
  return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true">
    ${svg`<path stroke="#000" d=${path} />`}
  </svg>`;
}

/** Time left, silent for screen readers: it is announced near the end only. */
function remaining(text: string, ms: number): TemplateResult | typeof nothing {
  if (!Number.isFinite(ms) || ms <= 0) return html`<p class="time" role="timer">&nbsp;</p>`;
  const seconds = Math.ceil(ms / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return html`<p class="time" part="time" role="timer">${fill(text, { time })}</p>`;
}

function code(v: Texted, state: Of<'code'>): TemplateResult {
  const shown = /^[^-]{8}$/.test(state.code) ? `${state.code.slice(0, 4)}-${state.code.slice(4)}` : state.code;
  const copied = v.copied === undefined ? nothing : v.copied ? v.texts.copied : v.texts.copyFailed;
  return html`<div class="picture">
    <p class="unseen" id="code">${v.texts.codeLabel}</p>
    <p class="code" part="code" dir="ltr" translate="no" aria-labelledby="code">
      <span aria-hidden="true">${shown}</span><span class="unseen">${[...state.code].join(' ')}</span>
    </p>
    <button type="button" class="secondary" part="copy" @click=${() => { v.actions.copy(state.code.replaceAll('-', '')); }}>${v.texts.copy}</button>
    <p role="status">${copied}</p>
    ${remaining(v.texts.remainingLast, state.endsAt - v.now)} ${otherWay(v)}
  </div>`;
}

function phoneForm(v: Texted, { phone, error }: Form): TemplateResult {
  const { texts, actions } = v;
  const send = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    actions.send(String(new FormData(form).get('phone')));
  };
  return html`<form class="box" novalidate @submit=${send}>
    <label for="phone">${texts.phone}</label>
    <input id="phone" name="phone" part="input" type="tel" inputmode="tel" autocomplete="tel" dir="ltr" .value=${phone}
      aria-describedby="hint" aria-invalid=${error ? 'true' : 'false'} />
    ${error ? html`<p id="hint" class="wrong" role="alert">${error === 'phone' ? texts.phoneInvalid : texts.errors[error]}</p>` : html`<p id="hint">${texts.phoneHint}</p>`}
    <button type="submit" class="primary" part="button">${texts.getCode}</button>
    ${otherWay(v)}
  </form>`;
}

function passkey(v: Texted, state: Of<'passkey'>): TemplateResult {
  const { texts } = v;
  return box(html`<p class="strong">${texts.passkey}</p>
    <slot name="passkey">
      <p>${texts.passkeyHint}</p>
      ${state.url ? html`<p><a href=${state.url} target="_blank" rel="noopener noreferrer">${texts.passkeyLink}</a></p>` : nothing}
      ${state.token ? html`<p>${texts.passkeyToken}: <b class="code" dir="ltr" translate="no">${state.token}</b></p>` : nothing}
    </slot>
    ${button(texts.newCode, v.actions.again)}`);
}

function linked(v: Texted, { account, already }: Of<'linked'>): TemplateResult {
  const { texts } = v;
  const name = account.name ?? (account.phone && `+${account.phone}`);
  return box(html`<div class="done" aria-hidden="true"></div>
    <slot name="linked"><p class="strong">${texts.linked}</p></slot>
    ${name ? html`<p>${fill(texts.linkedAs, { name })}</p>` : nothing} ${already ? html`<p>${texts.already}</p>` : nothing}`);
}

function failure(v: Texted, { code, retryable }: Of<'error'>): TemplateResult {
  return box(html`<div role="alert"><p class="strong">${v.texts.error}</p><p>${v.texts.errors[code]}</p></div>
    ${retryable ? button(v.texts.tryAgain, v.actions.again) : nothing}`);
}

/** For screen readers: what has changed, but no renewal. */
function announcement({ state, texts }: Texted): string {
  switch (state.status) {
    case 'qr':
      return texts.ready;
    case 'linking':
      return texts.linking;
    case 'linked':
      return texts.linked;
    case 'expired':
      return texts.expired;
    default:
      return '';
  }
}

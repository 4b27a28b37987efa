import { html, nothing, svg, type TemplateResult } from 'lit';
import { fill } from './messages/index.js';
import type { Drawing } from './qr.js';
import { code, phoneForm } from './view-code.js';
import { box, button, copyable, otherWay, remaining, stuck, type Of, type Texted, type View } from './view-parts.js';

/** A wait so long deserves a word (design.md, "Statuses"), ms. */
const LONG_WAIT = 10_000;
/** Linking takes seconds; after a minute the phone most likely stalls at a passkey, which most gateways do not tell, ms. */
const STUCK = 60_000;

/** The whole card. */
export function card(view: View): TemplateResult {
  const { texts } = view;
  if (!texts)
    return html`<section class="card" part="card">
      <div class="picture"><div class="skeleton"></div></div>
    </section>`;
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
      return html`${box(html`<div class="skeleton"></div>`)}${button(v.texts.start, v.actions.start)}`;
    case 'waiting':
      return state.method === 'qr' ? html`${steps(v, v.texts.step4)}${waiting(v, state)}` : waiting(v, state);
    case 'qr':
      return html`${steps(v, v.texts.step4)}${qr(v, state)}`;
    case 'code':
      return html`${steps(v, v.texts.step4Code)}${code(v, state)}`;
    case 'linking':
      return box(
        html`<div class="spinner"></div>
          <p>${v.texts.linking}</p>
          ${stuck(v, v.now - state.since >= STUCK)}`,
      );
    case 'passkey':
      return passkey(v, state);
    case 'linked':
      return linked(v, state);
    case 'expired':
      return box(
        html`<p class="strong">${v.texts.expired}</p>
          <p>${v.texts.expiredHint}</p>
          ${button(v.texts.newCode, v.actions.again, v.resting)}${otherWay(v)}`,
      );
    case 'error':
      return failure(v, state);
  }
}

function steps({ texts }: Texted, last: string): TemplateResult {
  return html`<ol part="steps">
    ${[texts.step1, texts.step2, texts.step3, last].map((step) => html`<li>${step}</li>`)}
  </ol>`;
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
    ${v.drawing ? drawn(v, v.drawing) : html`<div class="skeleton"></div>`}
    ${remaining(last ? v.texts.remainingLast : v.texts.remaining, state.renewsAt - v.now)} ${otherWay(v)} ${stuck(v)}
  </div>`;
}

function drawn({ texts }: Texted, drawing: Drawing): TemplateResult {
  return html`<div class="qr" part="qr" role="img" aria-label=${texts.qrLabel} translate="no">
    ${'canvas' in drawing ? drawing.canvas : path(drawing)}
  </div>`;
}

function path({ path, size }: { path: string; size: number }): TemplateResult {
  return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true">
    ${svg`<path stroke="#000" d=${path} />`}
  </svg>`;
}

function passkey(v: Texted, { url, token, endsAt }: Of<'passkey'>): TemplateResult {
  const { texts } = v;
  return box(
    html`<p class="strong">${texts.passkey}</p>
      <slot name="passkey">
        <p>${texts.passkeyHint}</p>
        ${url ? html`<p><a part="link" href=${url} target="_blank" rel="noopener noreferrer">${texts.passkeyLink}</a></p>` : nothing}
        ${token ? html`${copyable(v, token, texts.passkeyToken)} ${remaining(texts.remainingLast, endsAt - v.now)}` : nothing}
        ${url || token ? nothing : html`<p>${texts.passkeyWays}</p>`}
      </slot>
      ${button(texts.newCode, v.actions.again, v.resting)}`,
  );
}

function linked(v: Texted, { account, already }: Of<'linked'>): TemplateResult {
  const { texts } = v;
  const name = account.name ?? (account.phone && `+${account.phone}`);
  return box(
    html`<div class="done" aria-hidden="true"></div>
      <slot name="linked"><p class="strong">${texts.linked}</p></slot>
      ${name ? html`<p>${fill(texts.linkedAs, { name })}</p>` : nothing}
      ${already ? html`<p>${texts.already}</p>` : nothing}`,
  );
}

function failure(v: Texted, { code, retryable }: Of<'error'>): TemplateResult {
  return box(
    html`<div class="box" role="alert">
        <p class="strong">${v.texts.error}</p>
        <p>${v.texts.errors[code]}</p>
      </div>
      ${retryable ? button(v.texts.tryAgain, v.actions.again, v.resting) : nothing}`,
  );
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
    case 'idle':
    case 'waiting':
    case 'code':
    case 'passkey':
    case 'error': // an alert of its own
      return '';
  }
}

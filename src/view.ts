import { html, nothing, type TemplateResult } from 'lit';
import { fill } from './messages/index.js';
import { announcement } from './view-announcement.js';
import { code, phoneForm } from './view-code.js';
import { hosted } from './view-hosted.js';
import { box, button, copyable, ICONS, icon, remaining, scene, stuck, tile } from './view-parts.js';
import type { Of, Texted, View } from './view-parts.js';
import { qr, waiting } from './view-qr.js';

/** Linking takes seconds; after a minute the phone most likely stalls at a passkey, which most gateways do not tell, ms. */
const STUCK = 60_000;

/** The whole card. Without words while the language is on its way, so that a server can render it: what is there, stays. */
export function card(view: View): TemplateResult {
  const { texts, large } = view;
  const v = texts && { ...view, texts };
  return html`<section
    class="card ${large ? 'large' : ''}"
    part="card"
    lang=${texts?.lang ?? nothing}
    dir=${texts?.dir ?? nothing}
  >
    <header part="header"><slot name="logo"></slot>${v ? title(v) : nothing}</header>
    <div class="body" part="body">${v ? body(v) : scene(v, '', waiting(v))}</div>
    <footer part="footer">
      <p part="hint">${v ? consent(v) : nothing}</p>
      <slot name="footer"></slot>
    </footer>
    <p class="unseen" role="status">${v ? announcement(v) : nothing}</p>
  </section>`;
}

function title({ app, level, texts }: Texted): TemplateResult {
  const text = html`<slot name="title">${app ? fill(texts.title, { app }) : texts.titleWithoutApp}</slot>`;
  return html`<h2 part="title" tabindex="-1" data-focus aria-level=${level ?? nothing}>${text}</h2>`;
}

/** What the person allows, and how to take it back. */
function consent({ app, texts }: Texted): string {
  return `${app ? fill(texts.allows, { app }) : texts.allowsWithoutApp} ${texts.undo}`;
}

function body(v: Texted): TemplateResult {
  const { state, form, texts } = v;
  if (form) return phoneForm(v, form);
  switch (state.status) {
    case 'idle':
      return scene(v, texts.step4, tile(button(texts.start, v.actions.start), 'skeleton'));
    case 'waiting':
      return scene(v, lastStep(v), waiting(v, state.since), state.codes ? stuck(v) : nothing);
    case 'qr':
      return 'page' in state.picture ? hosted(v, state.picture.page) : scene(v, texts.step4, qr(v, state), stuck(v));
    case 'code':
      return scene(v, texts.step4Code, code(v, state), stuck(v));
    case 'linking':
      return linking(v, state);
    case 'passkey':
      return passkey(v, state);
    case 'linked':
      return linked(v, state);
    case 'expired':
      return scene(v, lastStep(v), covered(v));
    case 'error':
      return failure(v, state);
  }
}

function lastStep({ method, texts }: Texted): string {
  return method === 'code' ? texts.step4Code : texts.step4;
}

function linking(v: Texted, { since }: Of<'linking'>): TemplateResult {
  return box(
    html`<div class="spinner"></div>
      <p>${v.texts.linking}</p>
      ${stuck(v, v.now - since >= STUCK)}`,
  );
}

function passkey(v: Texted, { url, token, since, endsAt }: Of<'passkey'>): TemplateResult {
  const { texts } = v;
  const life = { since, endsAt, text: texts.remainingLast };
  return box(
    html`${icon(ICONS.key)}
      <p class="strong">${texts.passkey}</p>
      <slot name="passkey">
        <p>${texts.passkeyHint}</p>
        ${url ? html`<p><a part="link" href=${url} target="_blank" rel="noopener noreferrer">${texts.passkeyLink}</a></p>` : nothing}
        ${token ? html`${copyable(v, token, texts.passkeyToken)} ${remaining(v, life)}` : nothing}
        ${url || token ? nothing : html`<p>${texts.passkeyWays}</p>`}
      </slot>
      ${button(texts.newCode, v.actions.again, v.resting)}`,
  );
}

/** Country codes of one and of two digits; all others have three (ITU-T E.164). */
const COUNTRY = /^([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})\d*(\d{4})$/;

function linked({ texts }: Texted, { account, already }: Of<'linked'>): TemplateResult {
  // Half hidden, for those who look over a shoulder; left to right in every language, by the two marks around it.
  const phone = account.phone?.replace(COUNTRY, '\u2066+$1 •••• $2\u2069');
  const name = [account.name, phone].filter(Boolean).join(' · ');
  return box(
    html`${icon(ICONS.done)}
      <slot name="linked"><p class="strong">${texts.linked}</p></slot>
      ${name ? html`<p part="account">${fill(texts.linkedAs, { name })}</p>` : nothing}
      ${already ? html`<p>${texts.already}</p>` : nothing}`,
  );
}

function covered(v: Texted): TemplateResult {
  const { texts } = v;
  return tile(
    html`<p class="strong">${texts.expired}</p>
      <p>${texts.expiredHint}</p>
      ${button(texts.newCode, v.actions.again, v.resting)}`,
    'over',
  );
}

function failure(v: Texted, { code, retryable }: Of<'error'>): TemplateResult {
  return box(
    html`${icon(ICONS.wrong, 'wrong')}
      <div class="box" role="alert" part="error">
        <p class="strong">${v.texts.error}</p>
        <p>${v.texts.errors[code]}</p>
      </div>
      ${retryable ? button(v.texts.tryAgain, v.actions.again, v.resting) : nothing}`,
  );
}

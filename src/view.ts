import { html, nothing, type TemplateResult } from 'lit';
import { isOver } from './advance.js';
import { fill } from './messages/index.js';
import { announcement } from './view-announcement.js';
import { code, phoneForm } from './view-code.js';
import { hosted } from './view-hosted.js';
import { tile, type Content } from './view-frame.js';
import { box, button, copyable, ICONS, icon, remaining, stuck, withSteps } from './view-parts.js';
import type { Of, View } from './view-parts.js';
import { qr, waiting } from './view-qr.js';

/** Linking takes seconds; after a minute the phone most likely stalls at a passkey, which most gateways do not tell, ms. */
const STUCK = 60_000;

/** What the card says and shows. */
export function content(v: View): Content {
  const { lang, dir } = v.texts;
  return { lang, dir, large: v.large, title: title(v), body: body(v), hint: consent(v), status: announcement(v) };
}

function title({ app, level, texts }: View): TemplateResult {
  const text = html`<slot name="title">${app ? fill(texts.title, { app }) : texts.titleWithoutApp}</slot>`;
  return html`<h2 part="title" tabindex="-1" data-focus aria-level=${level ?? nothing}>${text}</h2>`;
}

/** What the person allows, and how to take it back. */
function consent({ app, texts }: View): string {
  return `${app ? fill(texts.allows, { app }) : texts.allowsWithoutApp} ${texts.undo}`;
}

function body(v: View): TemplateResult {
  const { state, form, texts } = v;
  if (form) return phoneForm(v, form);
  switch (state.status) {
    case 'idle':
      return v.codeFirst ? beginning(v, texts.step4Code, texts.getCode) : beginning(v, texts.step4, texts.start);
    case 'waiting':
      return withSteps(v, lastStep(v), waiting(v, state.since), state.codes ? stuck(v) : nothing);
    case 'qr':
      if ('page' in state.picture) return hosted(v, state.picture.page);
      return withSteps(v, texts.step4, isOver(state, v.now) ? covered(v) : qr(v, state), stuck(v));
    case 'code':
      return withSteps(v, texts.step4Code, code(v, state), stuck(v));
    case 'linking':
      return linking(v, state);
    case 'passkey':
      return passkey(v, state);
    case 'linked':
      return linked(v, state);
    case 'expired':
      return withSteps(v, lastStep(v), covered(v));
    case 'error':
      return failure(v, state);
  }
}

function beginning(v: View, last: string, label: string): TemplateResult {
  return withSteps(v, last, tile(button(label, v.actions.start), 'skeleton'));
}

function lastStep({ method, texts }: View): string {
  return method === 'code' ? texts.step4Code : texts.step4;
}

function linking(v: View, { since }: Of<'linking'>): TemplateResult {
  return box(
    html`<div class="spinner"></div>
      <p>${v.texts.linking}</p>
      ${stuck(v, v.now - since >= STUCK)}`,
  );
}

function passkey(v: View, { url, token, since, endsAt }: Of<'passkey'>): TemplateResult {
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

function linked({ texts }: View, { account, already }: Of<'linked'>): TemplateResult {
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

function covered(v: View): TemplateResult {
  const { texts } = v;
  return tile(
    html`<p class="strong">${texts.expired}</p>
      <p>${texts.expiredHint}</p>
      ${button(texts.newCode, v.actions.again, v.resting)}`,
    'over',
  );
}

function failure(v: View, { code, retryable }: Of<'error'>): TemplateResult {
  return box(
    html`${icon(ICONS.wrong, 'wrong')}
      <div class="box" role="alert" part="error">
        <p class="strong">${v.texts.error}</p>
        <p>${v.texts.errors[code]}</p>
      </div>
      ${retryable ? button(v.texts.tryAgain, v.actions.again, v.resting) : nothing}`,
  );
}

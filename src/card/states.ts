import { html, nothing, type TemplateResult } from 'lit';
import { isLastCodeOver } from '../login/advance.js';
import { fill } from '../messages/index.js';
import { announcement } from './announcement.js';
import { pairingCode, numberForm } from './code-state.js';
import { hostedPage } from './hosted-state.js';
import { expectedCode, placeholder, type CardContent } from '../element/frame.js';
import {
  messageBox,
  primaryButton,
  copyableCode,
  ICONS,
  statusIcon,
  remainingTime,
  stuckHelp,
  stepsScene,
} from './parts.js';
import type { StateOf, CardView } from './parts.js';
import { qrPicture, waitingPicture } from './qr-state.js';

/**
 * After this many ms of `linking` the help is opened. Linking takes some seconds, so by then the phone probably waits for a
 * passkey, which most gateways do not report.
 */
const STUCK_AFTER = 60_000;

/** Returns the content of the card for the present state. */
export function cardContent(v: CardView): CardContent {
  const { lang, dir } = v.texts;
  return {
    lang,
    dir,
    large: v.large,
    title: cardTitle(v),
    body: stateBody(v),
    hint: consentText(v),
    status: announcement(v),
  };
}

function cardTitle({ app, level, texts }: CardView): TemplateResult {
  const text = html`<slot name="title">${app ? fill(texts.title, { app }) : texts.titleWithoutApp}</slot>`;
  return html`<h2 part="title" tabindex="-1" data-focus aria-level=${level ?? nothing}>${text}</h2>`;
}

/** Returns the text that says what the person allows by linking, and how to undo it. */
function consentText({ app, texts }: CardView): string {
  return `${app ? fill(texts.allows, { app }) : texts.allowsWithoutApp} ${texts.undo}`;
}

function stateBody(v: CardView): TemplateResult {
  const { state, texts } = v;
  switch (state.status) {
    case 'idle':
      if (state.form) return v.methods.includes('code') ? numberForm(v, state.form) : expectedCode();
      return v.codeFirst ? idleBody(v, texts.step4Code, texts.getCode) : idleBody(v, texts.step4, texts.start);
    case 'waiting':
      return stepsScene(v, lastStepText(v), waitingPicture(v, state.since), state.codes ? stuckHelp(v) : nothing);
    case 'qr':
      if ('page' in state.picture) return hostedPage(v, state.picture.page);
      return stepsScene(
        v,
        texts.step4,
        isLastCodeOver(state, v.now) ? expiredCover(v) : qrPicture(v, state),
        stuckHelp(v),
      );
    case 'code':
      return stepsScene(v, texts.step4Code, pairingCode(v, state), stuckHelp(v));
    case 'linking':
      return linkingBody(v, state);
    case 'passkey':
      return passkeyBody(v, state);
    case 'linked':
      return linkedBody(v, state);
    case 'expired':
      return stepsScene(v, lastStepText(v), expiredCover(v));
    case 'error':
      return errorBody(v, state);
  }
}

function idleBody(v: CardView, last: string, label: string): TemplateResult {
  return stepsScene(v, last, placeholder(primaryButton(label, v.actions.start), 'skeleton'));
}

function lastStepText({ method, texts }: CardView): string {
  return method === 'code' ? texts.step4Code : texts.step4;
}

function linkingBody(v: CardView, { since }: StateOf<'linking'>): TemplateResult {
  return messageBox(
    html`<div class="spinner"></div>
      <p>${v.texts.linking}</p>
      ${stuckHelp(v, v.now - since >= STUCK_AFTER)}`,
  );
}

function passkeyBody(v: CardView, { url, token, since, endsAt }: StateOf<'passkey'>): TemplateResult {
  const { texts } = v;
  const life = { since, endsAt, text: texts.validFor };
  return messageBox(
    html`${statusIcon(ICONS.key)}
      <p class="strong">${texts.passkey}</p>
      <slot name="passkey">
        <p>${texts.passkeyHint}</p>
        ${url ? html`<p><a part="link" href=${url} target="_blank" rel="noopener noreferrer">${texts.passkeyLink}</a></p>` : nothing}
        ${token ? html`${copyableCode(v, token, texts.passkeyToken)} ${remainingTime(v, life)}` : nothing}
        ${url || token ? nothing : html`<p>${texts.passkeyWays}</p>`}
      </slot>
      ${primaryButton(texts.newCode, v.actions.again, v.resting)}`,
  );
}

/** Splits a phone number after its country code: ITU-T E.164 assigns codes of one, two or three digits. */
const CALLING_CODE = /^([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})\d*(\d{4})$/;

function linkedBody({ texts }: CardView, { account, already }: StateOf<'linked'>): TemplateResult {
  // The number is half hidden from people who look over the shoulder. The marks U+2066 and U+2069 keep it left to right.
  const phone = account.phone?.replace(CALLING_CODE, '\u2066+$1 •••• $2\u2069');
  const name = [account.name, phone].filter(Boolean).join(' · ');
  return messageBox(
    html`${statusIcon(ICONS.done)}
      <slot name="linked"><p class="strong">${texts.linked}</p></slot>
      ${name ? html`<p part="account">${name}</p>` : nothing} ${already ? html`<p>${texts.already}</p>` : nothing}`,
  );
}

function expiredCover(v: CardView): TemplateResult {
  const { texts } = v;
  return placeholder(
    html`<p class="strong">${texts.expired}</p>
      <p>${texts.expiredHint}</p>
      ${primaryButton(texts.newCode, v.actions.again, v.resting)}`,
    'over',
  );
}

function errorBody(v: CardView, { code, retryable }: StateOf<'error'>): TemplateResult {
  return messageBox(
    html`${statusIcon(ICONS.wrong, 'wrong')}
      <div class="box" role="alert" part="error">
        <p class="strong">${v.texts.error}</p>
        <p>${v.texts.errors[code]}</p>
      </div>
      ${retryable ? primaryButton(v.texts.tryAgain, v.actions.again, v.resting) : nothing}`,
  );
}

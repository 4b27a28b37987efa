import { html, nothing, type TemplateResult } from 'lit';
import { pictureAndSteps } from '../element/frame.js';
import { isPhone } from '../element/settings.js';
import { isFull, type CardView } from './card-view.js';
import type { Counted } from './countdown.js';
import { richText } from './rich-text.js';

/** One thing to say, in the middle. */
export function messageBox(content: unknown): TemplateResult {
  return html`<div class="box">${content}</div>`;
}

/** A picture with the ways to link above it, and the steps that lead to it. */
export function stepsScene(v: CardView, picture: unknown, isCode: boolean): TemplateResult {
  const { step1, step3, step4, step4Code } = v.texts;
  const last = isCode ? step4Code : step4;
  const steps = [richText(step1), secondStep(v, isCode), richText(step3), richText(last)];
  const heading = v.state.status === 'idle' && isCode ? v.texts.then : undefined;
  return pictureAndSteps(waysToLink(v, isCode), picture, { heading, steps, help: helpSection(v) });
}

/** Where the menu is depends on the phone. A pairing code is typed into the very phone that shows it, a QR code is not. */
function secondStep({ texts }: CardView, isCode: boolean): unknown {
  const here = isCode && isPhone() ? navigator.userAgent : '';
  if (here.includes('Android')) return richText(texts.step2Android);
  if (here.includes('iPhone')) return richText(texts.step2Iphone);
  // A phone that asks for pages as a desktop does is told both.
  return html`<div>${richText(['Android: ', texts.step2Android])}</div>
    <div>${richText(['iPhone: ', texts.step2Iphone])}</div>`;
}

/**
 * Two buttons, of which one is pressed. Nothing where the gateway has one way only. Both are written out: a template for each
 * would cost each card memory.
 */
export function waysToLink({ methods, texts, actions }: CardView, isCode: boolean): TemplateResult | typeof nothing {
  if (methods.length < 2) return nothing;
  return html`<div class="segments" role="group" aria-label=${texts.ways}>
    <button
      type="button"
      part=${isCode ? 'way switch' : 'way'}
      aria-pressed=${!isCode}
      .textContent=${texts.byQr}
      @click=${isCode ? actions.useQr : null}
    ></button
    ><button
      type="button"
      part=${isCode ? 'way' : 'way switch'}
      aria-pressed=${isCode}
      .textContent=${texts.byPhone}
      @click=${isCode ? null : actions.useCode}
    ></button>
  </div>`;
}

export function primaryButton(label: string | undefined, act: () => void, restsUntil?: number): TemplateResult {
  return html`<button type="button" class="primary" part="button" ?disabled=${restsUntil !== undefined} @click=${act}>
    ${label}
  </button>`;
}

/** The button of a state without a code, with the seconds that it rests. */
export function againButton(v: CardView, label: string): TemplateResult {
  const { texts, restsUntil, actions } = v;
  const rest = restsUntil === undefined ? nothing : countedTime({ endsAt: restsUntil, text: '{time}', texts });
  return html`${primaryButton(label, actions.again, restsUntil)}${rest}`;
}

/** Help for those who are stuck: most gateways say nothing when WhatsApp asks for a passkey. */
export function helpSection(v: CardView, open = false): TemplateResult {
  const { texts, actions, isHelped } = v;
  return html`<details part="help" ?open=${open} @toggle=${actions.openHelp}>
    <summary .textContent=${texts.help} @click=${actions.openHelp}></summary>
    ${open || isHelped ? helpAnswers(v) : nothing}
  </details>`;
}

/** Made when they are first asked for, since few people do. A click is heard before the browser opens the section. */
function helpAnswers(v: CardView): TemplateResult {
  const { texts, method, state } = v;
  const hasRing = method === 'qr' && (state.status === 'qr' || state.status === 'waiting');
  return html`<p>${richText(texts.helpMenu)}</p>
    <p>${richText(texts.helpFailed)}</p>
    <slot name="passkey"><p>${richText(texts.helpPasskey)}</p></slot>
    <p>${richText(texts.helpFull)}</p>
    ${hasRing && isFull(v) ? v.more.ringSwitch(v) : nothing}`;
}

/** Time left, in words; silent for screen readers: it is announced near the end only. */
export function countedTime(counted: Counted): TemplateResult {
  return html`<p class="time counts" part="time" role="timer" translate="no" .counted=${counted}></p>`;
}

/** A quiet line whose words change. */
export function quietLine(text: string): TemplateResult {
  return html`<p class="time" part="time" translate="no" .textContent=${text}></p>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { MessageOverrides } from '../messages/index.js';

/** What the frame holds once there are words. */
export interface CardContent {
  readonly lang: string;
  readonly dir: string;
  /** The person has enlarged the code. */
  readonly large: boolean;
  readonly title: unknown;
  readonly body: unknown;
  /** What linking allows. */
  readonly hint: string;
  /** For screen readers. */
  readonly status: string;
}

/** The whole card. Without words while they are on their way, so that a server can render it: what is there, stays. */
export function cardFrame(content: Partial<CardContent> = {}): TemplateResult {
  const { lang = nothing, dir = nothing, title = nothing, hint = nothing, status = nothing } = content;
  return html`<section class="card ${content.large ? 'large' : ''}" part="card" lang=${lang} dir=${dir}>
    <header part="header"><slot name="logo"></slot>${title}</header>
    <div class="body" part="body">${content.body ?? frameSkeleton()}</div>
    <footer part="footer">
      <p part="hint">${hint}</p>
      <slot name="footer"></slot>
    </footer>
    <p class="unseen" role="status">${status}</p>
  </section>`;
}

/**
 * Steps, picture, and the ways on. One template for every state that has them, and for the card without words: what holds
 * the focus stays when a code is renewed, and nothing moves.
 */
export function stepsAndPicture(steps: readonly string[], picture: unknown, ways: unknown): TemplateResult {
  return html`<ol part="steps" role="list">
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <div class="picture">${picture}</div>
    <div class="ways">${ways}</div>`;
}

/** A code and what stands below it; the same template before the first code, so that one follows the other in place. */
export function pictureWithCaption(code: TemplateResult, below: unknown): TemplateResult {
  return html`${code}
    <div class="below">${below}</div>`;
}

/** The corners of a QR code that is not there. */
const CORNERS =
  'M3 3h7v7H3zm1 1v5h5V4zm1 1h3v3H5zm18-2h7v7h-7zm1 1v5h5V4zm1 1h3v3h-3zM3 23h7v7H3zm1 1v5h5v-5zm1 1h3v3H5z';

/** Stands where the QR code comes, or was. */
export function placeholder(content: unknown, kind = ''): TemplateResult {
  return html`<div class="tile ${kind}" part="placeholder">
    <svg viewBox="0 0 33 33" aria-hidden="true"><path fill-rule="evenodd" d=${CORNERS} /></svg>
    ${content}
  </div>`;
}

/** Of what is left, 0 to 1. */
export function lifeBar(part: number): TemplateResult {
  return html`<svg class="bar" part="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    <rect width=${100 * (part || 0)} height="1" />
  </svg>`;
}

/** Where a code is on its way. */
export function expectedCode(text?: string): TemplateResult {
  return pictureWithCaption(
    placeholder(nothing, 'busy skeleton'),
    html`${lifeBar(0)}
      <p class="time">${text ?? nothing}</p>`,
  );
}

function frameSkeleton(): TemplateResult {
  return stepsAndPicture(['', '', '', ''], expectedCode(), nothing);
}

/** Where not even the words could be fetched: the page's own, or English. */
export function cardLost(messages: MessageOverrides | undefined, again: () => void): TemplateResult {
  return placeholder(
    html`<p role="alert">${messages?.errors?.unavailable ?? 'This could not be loaded.'}</p>
      <button type="button" class="primary" part="button" @click=${again}>
        ${messages?.tryAgain ?? 'Try again'}
      </button>`,
    'over',
  );
}

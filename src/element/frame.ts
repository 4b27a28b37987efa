import { html, nothing, type TemplateResult } from 'lit';
import type { MessageOverrides } from '../messages/index.js';

/** What the card shows once the texts are loaded. */
export interface CardContent {
  readonly lang: string;
  readonly dir: string;
  /** Whether the person has enlarged the QR code. */
  readonly large: boolean;
  readonly title: unknown;
  readonly body: unknown;
  /** What the person allows by linking, and how to undo it. */
  readonly hint: string;
  /** The announcement for screen readers. */
  readonly status: string;
}

/**
 * Renders the whole card. While the texts are loading, and on a server, it is a skeleton without words. The skeleton has the
 * same elements as the card, so that nothing is replaced when the texts arrive.
 */
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
 * Renders the steps, the picture and the buttons that lead elsewhere. All states with these parts share this template, so that
 * Lit keeps their elements: the focus survives the renewal of a code, and nothing moves.
 */
export function stepsAndPicture(steps: readonly string[], picture: unknown, ways: unknown): TemplateResult {
  return html`<ol part="steps" role="list">
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <div class="picture">${picture}</div>
    <div class="ways">${ways}</div>`;
}

/** Renders a code and its caption. The placeholder before the first code uses this template too, so that nothing moves. */
export function pictureWithCaption(code: TemplateResult, below: unknown): TemplateResult {
  return html`${code}
    <div class="below">${below}</div>`;
}

/** An SVG path: the three corner marks of a QR code. */
const CORNERS =
  'M3 3h7v7H3zm1 1v5h5V4zm1 1h3v3H5zm18-2h7v7h-7zm1 1v5h5V4zm1 1h3v3h-3zM3 23h7v7H3zm1 1v5h5v-5zm1 1h3v3H5z';

/** Renders the square where a QR code will be, or has been. */
export function placeholder(content: unknown, kind = ''): TemplateResult {
  return html`<div class="tile ${kind}" part="placeholder">
    <svg viewBox="0 0 33 33" aria-hidden="true"><path fill-rule="evenodd" d=${CORNERS} /></svg>
    ${content}
  </div>`;
}

/** Renders the remaining life of a code as a bar. `part`: the share that is left, from 0 to 1. */
export function lifeBar(part: number): TemplateResult {
  return html`<svg class="bar" part="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    <rect width=${100 * (part || 0)} height="1" />
  </svg>`;
}

/** Renders the placeholder of a code that has not come yet, with a text below it. */
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

/** Renders the error if not even the texts could be loaded: in the page's own words if it has set any, else in English. */
export function cardLost(messages: MessageOverrides | undefined, again: () => void): TemplateResult {
  return placeholder(
    html`<p role="alert">${messages?.errors?.unavailable ?? 'This could not be loaded.'}</p>
      <button type="button" class="primary" part="button" @click=${again}>
        ${messages?.tryAgain ?? 'Try again'}
      </button>`,
    'over',
  );
}

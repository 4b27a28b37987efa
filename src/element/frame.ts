import { html, isServer, nothing, type TemplateResult } from 'lit';
import { wordinessOf, type MessageOverrides } from '../messages/index.js';
import { languageOf } from './language-of.js';

/** What the frame holds once there are words. */
export interface CardContent {
  readonly lang: string;
  readonly dir: string;
  /** `large`: the person has enlarged the code. `done`: the card says one thing, and is no longer as high as a code needs. */
  readonly shape: 'large' | 'done' | '';
  readonly title: unknown;
  readonly body: unknown;
  /** What linking allows. */
  readonly hint: unknown;
  /** For screen readers. */
  readonly status: string;
}

/**
 * Before there are words, the language is in an array: what hydrates takes it for written already, and would not write the same
 * text again.
 */
type FrameContent = Partial<Omit<CardContent, 'lang'>> & {
  readonly lang?: string | undefined | readonly [string | undefined];
};

/**
 * A picture of 24 by 24 units, drawn in lines. Those that every card has are written out where they stand: a template within a
 * template costs each card kilobytes of memory.
 */
export function lineIcon(path: string, kind = 'i'): TemplateResult {
  return html`<svg class=${kind} viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

/** The whole card. Without words while they are on their way, so that a server can render it: what is there, stays. */
export function cardFrame(content: FrameContent): TemplateResult {
  const { lang = nothing, dir = nothing, title = nothing, hint = nothing, status = '' } = content;
  return html`<section class="card ${content.shape ?? ''}" part="card" lang=${lang} dir=${dir}>
    <header part="header">
      <slot name="logo"></slot>
      <div class="heading">${title}</div>
    </header>
    <div class="body" part="body">${content.body}</div>
    <footer part="footer">
      <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z" /></svg>
      <div class="last">
        <p part="hint">${hint}</p>
        <slot name="footer"></slot>
      </div>
    </footer>
    <p class="unseen" role="status" translate="no" .textContent=${status}></p>
  </section>`;
}

/** What stands beside the picture: what is to be done on the phone, under a heading where it comes later, and help. */
export interface Guide {
  readonly heading?: string | undefined;
  /** Four of them. */
  readonly steps: readonly unknown[];
  readonly help?: unknown;
}

/**
 * A picture, with the ways to link above and a caption below, and beside it the steps. One template for every state that has
 * them, and for the card without words: what holds the focus stays when a code is renewed, and nothing moves.
 */
export function pictureAndSteps(ways: unknown, picture: unknown, { heading, steps, help }: Guide): TemplateResult {
  const [first, second, third, last] = steps;
  return html`<div class="scene">
    <div class="picture">
      <div class="ways">${ways}</div>
      ${picture}
    </div>
    <div class="guide">
      ${heading ? html`<h3>${heading}</h3>` : nothing}
      <ol part="steps" role="list">
        <li>${first}</li>
        <li>${second}</li>
        <li>${third}</li>
        <li class="now">${last}</li>
      </ol>
      ${help}
    </div>
  </div>`;
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
    <svg class="corners" viewBox="0 0 33 33" aria-hidden="true"><path fill-rule="evenodd" d=${CORNERS} /></svg>
    ${content}
  </div>`;
}

/**
 * Where a code is on its way. The page's server may have put one there already, between the tags. Where it has not, the slot is
 * taken away by itself: Chromium keeps a removed slot for long, and with it all that it was removed with.
 */
export function codeSkeleton(isFilled = true): TemplateResult {
  return placeholder(isFilled ? html`<slot name="code"></slot>` : nothing, 'busy skeleton');
}

/** The same with what is said below it. */
export function expectedCode(text = '', isFilled = true): TemplateResult {
  return pictureWithCaption(codeSkeleton(isFilled), html`<p class="time" translate="no" .textContent=${text}></p>`);
}

/** The same for the number form. */
export function expectedForm(): TemplateResult {
  return html`<div class="form"></div>`;
}

/**
 * The card without words, as high as they will make it. Letters that nobody sees take the place of each text and wrap as it will,
 * so that there is room for as many lines at every width and in every font. A server cannot know which language comes.
 */
export function emptyContent(element: HTMLElement & { readonly manual: boolean }, codeFirst: boolean): FrameContent {
  const lang = isServer ? element.lang : languageOf(element);
  const wordiness = isServer ? 0 : wordinessOf(lang);
  const lengths = [2.08, 0.345, 0.44, 0.725, codeFirst ? 0.785 : 0.41];
  const [hint, ...steps] = lengths.map((length) => 'n '.repeat(length * wordiness));
  const body = pictureAndSteps(nothing, codeFirst && !element.manual ? expectedForm() : expectedCode(), { steps });
  return { lang: isServer ? lang || undefined : [lang], hint, body };
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

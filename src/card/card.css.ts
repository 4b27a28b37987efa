import { css } from 'lit';

/** The style sheet of what surrounds every state. */
export const cardStyles = css`
  :host {
    --_on-accent: var(--wa-on-accent, light-dark(#fff, #06281c));
    --_tint: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
  /* No last line of one syllable, and no line that ends within a word: Japanese has no spaces, and browsers break Korean anywhere. */
  .card {
    text-wrap: pretty;
    word-break: auto-phrase;
  }
  .card:lang(ko),
  h2:lang(zh) {
    word-break: keep-all;
  }
  li::before {
    content: counter(step);
    content: counter(step) / '';
    position: absolute;
    inset-block-start: -0.1em;
    inset-inline-start: -1em;
    inline-size: 2em;
    line-height: 2em;
    border-radius: 50%;
    text-align: center;
    color: var(--_accent);
    background: var(--_tint);
    font-weight: 600;
    font-size: 0.8125em;
  }
  .now::before {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .primary {
    min-block-size: 48px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  ol {
    counter-reset: step;
  }
  /* A line joins the numbers. */
  li {
    counter-increment: step;
    position: relative;
    margin-inline-start: 0.8125em;
    border-inline-start: 1px solid var(--_line);
    padding-inline-start: 1.6875em;
  }
  li:last-child {
    border-color: var(--_surface);
  }
  h2 {
    font-size: 1.3125em;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  h3 {
    font-size: 0.9375em;
    font-weight: 600;
    line-height: 1.4;
  }
  b {
    font-weight: 650;
  }
  .time,
  .quiet {
    color: var(--_quiet);
    font-size: 0.875em;
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
  }
  .tile > * {
    position: relative;
  }
  :host([frameless]) .first {
    position: absolute;
    clip-path: inset(50%);
  }
  .segments {
    display: flex;
    flex-wrap: wrap;
    padding: 3px;
    border-radius: calc(var(--_radius) * 0.69);
    background: color-mix(in srgb, var(--_line) 45%, var(--_surface));
  }
  .segments button {
    flex: 1 1 40%;
    min-inline-size: min-content;
    overflow-wrap: normal;
    min-block-size: 40px;
    padding: 1px 8px;
    border: 0;
    border-radius: calc(var(--_radius) / 2);
    color: var(--_quiet);
    font-size: 0.9375em;
    font-weight: 550;
    line-height: 1.25;
  }
  .segments [aria-pressed='true'] {
    color: inherit;
    background: var(--_surface);
    box-shadow: 0 1px 2px #0003;
    cursor: default;
  }
  .guide {
    gap: 20px;
  }
  .chip {
    box-sizing: border-box;
    inline-size: 1.45em;
    block-size: 1.45em;
    padding: 2px;
    border-radius: 5px;
    vertical-align: -0.35em;
    background: var(--_tint);
  }
  .glued {
    white-space: nowrap;
  }
  .now {
    font-weight: 500;
  }
  .box {
    gap: 14px;
    align-items: center;
    align-self: center;
    max-inline-size: 27em;
    text-align: center;
    text-wrap: balance;
  }
  details {
    text-align: start;
    font-size: 0.875em;
    line-height: 1.45;
    color: var(--_quiet);
  }
  summary {
    cursor: pointer;
    min-block-size: 24px;
    inline-size: fit-content;
  }
  details p {
    margin-block-start: 10px;
  }
  h2:focus {
    outline: 0;
  }
  :focus-visible:not(input, h2) {
    outline: 3px solid color-mix(in srgb, var(--_accent) 75%, transparent);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    :host {
      --_surface: Canvas;
      --_text: CanvasText;
      --_line: GrayText;
      --_accent: CanvasText;
      --_on-accent: Canvas;
    }
    .tile,
    .segments {
      border: 1px solid;
    }
    .primary,
    .now::before,
    .segments [aria-pressed='true'] {
      forced-color-adjust: none;
    }
    .segments [aria-pressed='true'] {
      color: HighlightText;
      background: Highlight;
    }
  }
`;

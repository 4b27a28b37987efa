import { css } from 'lit';

/**
 * The style sheet of the card before it is seen. Columns are flex boxes, since a browser spends most of a card's memory on the
 * tracks of grids; lengths that decide what stands beside what are in `em`, so that large letters get the room of a narrow card.
 */
export const styles = css`
  :host {
    --_surface: var(--wa-surface, light-dark(#fff, #17201c));
    --_text: var(--wa-text, light-dark(#16211c, #edf3f0));
    --_quiet: var(--wa-quiet, light-dark(#566860, #a6b8af));
    --_line: var(--wa-line, light-dark(#d5ded9, #38473f));
    --_accent: var(--wa-accent, light-dark(#0b6b4f, #5fd3a8));
    --_radius: var(--wa-radius, 16px);
    color-scheme: light dark;
    display: block;
    container-type: inline-size;
    contain-intrinsic-inline-size: 760px;
    min-inline-size: 280px;
    max-inline-size: 100%;
    break-inside: avoid;
    writing-mode: horizontal-tb;
    font-family: var(--wa-font, inherit);
    font-size: max(1em, 12px);
    line-height: 1.5;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    word-break: normal;
  }
  :host([hidden]) {
    display: none;
  }
  /* Until there are words, which know it. */
  .card:is(:lang(ar), :lang(fa), :lang(he), :lang(ur)) {
    direction: rtl;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  :is(.card, .body, .scene, .picture, .guide, .box, .form, .tile, .last, ol) {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .card {
    --_qr: var(--wa-qr-size, 344px);
    position: relative;
    gap: clamp(16px, 4cqi, 24px);
    max-inline-size: max(760px, 47.5em);
    margin-inline: auto;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: clamp(14px, 5cqi, var(--wa-space, 28px));
    box-shadow:
      0 1px 2px #0000000d,
      0 12px 32px #0000000a;
    overflow-wrap: anywhere;
  }
  :host([frameless]) .card {
    padding: 0;
    border: 0;
    background: none;
    box-shadow: none;
  }
  /* A title and a quiet line: of two lines each on a phone, as most languages have, and of one in a wide card. */
  header {
    display: flex;
    align-items: center;
    gap: 14px;
    min-block-size: clamp(3em, 13.2em - 23cqi, 5.9em);
  }
  :host([frameless]) header {
    min-block-size: 3em;
  }
  ::slotted([slot='logo']) {
    flex: none;
    max-block-size: 44px;
    max-inline-size: 40%;
  }
  .heading {
    flex: 1;
    min-inline-size: 0;
  }
  .scene {
    gap: 24px;
  }
  .picture {
    gap: 12px;
    align-items: center;
  }
  .picture > * {
    inline-size: var(--_side, 100%);
  }
  .picture:has(> .tile, > .life) {
    --_side: max(240px, min(var(--_qr) + 6px, 100%));
  }
  .ways {
    min-block-size: 2.875em;
  }
  .below {
    min-block-size: 1.5em;
    text-align: center;
  }
  ol {
    padding: 0;
    list-style: none;
  }
  li {
    padding-block-end: 18px;
    padding-inline-start: 2.5em;
    min-block-size: 1.75em;
  }
  li:last-child {
    padding-block-end: 0;
  }
  /* Letters in the place of words, and below them room for a second line of the second step and for the help, or a heading. */
  .card:not([dir]) {
    ol,
    [part='hint'] {
      visibility: hidden;
    }
    ol {
      padding-block-end: 4.25em;
    }
    .form {
      margin-block-end: 17px;
    }
  }
  :is(.tile, .form:empty, .qr, iframe) {
    border-radius: calc(var(--_radius) * 0.875);
  }
  .tile {
    position: relative;
    gap: 12px;
    align-items: center;
    justify-content: center;
    text-align: center;
    aspect-ratio: 1;
    padding: 16px;
  }
  .form:empty {
    min-block-size: 11.9em;
  }
  .tile,
  .form:empty {
    background: color-mix(in srgb, var(--_line) 28%, var(--_surface));
  }
  .tile > .corners {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    fill: var(--_line);
  }
  /* In the middle of the tile, as the code that follows. */
  ::slotted([slot='code']) {
    position: absolute;
    max-inline-size: calc(100% - 6px);
  }
  /* Three times, for what moves longer than five seconds needs a way to stop it. */
  .busy > svg {
    animation: pulse 1.5s ease-in-out 3 alternate;
  }
  .i {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    vertical-align: -0.28em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  footer {
    display: flex;
    gap: 10px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
    font-size: 0.84375em;
    line-height: 1.45;
    color: var(--_quiet);
  }
  .last {
    flex: 1;
    gap: 10px;
  }
  button,
  .button {
    font: inherit;
    min-block-size: 44px;
    padding: 8px 18px;
    border-radius: calc(var(--_radius) / 1.5);
    border: 1px solid var(--_accent);
    color: var(--_accent);
    background: none;
    cursor: pointer;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: clip;
    clip-path: inset(50%);
    white-space: nowrap;
    user-select: none;
  }
  @container (min-width: 40em) {
    .card {
      --_qr: var(--wa-qr-size, 325px);
    }
    .card:not(.large) {
      .scene {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 40px;
      }
      .picture {
        --_side: max(240px, var(--_qr) + 6px);
        grid-area: 1 / 2;
      }
      .guide {
        grid-area: 1 / 1;
        padding-block-start: 6px;
      }
    }
  }
  @keyframes pulse {
    to {
      opacity: 0.4;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;

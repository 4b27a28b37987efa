import { css } from 'lit';

/** The styles that the card needs before it is seen: colours, layout, and the square where the QR code will be. */
export const styles = css`
  :host {
    --_surface: var(--wa-surface, light-dark(#fff, #17201c));
    --_text: var(--wa-text, light-dark(#16211c, #edf3f0));
    --_quiet: var(--wa-quiet, light-dark(#566860, #a6b8af));
    --_line: var(--wa-line, light-dark(#d5ded9, #38473f));
    --_accent: var(--wa-accent, light-dark(#0b6b4f, #5fd3a8));
    --_on-accent: var(--wa-on-accent, light-dark(#fff, #06281c));
    --_wrong: var(--wa-wrong, light-dark(#b3261e, #ffb4ab));
    --_tint: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
    --_radius: var(--wa-radius, 16px);
    --_space: var(--wa-space, 28px);
    --_qr: var(--wa-qr-size, 264px);
    color-scheme: light dark;
    display: block;
    container-type: inline-size;
    min-inline-size: 280px;
    font-family: var(--wa-font, inherit);
    line-height: 1.45;
  }
  :host([hidden]) {
    display: none;
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
  .card {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: min(var(--_space), 4cqi);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: clamp(12px, 5cqi, var(--_space));
    text-align: start;
    overflow-wrap: anywhere;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 1.7em;
  }
  ::slotted([slot='logo']) {
    flex: none;
    max-block-size: 40px;
    max-inline-size: 40%;
  }
  h2 {
    flex: 1;
    font-size: 1.3em;
    line-height: 1.25;
  }
  .body,
  .picture,
  .below,
  .ways,
  .box,
  .tile,
  .hosted {
    display: grid;
    gap: 12px;
    justify-items: center;
    align-content: start;
    text-align: center;
    min-inline-size: 0;
  }
  .body {
    gap: 20px;
    min-block-size: 630px;
  }
  ol {
    padding: 0;
    list-style: none;
    counter-reset: step;
    display: grid;
    gap: 12px;
    justify-self: stretch;
    align-content: start;
    text-align: start;
    min-block-size: 160px;
  }
  li {
    counter-increment: step;
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 12px;
  }
  li::before {
    content: counter(step);
    inline-size: 1.8em;
    block-size: 1.8em;
    line-height: 1.8em;
    border-radius: 50%;
    text-align: center;
    color: var(--_accent);
    background: var(--_tint);
    font-weight: 600;
    font-size: 0.9em;
  }
  .picture,
  .hosted {
    inline-size: 100%;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 6px 12px;
    text-align: start;
    min-block-size: 56px;
  }
  .ways {
    min-block-size: 80px;
  }
  .below,
  .tile {
    inline-size: max(240px, min(var(--_qr), 100%));
  }
  .qr,
  .tile,
  iframe {
    border-radius: calc(var(--_radius) / 2);
  }
  .tile {
    position: relative;
    aspect-ratio: 1;
    align-content: center;
    padding: 16px;
    background: color-mix(in srgb, var(--_line) 28%, var(--_surface));
  }
  .tile > * {
    position: relative;
  }
  .tile > svg {
    position: absolute;
    inset: 0;
    fill: var(--_line);
  }
  .busy > svg {
    animation: pulse 1.4s ease-in-out infinite alternate;
  }
  .bar {
    inline-size: 100%;
    block-size: 4px;
    border-radius: 2px;
    background: var(--_line);
    color: var(--_accent);
  }
  rect {
    fill: currentColor;
    transition: width 1s linear;
  }
  .time,
  footer,
  details,
  #hint {
    color: var(--_quiet);
    font-size: 0.9em;
    font-variant-numeric: tabular-nums;
  }
  footer {
    display: grid;
    gap: 10px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--_line);
    min-block-size: 5.5em;
    align-content: start;
  }
  button {
    font: inherit;
    min-block-size: 44px;
    padding: 8px 18px;
    border-radius: calc(var(--_radius) / 1.6);
    border: 1px solid var(--_accent);
    color: var(--_accent);
    background: none;
    cursor: pointer;
  }
  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @container (min-width: 600px) {
    .body {
      min-block-size: 334px;
    }
    ol {
      min-block-size: 0;
    }
    footer {
      min-block-size: 4em;
    }
    .card:not(.large) .body:has(.picture) {
      grid-template: auto 1fr / minmax(0, 1fr) auto;
      gap: 16px 40px;
    }
    .card:not(.large) .picture {
      grid-area: 1 / 2 / 3;
      inline-size: auto;
      min-inline-size: max(240px, var(--_qr));
    }
    .card:not(.large) .picture > :is(.below, .tile) {
      inline-size: max(240px, var(--_qr));
    }
    .card:not(.large) .ways {
      justify-self: start;
      justify-items: start;
      text-align: start;
      margin-inline-start: -8px;
    }
    .card:not(.large) details {
      margin-inline-start: 8px;
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

import { css } from 'lit';

export const styles = css`
  :host {
    --_surface: var(--wa-surface, light-dark(#fff, #17201c));
    --_text: var(--wa-text, light-dark(#16211c, #edf3f0));
    --_quiet: var(--wa-quiet, light-dark(#566860, #a6b8af));
    --_line: var(--wa-line, light-dark(#d5ded9, #38473f));
    --_accent: var(--wa-accent, light-dark(#0b6b4f, #5fd3a8));
    --_on-accent: var(--wa-on-accent, light-dark(#fff, #06281c));
    --_wrong: var(--wa-wrong, light-dark(#b3261e, #ffb4ab));
    color-scheme: light dark;
    display: block;
    container-type: inline-size;
    min-inline-size: 280px;
    min-block-size: 400px;
    color: var(--_text);
    font: inherit;
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
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--wa-radius, 16px);
    padding: clamp(14px, 5cqi, 28px);
  }
  h2 {
    margin: 0 0 16px;
    font-size: 1.25em;
    line-height: 1.25;
    outline: none;
    overflow-wrap: anywhere;
  }
  p {
    margin: 0;
  }
  .body {
    display: grid;
    gap: 20px;
    justify-items: center;
    min-block-size: 372px;
    align-content: center;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
    counter-reset: step;
    display: grid;
    gap: 10px;
    justify-self: stretch;
    align-content: start;
  }
  li {
    counter-increment: step;
    display: grid;
    grid-template-columns: 1.75em 1fr;
    gap: 10px;
    overflow-wrap: anywhere;
  }
  li::before {
    content: counter(step);
    inline-size: 1.75em;
    block-size: 1.75em;
    line-height: 1.65em;
    border: 1px solid var(--_line);
    border-radius: 50%;
    text-align: center;
    color: var(--_accent);
    font-weight: 600;
    font-size: 0.9em;
  }
  @container (min-width: 620px) {
    .body {
      grid-auto-flow: column;
      grid-auto-columns: 1fr auto;
      gap: 32px;
      align-items: start;
    }
    .box {
      grid-column: 1 / -1;
    }
  }
  .picture,
  .box {
    display: grid;
    gap: 10px;
    justify-items: center;
    text-align: center;
    max-inline-size: 100%;
  }
  .box {
    max-inline-size: 26em;
    gap: 14px;
  }
  .qr,
  .skeleton {
    inline-size: max(240px, var(--wa-qr-size, 264px));
    aspect-ratio: 1;
    border-radius: calc(var(--wa-radius, 16px) / 2);
  }
  .qr {
    background: #fff;
    forced-color-adjust: none;
    border: 1px solid #d5ded9;
    display: grid;
  }
  .qr > * {
    inline-size: 100%;
    block-size: 100%;
    display: block;
    min-inline-size: 0;
    border-radius: inherit;
  }
  canvas {
    padding: 10px;
    image-rendering: pixelated;
  }
  .skeleton {
    background: color-mix(in srgb, var(--_line) 45%, var(--_surface));
    animation: pulse 1.6s ease-in-out infinite alternate;
  }
  @keyframes pulse {
    to {
      opacity: 0.55;
    }
  }
  .time,
  .undo,
  #hint {
    color: var(--_quiet);
    font-size: 0.9em;
    font-variant-numeric: tabular-nums;
  }
  .undo {
    margin-block-start: 18px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--_line);
  }
  .strong {
    font-weight: 600;
    font-size: 1.1em;
  }
  .code {
    font:
      600 2em/1.2 ui-monospace,
      Menlo,
      Consolas,
      monospace;
    letter-spacing: 0.06em;
    user-select: all;
  }
  button {
    font: inherit;
    min-block-size: 44px;
    padding: 8px 18px;
    border-radius: calc(var(--wa-radius, 16px) / 1.6);
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
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  details {
    font-size: 0.9em;
    max-inline-size: 26em;
  }
  summary {
    color: var(--_quiet);
    cursor: pointer;
    min-block-size: 24px;
  }
  details p {
    margin-block-start: 8px;
  }
  .link {
    border-color: transparent;
    text-decoration: underline;
    text-underline-offset: 3px;
    padding-inline: 8px;
  }
  a {
    color: var(--_accent);
  }
  :focus-visible {
    outline: 3px solid color-mix(in srgb, var(--_accent) 65%, transparent);
    outline-offset: 2px;
  }
  label {
    font-weight: 600;
  }
  input {
    font: inherit;
    font-size: max(16px, 1.1em);
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_quiet);
    border-radius: calc(var(--wa-radius, 16px) / 1.6);
  }
  #hint.wrong {
    color: var(--_wrong);
  }
  .spinner,
  .done {
    inline-size: 56px;
    block-size: 56px;
    border-radius: 50%;
    border: 5px solid var(--_line);
  }
  .spinner {
    border-block-start-color: var(--_accent);
    animation: turn 0.9s linear infinite;
  }
  .done {
    border-color: var(--_accent);
    position: relative;
  }
  .done::after {
    content: '';
    position: absolute;
    inset: 8px 16px;
    box-sizing: border-box;
    inline-size: 14px;
    block-size: 26px;
    border: solid var(--_accent);
    border-width: 0 5px 5px 0;
    rotate: 45deg;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
    }
  }
`;

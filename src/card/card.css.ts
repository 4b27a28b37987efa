import { css } from 'lit';

/** The styles of everything that fills the card once it is seen. */
export const styles = css`
  .body:has(> div.box) {
    align-content: center;
  }
  .box {
    gap: 14px;
    max-inline-size: 27em;
  }
  form.box {
    justify-items: stretch;
    text-align: start;
    inline-size: 100%;
  }
  .qr {
    inline-size: fit-content;
    min-inline-size: max(240px, min(var(--_qr), 100%));
    max-inline-size: 100%;
    background: #fff;
    forced-color-adjust: none;
    border: 1px solid #d5ded9;
    display: grid;
  }
  .qr > * {
    inline-size: 100%;
    block-size: auto;
    border-radius: inherit;
    animation: appear 0.3s;
  }
  .odd > * {
    animation-name: appear-too;
  }
  canvas {
    image-rendering: pixelated;
  }
  .raw {
    padding: 6%;
    image-rendering: auto;
  }
  .over > svg {
    opacity: 0.3;
  }
  [dir='rtl'] .bar {
    scale: -1 1;
  }
  .picture > .bar,
  .box > .bar {
    max-inline-size: 264px;
  }
  .strong {
    font-weight: 600;
    font-size: 1.1em;
  }
  .code {
    font:
      600 min(2.1em, 11cqi) / 1.3 ui-monospace,
      Menlo,
      Consolas,
      monospace;
    letter-spacing: 0.06em;
    padding: 0.5em 0.6em;
    border-radius: calc(var(--_radius) / 2);
    background: var(--_tint);
    user-select: all;
  }
  button:hover {
    filter: brightness(1.1);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .link,
  .resize {
    border-color: transparent;
    padding: 4px 8px;
  }
  .link {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .resize {
    display: none;
    min-block-size: 32px;
    inline-size: 32px;
    padding: 5px;
  }
  .resize svg,
  .icon {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon,
  .spinner {
    inline-size: 64px;
    block-size: 64px;
    border-radius: 50%;
  }
  .icon {
    padding: 14px;
    color: var(--_accent);
    background: var(--_tint);
  }
  .icon.wrong {
    background: color-mix(in srgb, var(--_wrong) 12%, var(--_surface));
  }
  .icon.wrong,
  #hint.wrong {
    color: var(--_wrong);
  }
  .spinner {
    border: 5px solid var(--_line);
    border-block-start-color: var(--_accent);
    animation: turn 0.9s linear infinite;
  }
  summary {
    cursor: pointer;
    min-block-size: 24px;
  }
  details {
    max-inline-size: 27em;
  }
  details p {
    margin-block-start: 8px;
  }
  a {
    color: var(--_accent);
    display: inline-block;
    min-block-size: 24px;
  }
  :focus-visible {
    outline: 3px solid color-mix(in srgb, var(--_accent) 75%, transparent);
    outline-offset: 2px;
  }
  label {
    font-weight: 600;
  }
  input {
    font: inherit;
    font-size: max(16px, 1.1em);
    inline-size: 100%;
    min-block-size: 48px;
    padding: 8px 12px;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_quiet);
    border-radius: calc(var(--_radius) / 1.6);
    text-align: start;
  }
  iframe {
    inline-size: 100%;
    block-size: max(320px, var(--wa-frame-height, 440px));
    border: 0;
    background: #fff;
  }
  @keyframes appear {
    from {
      opacity: 0.6;
    }
  }
  @keyframes appear-too {
    from {
      opacity: 0.6;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @container (min-width: 440px) {
    .resize {
      display: block;
    }
    .large {
      --_qr: min(560px, 85vb);
    }
  }
  @media (forced-colors: active) {
    :host {
      --_surface: Canvas;
      --_text: CanvasText;
      --_line: GrayText;
      --_accent: CanvasText;
      --_on-accent: Canvas;
      --_wrong: CanvasText;
    }
    .tile,
    .code {
      border: 1px solid;
    }
    .primary,
    .spinner {
      forced-color-adjust: none;
    }
  }
`;

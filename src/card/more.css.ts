import { css } from 'lit';

/** The style sheet of the states that follow the QR code, or go another way. */
export const moreStyles = css`
  :host {
    --_wrong: var(--wa-wrong, light-dark(#b3261e, #ffb4ab));
  }
  @container (min-width: 27.5em) {
    .large .picture:has(> .tile, > .life) {
      --_side: max(240px, min(560px, 100vb - 40px, 100%));
    }
  }
  .ending .ring {
    color: var(--_wrong);
  }
  .over > .corners {
    opacity: 0.3;
  }
  .strong {
    font-weight: 600;
    font-size: 1.1em;
  }
  button:not(:disabled):hover,
  .button:hover {
    filter: brightness(1.08);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .phone {
    inline-size: 84px;
    block-size: auto;
    fill: var(--_surface);
    stroke: var(--_quiet);
    stroke-width: 2.5;
  }
  .phone path {
    fill: none;
  }
  .phone .scan {
    stroke: var(--_accent);
    animation: scan 1.6s ease-in-out 2 alternate;
  }
  .icon {
    display: block;
    inline-size: 72px;
    block-size: 72px;
    padding: 16px;
    margin-inline: auto;
    border-radius: 50%;
    color: var(--_accent);
    background: var(--_tint);
  }
  .drawn {
    margin-block-end: 14px;
  }
  .drawn path {
    stroke-dasharray: 22;
    animation: draw 0.4s ease-out;
  }
  @keyframes draw {
    from {
      stroke-dashoffset: 22;
    }
  }
  @keyframes scan {
    from {
      translate: 0 -12px;
    }
    to {
      translate: 0 14px;
    }
  }
  .scanned {
    overflow: hidden;
  }
  .blurred {
    position: absolute;
    inset: 0;
    display: flex;
    background: #fff;
    filter: blur(9px);
    opacity: 0.45;
  }
  .blurred > * {
    inline-size: 100%;
    block-size: 100%;
  }
  .wrong {
    color: var(--_wrong);
  }
  .hold {
    display: flex;
    gap: 10px;
    margin-block-start: 12px;
  }
  .hold > input {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .wide {
    display: block;
    inline-size: 100%;
    text-align: center;
    text-decoration: none;
  }
  .done .heading {
    text-align: center;
  }
  .done header {
    flex-direction: column;
  }
  .done :is(header, footer) {
    min-block-size: 0;
  }
  .account {
    display: flex;
    align-items: center;
    gap: 12px;
    max-inline-size: 100%;
    padding: 8px 18px 8px 8px;
    border: 1px solid var(--_line);
    border-radius: 28px;
    text-align: start;
    line-height: 1.3;
  }
  [dir='rtl'] .account {
    padding: 8px 8px 8px 18px;
  }
  .account > div:only-child {
    padding-inline-start: 10px;
  }
  .initial {
    flex: none;
    inline-size: 2.5em;
    line-height: 2.5em;
    border-radius: 50%;
    text-align: center;
    font-weight: 600;
    color: var(--_accent);
    background: var(--_tint);
  }
  .support {
    user-select: text;
  }
  .link {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .icon.wrong {
    color: var(--_wrong);
    background: color-mix(in srgb, var(--_wrong) 12%, var(--_surface));
  }
  .spinner {
    inline-size: 64px;
    block-size: 64px;
    border: 5px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  a:not(.button) {
    color: var(--_accent);
    display: inline-block;
    min-block-size: 24px;
  }
  .picture > iframe {
    inline-size: 100%;
    block-size: max(320px, var(--wa-frame-height, 440px));
    border: 0;
    background: #fff;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .hold {
      display: none;
    }
  }
  @media (forced-colors: active) {
    :host {
      --_wrong: CanvasText;
    }
    .spinner {
      forced-color-adjust: none;
    }
  }
`;

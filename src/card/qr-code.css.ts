import { css } from 'lit';

/** The style sheet of the QR code, of the ring around it that runs with its life, and of the button that enlarges it. */
export const codeStyles = css`
  .life {
    position: relative;
    padding: 3px;
    inline-size: fit-content;
    min-inline-size: var(--_side);
    max-inline-size: 100%;
  }
  .ring,
  .ring > div,
  .ring > div::before {
    position: absolute;
    inset-block: 0;
  }
  .ring,
  .ring > div {
    overflow: clip;
  }
  .ring {
    inset: 0;
    border-radius: calc(var(--_radius) * 0.875 + 3px);
    background: var(--_line);
    color: var(--_accent);
  }
  /* The halves overlap by a pixel: browsers leave a gap between them where the width is odd. */
  .ring > div {
    left: calc(50% - 1px);
    right: 0;
  }
  .ring > :last-child {
    left: 0;
    right: 50%;
  }
  /* Half planes that turn about the middle: each leaves the half that it fills as time goes by, clockwise and from the top. */
  .ring > div::before {
    content: '';
    inset-block: -50%;
    left: 0;
    inline-size: 150%;
    background: currentColor;
    transform-origin: left;
  }
  .ring > :last-child::before {
    left: -50%;
    transform-origin: right;
  }
  .qr {
    position: relative;
    background: #fff;
    forced-color-adjust: none;
    display: flex;
    justify-content: center;
    align-items: center;
    aspect-ratio: 1;
  }
  .qr > * {
    inline-size: 100%;
    max-inline-size: 100%;
    block-size: auto;
    border-radius: inherit;
  }
  canvas {
    image-rendering: pixelated;
  }
  .raw {
    padding: 6%;
    image-rendering: auto;
  }
  .resize {
    display: none;
    position: absolute;
    inset-block-end: -12px;
    inset-inline-end: -12px;
    min-block-size: 30px;
    inline-size: 30px;
    padding: 5px;
    border-color: var(--_line);
    border-radius: 50%;
    background: var(--_surface);
  }
  :host([frameless]) .resize {
    inset-inline-end: 0; /* there is no padding to reach into, and what holds the card may scroll or clip */
  }
  .resize .i {
    display: block;
    inline-size: 18px;
    block-size: 18px;
  }
  @container (min-width: 27.5em) {
    .resize {
      display: block;
    }
  }
  @media (forced-colors: active) {
    .life,
    .ring {
      forced-color-adjust: none;
    }
  }
`;

import { css } from 'lit';

/** The style sheet of a pairing code, and of what to do with it. */
export const codeStateStyles = css`
  .code {
    inline-size: 100%;
    font:
      600 1.375em / 1 ui-monospace,
      Menlo,
      Consolas,
      monospace;
    user-select: all;
    text-align: center;
  }
  /* That the code could not be copied. */
  .wide + .quiet {
    text-align: center;
  }
  .picture > .code,
  .box > .code {
    font-size: min(1.375em, 7cqi);
  }
  .cells {
    display: flex;
    gap: 5px;
  }
  .cell {
    flex: 1 1 0;
    min-inline-size: 0;
    min-block-size: 2.25em;
    line-height: 2.25em;
    border-radius: calc(var(--_radius) * 0.56);
    background: var(--_tint);
  }
  .dash {
    align-self: center;
    inline-size: 10px;
    block-size: 2px;
    overflow: hidden;
    background: var(--_quiet);
  }
  .long .cells {
    display: block;
    padding: 0.6em;
    border-radius: calc(var(--_radius) * 0.56);
    background: var(--_tint);
  }
  .long :is(.cell, .dash) {
    all: unset;
  }
  .tip {
    display: flex;
    gap: 10px;
    margin-block-start: 12px;
    padding: 12px 14px;
    border-radius: calc(var(--_radius) * 0.69);
    background: var(--_tint);
    font-size: 0.875em;
    line-height: 1.45;
    text-align: start;
  }
  .tip .i {
    color: var(--_accent);
  }
  @media (forced-colors: active) {
    .cell,
    .tip,
    .long .cells {
      border: 1px solid;
    }
  }
`;

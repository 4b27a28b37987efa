import { css } from 'lit';

/** The field for the number, and what is said of it. */
export const formStyles = css`
  .form {
    gap: 10px;
    text-align: start;
  }
  .form > label {
    font-weight: 600;
    font-size: 0.9375em;
  }
  .field {
    display: flex;
    border: 1.5px solid var(--_quiet);
    border-radius: calc(var(--_radius) * 0.69);
    overflow: hidden;
  }
  .field:has(:focus-visible) {
    border-color: var(--_accent);
    outline: 3px solid color-mix(in srgb, var(--_accent) 35%, transparent);
  }
  .field:has([aria-invalid='true']) {
    border-color: var(--_wrong);
  }
  .calling-code {
    padding: 10px 12px;
    font-size: max(16px, 1.0625em);
    background: color-mix(in srgb, var(--_line) 35%, var(--_surface));
    border-inline-end: 1px solid var(--_line);
  }
  [dir='rtl'] .field {
    flex-direction: row-reverse;
  }
  [dir='rtl'] .calling-code {
    border-inline: 1px solid var(--_line) 0;
  }
  .field > input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 47px;
    padding: 8px 12px;
    border: 0;
    outline: 0;
    font: inherit;
    font-size: max(16px, 1.0625em);
    color: inherit;
    background: none;
    text-align: start;
  }
  /* The number that is echoed takes two lines. */
  #hint {
    min-block-size: 2.9em;
  }
`;

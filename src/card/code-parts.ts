import { html, nothing, type TemplateResult } from 'lit';
import type { FullView } from './card-view.js';
import { richText } from './rich-text.js';

/** With the embedder's name, or whom else the person may turn to. */
export function namedText({ app, texts }: FullView, text: string): unknown {
  return richText(text, { app: app ?? texts.owner });
}

/** A code to type elsewhere: left to right in every language, spelled for screen readers, and copied as `bare`. */
export function spelledCode(code: string, label: string, bare = code): TemplateResult {
  const shown = /^[^-]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
  const cells = shown.split('').map((letter) => html`<span class=${letter === '-' ? 'dash' : 'cell'}>${letter}</span>`);
  const copyBare = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', bare);
    event.preventDefault();
  };
  const spelled = `${label}: ${code.split('').join(' ')}`;
  return html`<p class="code ${shown.length > 9 ? 'long' : ''}" part="code" dir="ltr" translate="no" @copy=${copyBare}>
    <span class="unseen">${spelled}</span><span class="cells" aria-hidden="true">${cells}</span>
  </p>`;
}

const CHECK = ' ✓';

/** Copies `bare`; where `opens` is given, a link that does so on its way. */
export function copyButton({ texts, copied, actions }: FullView, bare: string, opens?: string): TemplateResult {
  const label = copied ? texts.copied + CHECK : opens === undefined ? texts.copy : texts.copyAndOpen;
  const copy = () => copyToClipboard(bare, actions.copied);
  const failed = copied === false ? html`<p class="quiet">${texts.copyFailed}</p>` : nothing;
  if (opens === undefined)
    return html`<button
        type="button"
        class="primary wide"
        part="copy"
        translate="no"
        .textContent=${label}
        @click=${copy}
      ></button>
      ${failed}`;
  return html`<a
      class="button primary wide"
      part="copy"
      href=${opens}
      target="_blank"
      rel="noopener noreferrer"
      translate="no"
      .textContent=${label}
      @click=${copy}
    ></a>
    ${failed}`;
}

/** Asks for the clipboard within the click: a browser forgets the click after an `await`. */
function copyToClipboard(code: string, done: (copied: boolean) => void): void {
  if (!('clipboard' in navigator)) {
    done(false); // not a secure context
    return;
  }
  navigator.clipboard.writeText(code).then(
    () => done(true),
    () => done(false),
  );
}

/** Calling codes of one and of two digits; all others have three (ITU-T E.164). */
const CALLING_CODE = /^([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})\d*(\d{4})$/;

/** A number half hidden, for those who look over a shoulder; dots say nothing to a screen reader, so it is told the end. */
export function hiddenNumber({ texts }: FullView, digits: string): TemplateResult {
  const [, country = '', end = ''] = CALLING_CODE.exec(digits) ?? [];
  const spoken = texts.endingIn.replace('{digits}', end.split('').join(' '));
  const shown = `+${country} •••• ${end}`;
  return html`<bdi dir="ltr" translate="no" aria-hidden="true">${shown}</bdi><span class="unseen"> ${spoken}</span>`;
}

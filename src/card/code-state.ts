import { html, nothing, type TemplateResult } from 'lit';
import { lineIcon, pictureWithCaption } from '../element/frame.js';
import { isPhone } from '../element/settings.js';
import type { FullView, StateOf } from './card-view.js';
import { copyButton, hiddenNumber, spelledCode } from './code-parts.js';
import { countedTime, quietLine } from './parts.js';
import { richText } from './rich-text.js';

const BELL = 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4';
/** WhatsApp's own address of its list of linked devices; it carries no code. */
const LINKED_DEVICES = 'https://wa.me/settings/linked_devices';

export function pairingCode(v: FullView, { code, endsAt }: StateOf<'code'>): TemplateResult {
  const { texts } = v;
  const bare = code.replaceAll('-', '');
  const time = Number.isFinite(endsAt) ? countedTime({ endsAt, text: texts.validFor, texts }) : nothing;
  return pictureWithCaption(
    html`${spelledCode(code, texts.codeLabel, bare)}${copyButton(v, bare, isPhone() ? LINKED_DEVICES : undefined)}`,
    html`${v.offline ? quietLine(texts.reconnecting) : time}
      <div class="tip">
        ${lineIcon(BELL)}
        <p>${richText(texts.codeTip)}</p>
      </div>`,
  );
}

/** Where the pairing code will be. */
export function expectedPairingCode({ texts, offline }: FullView): TemplateResult {
  return pictureWithCaption(
    html`<div class="code busy" aria-hidden="true">
      <span class="cells"
        >${Array.from('    -    ').map((letter) => html`<span class=${letter === '-' ? 'dash' : 'cell'}></span>`)}</span
      >
    </div>`,
    quietLine(offline ? texts.reconnecting : texts.waiting),
  );
}

/** “For +55 •••• 5678 ·” and the way back to the field: the number stands where the language wants it. */
export function codeIntro(v: FullView): TemplateResult {
  const { texts, phone, actions } = v;
  const [before, after] = texts.codeFor.split('{number}');
  const number = phone
    ? html`<span>${before}${hiddenNumber(v, phone)}${after}</span><span aria-hidden="true">${' · '}</span>`
    : nothing;
  return html`<p class="quiet" part="intro">
    ${number}<button type="button" class="link" part="change" @click=${actions.useCode}>${texts.changeNumber}</button>
  </p>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { pictureWithCaption } from '../element/frame.js';
import { STUCK_AFTER } from '../element/moments.js';
import type { FullView, StateOf } from './card-view.js';
import { helpSection, messageBox, quietLine, stepsScene } from './parts.js';

/** Linking goes on where the code was, and after a minute explains what may be in the way. */
export function linkingBody(v: FullView, { since }: StateOf<'linking'>): TemplateResult {
  if (v.method !== 'code' && v.now - since < STUCK_AFTER) return stepsScene(v, scannedPicture(v), false);
  return messageBox(
    html`<div class="spinner"></div>
      <p>${v.texts.linking}</p>
      ${v.offline ? quietLine(v.texts.reconnecting) : nothing} ${helpSection(v, v.now - since >= STUCK_AFTER)}`,
  );
}

/** The code that was scanned, blurred under a spinner; or its place, where none was shown. */
function scannedPicture({ texts, drawing }: FullView): TemplateResult {
  return pictureWithCaption(
    html`<div class="tile scanned">
      ${drawing ? html`<div class="blurred" aria-hidden="true">${drawing}</div>` : nothing}
      <div class="spinner"></div>
    </div>`,
    html`<p>${texts.linking}</p>`,
  );
}

/** A phone that scans a code: its line moves twice and rests. */
export function phoneDrawing(): TemplateResult {
  return html`<svg class="i phone" viewBox="0 0 64 96" aria-hidden="true">
    <rect x="8" y="3" width="48" height="90" rx="9" />
    <path d="M28 10h8M19 40v-8h8m10 0h8v8m0 10v8h-8m-10 0h-8v-8" />
    <path class="scan" d="M16 45h32" />
  </svg>`;
}

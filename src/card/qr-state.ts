import { html, type TemplateResult } from 'lit';
import type { Drawing } from '../qr/draw.js';
import { isLastQr } from './announcement.js';
import { lifeRing } from './life-ring.js';
import { codeSkeleton, expectedCode, lineIcon, pictureWithCaption } from '../element/frame.js';
import { LONG_WAIT_AFTER, qrEndsAt } from '../element/moments.js';
import type { StateOf, CardView } from './card-view.js';
import { countedTime, quietLine } from './parts.js';

export function waitingPicture({ now, texts, offline }: CardView, since: number): TemplateResult {
  return expectedCode(
    offline ? texts.reconnecting : now - since >= LONG_WAIT_AFTER ? texts.waitingLong : texts.waiting,
  );
}

export function qrPicture(v: CardView, state: StateOf<'qr'>): TemplateResult {
  const { texts, drawing, large, offline, actions } = v;
  const { codes, since } = state;
  const endsAt = qrEndsAt(state);
  const last = isLastQr(state);
  const label = large ? texts.shrink : texts.enlarge;
  return pictureWithCaption(
    drawing
      ? html`<div class="life ${last ? 'ending' : ''}">
          ${lifeRing(Number.isFinite(endsAt) ? { since, endsAt } : undefined)} ${drawnQr(v, drawing, codes)}
          <button type="button" class="resize" part="resize" aria-label=${label} @click=${actions.resize}>
            ${lineIcon(large ? 'M10 4v6H4m10 10v-6h6' : 'M14 4h6v6M10 20H4v-6')}
          </button>
        </div>`
      : codeSkeleton(),
    last && !offline
      ? countedTime({ endsAt, text: texts.lastCode, texts })
      : quietLine(offline ? texts.reconnecting : texts.renews),
  );
}

/** Odd and even codes differ in the name of their animation, and so each begins it anew. */
function drawnQr({ texts }: CardView, drawing: Drawing, codes: number): TemplateResult {
  return html`<div class="qr ${codes % 2 ? 'odd' : ''}" part="qr" role="img" aria-label=${texts.qrLabel} translate="no">
    ${drawing}
  </div>`;
}

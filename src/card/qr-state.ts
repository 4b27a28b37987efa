import { html, type TemplateResult } from 'lit';
import { isLastQr } from './announcement.js';
import type { Life } from './life-ring.js';
import { codeSkeleton, expectedCode, pictureWithCaption } from '../element/frame.js';
import { LONG_WAIT_AFTER, qrEndsAt } from '../element/moments.js';
import type { StateOf, CardView } from './card-view.js';
import { countedTime, quietLine } from './parts.js';

export function waitingPicture({ now, texts, offline, isHandedOver }: CardView, since: number): TemplateResult {
  return expectedCode(
    offline ? texts.reconnecting : now - since >= LONG_WAIT_AFTER ? texts.waitingLong : texts.waiting,
    isHandedOver,
  );
}

export function qrPicture(v: CardView, state: StateOf<'qr'>): TemplateResult {
  const { texts, drawing, large, offline, actions } = v;
  const endsAt = qrEndsAt(state);
  const life: Life | undefined = Number.isFinite(endsAt) ? { since: state.since, endsAt } : undefined;
  const last = isLastQr(state);
  const label = large ? texts.shrink : texts.enlarge;
  return pictureWithCaption(
    drawing
      ? html`<div class="life ${last ? 'ending' : ''}">
          <div class="ring" part="bar" aria-hidden="true" .life=${life}>
            <div></div>
            <div></div>
          </div>
          <div class="qr" part="qr" role="img" aria-label=${texts.qrLabel} translate="no">${drawing}</div>
          <button type="button" class="resize" part="resize" aria-label=${label} @click=${actions.resize}>
            <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
              <path d=${large ? 'M10 4v6H4m10 10v-6h6' : 'M14 4h6v6M10 20H4v-6'} />
            </svg>
          </button>
        </div>`
      : codeSkeleton(v.isHandedOver),
    last && !offline
      ? countedTime({ endsAt, text: texts.lastCode, texts })
      : quietLine(offline ? texts.reconnecting : texts.renews),
  );
}

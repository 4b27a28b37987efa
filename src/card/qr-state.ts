import { html, nothing, type TemplateResult } from 'lit';
import type { Drawing } from '../qr/draw.js';
import { qrEnding } from './announcement.js';
import { expectedCode, pictureWithCaption, placeholder } from '../element/frame.js';
import { formatNumber, remainingTime, type StateOf, type CardView } from './parts.js';

/** After this many ms the card says that a code can take minutes: Green API allows itself up to 10 minutes. */
const LONG_WAIT_AFTER = 10_000;

export function waitingPicture({ now, texts }: CardView, since: number): TemplateResult {
  return expectedCode(now - since >= LONG_WAIT_AFTER ? texts.waitingLong : texts.waiting);
}

export function qrPicture(v: CardView, state: StateOf<'qr'>): TemplateResult {
  const { texts, drawing, large, actions } = v;
  const { codes, limits, since } = state;
  const { at, last } = qrEnding(state);
  const count = { n: formatNumber(texts, codes), total: formatNumber(texts, limits.codes) };
  const label = large ? texts.shrink : texts.enlarge;
  return pictureWithCaption(
    drawing ? drawnQr(v, drawing, codes) : placeholder(nothing, 'busy skeleton'),
    html`${remainingTime(v, { since, endsAt: at, text: last ? texts.lastCode : texts.renews })}
      ${Number.isFinite(limits.codes) ? html`<p class="time" part="count">${`${count.n}/${count.total}`}</p>` : nothing}
      <button type="button" class="resize" part="resize" aria-label=${label} title=${label} @click=${actions.resize}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d=${large ? 'M10 4v6H4m10 10v-6h6' : 'M14 4h6v6M10 20H4v-6'} />
        </svg>
      </button>`,
  );
}

/** Renders the drawn code. The class differs between odd and even codes, so that the animation starts again for each code. */
function drawnQr({ texts }: CardView, drawing: Drawing, codes: number): TemplateResult {
  return html`<div class="qr ${codes % 2 ? 'odd' : ''}" part="qr" role="img" aria-label=${texts.qrLabel} translate="no">
    ${'canvas' in drawing ? drawing.canvas : qrSvg(drawing)}
  </div>`;
}

/** Renders the code at the smallest width that cameras read well, 3 px a module. The style sheet makes it wider. */
function qrSvg({ path, size }: { path: string; size: number }): TemplateResult {
  return html`<svg viewBox="0 0 ${size} ${size}" width=${3 * size} shape-rendering="crispEdges" aria-hidden="true">
    <path stroke="#000" d=${path} />
  </svg>`;
}

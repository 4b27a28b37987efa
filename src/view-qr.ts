import { html, nothing, type TemplateResult } from 'lit';
import { fill } from './messages/index.js';
import type { Drawing } from './qr.js';
import { ending } from './view-announcement.js';
import { expected, picture, tile } from './view-frame.js';
import { number, remaining, type Of, type View } from './view-parts.js';

/** A wait so long deserves a word (design.md, "Statuses"), ms. */
const LONG_WAIT = 10_000;

export function waiting({ now, texts }: View, since: number): TemplateResult {
  return expected(now - since >= LONG_WAIT ? texts.waitingLong : texts.waiting);
}

export function qr(v: View, state: Of<'qr'>): TemplateResult {
  const { texts, drawing, large, actions } = v;
  const { codes, limits, since } = state;
  const { at, last } = ending(state);
  const count = { n: number(texts, codes), total: number(texts, limits.codes) };
  const label = large ? texts.shrink : texts.enlarge;
  return picture(
    drawing ? drawn(v, drawing, codes) : tile(nothing, 'busy skeleton'),
    html`${remaining(v, { since, endsAt: at, text: last ? texts.remainingLast : texts.remaining })}
      ${Number.isFinite(limits.codes) ? html`<p class="time" part="count">${fill(texts.codeCount, count)}</p>` : nothing}
      <button type="button" class="resize" part="resize" aria-label=${label} title=${label} @click=${actions.resize}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d=${large ? 'M10 4v6H4m10 10v-6h6' : 'M14 4h6v6M10 20H4v-6'} />
        </svg>
      </button>`,
  );
}

/** Odd and even codes differ in the name of their animation, and so each begins it anew. */
function drawn({ texts }: View, drawing: Drawing, codes: number): TemplateResult {
  return html`<div class="qr ${codes % 2 ? 'odd' : ''}" part="qr" role="img" aria-label=${texts.qrLabel} translate="no">
    ${'canvas' in drawing ? drawing.canvas : path(drawing)}
  </div>`;
}

/** Its own width is the smallest that a camera reads well, 3 px a module; the style sheet makes it wider. */
function path({ path, size }: { path: string; size: number }): TemplateResult {
  return html`<svg viewBox="0 0 ${size} ${size}" width=${3 * size} shape-rendering="crispEdges" aria-hidden="true">
    <path stroke="#000" d=${path} />
  </svg>`;
}

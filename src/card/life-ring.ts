import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { monotonicNow } from '../platform/clock.js';
import type { FullView, RingHold } from './card-view.js';

/** A repeat that renews a code's life by less than this moves nothing: an answer takes its time, too, ms. */
const TOLERANCE = 1_500;

/** For those whom the movement distracts (WCAG 2.2.2): the ring stands still, and the code goes on renewing itself. */
export function ringSwitch({ texts, ring }: FullView): TemplateResult {
  return html`<label class="hold">
    <input type="checkbox" .checked=${ring?.isHeld ?? false} @change=${ring?.hold} />
    <span>${texts.holdRing}</span>
  </label>`;
}

/** What the ring around a code shows: the time from when the code came until another takes its place. */
export interface Life {
  readonly since: number;
  readonly endsAt: number;
}

/** Half the ring stands still while the other half goes. */
const TURNS: readonly Keyframe[][] = [
  [{ rotate: '0turn' }, { rotate: '0.5turn', offset: 0.5 }, { rotate: '0.5turn' }],
  [{ rotate: '0turn' }, { rotate: '0turn', offset: 0.5 }, { rotate: '0.5turn' }],
];

/**
 * Lets the ring run: one animation for each half and code, which the compositor runs by itself. No style is written, since a
 * strict CSP refuses the attribute.
 */
export class RingRunner implements ReactiveController, RingHold {
  #isHeld = false;
  #running: readonly Animation[] = [];
  #ring: Element | undefined;
  #life: Life | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  readonly hold = ({ target }: Event): void => {
    this.#isHeld = (target as HTMLInputElement).checked;
    this.#host.requestUpdate();
  };

  hostUpdated(): void {
    const ring = this.#host.shadowRoot?.querySelector<Element & { life?: Life }>('.ring') ?? undefined;
    const life = this.#isHeld ? undefined : ring?.life;
    if (ring === this.#ring && isSameLife(life, this.#life)) return;
    this.#stop();
    this.#ring = ring;
    this.#life = life;
    this.#running = ring && life && !isStill() ? start(ring, life) : [];
  }

  /** The browser keeps the element of an animation alive. A move in the page is not a removal, and the ring goes on. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#stop();
    });
  }

  #stop(): void {
    for (const animation of this.#running) animation.cancel();
    this.#running = [];
    this.#ring = undefined;
    this.#life = undefined;
  }
}

function isSameLife(a: Life | undefined, b: Life | undefined): boolean {
  return a === b || (!!a && !!b && a.since === b.since && Math.abs(a.endsAt - b.endsAt) < TOLERANCE);
}

/** The person wants nothing to move. */
export function isStill(): boolean {
  return globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
}

/** Test environments such as jsdom have no animations. */
function start(ring: Element, { since, endsAt }: Life): readonly Animation[] {
  const timing = { duration: Math.max(1, endsAt - since), fill: 'forwards', pseudoElement: '::before' } as const;
  return [...ring.children].flatMap((half, index) => {
    const animation = half.animate?.(TURNS[index] ?? [], timing);
    if (!animation) return [];
    animation.currentTime = Math.max(0, monotonicNow() - since);
    animation.finished?.catch(() => undefined); // happy-dom reports a cancelled one as unhandled, as no browser does
    return [animation];
  });
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fill } from '../messages/fill.js';
import { monotonicNow } from '../platform/clock.js';

const SECOND = 1_000;

/** What an element of class `counts` says: `text`, with the time left for `{time}` and the seconds left for `{n}`. */
export interface Counted {
  readonly endsAt: number;
  readonly text: string;
  readonly texts: { readonly lang: string };
}

type CountingElement = HTMLElement & { counted?: Counted };

const formats = new Map<string, readonly [Intl.NumberFormat, Intl.NumberFormat]>();

/** Formats are dear to make: one pair for each language. */
function formatsOf(lang: string): readonly [Intl.NumberFormat, Intl.NumberFormat] {
  let pair = formats.get(lang);
  if (!pair) formats.set(lang, (pair = [new Intl.NumberFormat(lang), new Intl.NumberFormat(lang, TWO_DIGITS)]));
  return pair;
}

const TWO_DIGITS = { minimumIntegerDigits: 2 };

/** In the digits of the language. */
function countedText({ endsAt, text, texts }: Counted, now: number): string {
  const left = Math.max(0, Math.ceil((endsAt - now) / SECOND));
  const [plain, padded] = formatsOf(texts.lang);
  const time = `${plain.format(Math.floor(left / 60))}:${padded.format(left % 60)}`;
  return fill(text, { time, n: plain.format(left) });
}

/**
 * Writes what is left of a code, second by second, into the elements of class `counts`: only their text changes, and the card
 * is not rendered. A card that counts nothing has no timer.
 */
export class Countdown implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#write();
  }

  hostUpdated(): void {
    this.#write();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #write(): void {
    clearTimeout(this.#timer);
    const now = monotonicNow();
    let next = Infinity;
    for (const element of this.#host.shadowRoot?.querySelectorAll<CountingElement>('.counts') ?? []) {
      const { counted } = element;
      if (!counted || !Number.isFinite(counted.endsAt)) continue;
      const text = countedText(counted, now);
      if (element.textContent !== text) element.textContent = text;
      if (counted.endsAt > now) next = Math.min(next, (counted.endsAt - now) % SECOND || SECOND);
    }
    if (next < Infinity && this.#host.isConnected) this.#timer = setTimeout(() => this.#write(), next);
  }
}

import type { Want } from './protocol.js';

/** A page that hears of news: over a socket it does so for long, and with a question that is held until there is some. */
export interface NewsListener {
  readonly want: Want;
  readonly lasting: boolean;
  onNews(): void;
}

/** What the listeners together need of the gateway. */
export type Following = { readonly want: Want; readonly lasting: boolean };

/** So many pages of one login may wait for news. */
const MOST_LISTENERS = 1_000;

/** The one point through which the pages of a login hear that there is news. */
export class LoginNews {
  readonly #listeners = new Set<NewsListener>();
  #wantingQr = 0;
  #lasting = 0;

  get size(): number {
    return this.#listeners.size;
  }

  /** So many pages wait that others are answered at once, and ask again at their pace. */
  get isCrowded(): boolean {
    return this.size >= MOST_LISTENERS;
  }

  /** Calls its `onNews` from now on. */
  add(listener: NewsListener): void {
    this.#listeners.add(listener);
    this.#count(listener, 1);
  }

  remove(listener: NewsListener): void {
    if (this.#listeners.delete(listener)) this.#count(listener, -1);
  }

  publish(wants: readonly Want[]): void {
    for (const listener of [...this.#listeners]) if (wants.includes(listener.want)) listener.onNews();
  }

  /** QR codes are only fetched if somebody shows them, and a socket is only opened for those who stay. */
  get needed(): Following | undefined {
    if (this.size === 0) return undefined;
    return { want: this.#wantingQr > 0 ? 'qr' : 'state', lasting: this.#lasting > 0 };
  }

  #count({ want, lasting }: NewsListener, difference: number): void {
    if (want === 'qr') this.#wantingQr += difference;
    if (lasting) this.#lasting += difference;
  }
}

/** Resolves when there is news for the listener, after `ms`, or when the page that waits has left. */
export function untilNews(
  listen: (onNews: () => void) => () => void,
  isNews: () => boolean,
  ms: number,
  left: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), ms);
    const stop = listen(() => {
      if (isNews()) over.abort();
    });
    over.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      stop();
      resolve();
    });
    left?.addEventListener('abort', () => over.abort(), { signal: over.signal });
    if (left?.aborted || isNews()) over.abort();
  });
}

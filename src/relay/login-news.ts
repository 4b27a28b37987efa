import type { Want } from './protocol.js';

/** A page that hears of news: over a socket it does so for long, and with a question that is held until there is some. */
export interface NewsListener {
  readonly want: Want;
  readonly lasting: boolean;
  onNews(): void;
}

/** What the listeners together need of the gateway. */
export type Following = { readonly want: Want; readonly lasting: boolean };

/** The one point through which the pages of a login hear that there is news. */
export class LoginNews {
  readonly #listeners = new Set<NewsListener>();

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls `onNews` from now on, until the returned function is called. */
  listen(listener: NewsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(wants: readonly Want[]): void {
    for (const listener of [...this.#listeners]) if (wants.includes(listener.want)) listener.onNews();
  }

  /** QR codes are only fetched if somebody shows them, and a socket is only opened for those who stay. */
  get needed(): Following | undefined {
    if (!this.hasListeners) return undefined;
    const all = [...this.#listeners];
    return {
      want: all.some(({ want }) => want === 'qr') ? 'qr' : 'state',
      lasting: all.some(({ lasting }) => lasting),
    };
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

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadMessages, type MessageOverrides, type Messages } from '../messages/index.js';

/** The texts of the element's language: its own, the page's, the browser's, or English. Undefined until they are there. */
export class CardTexts implements ReactiveController {
  #texts: Messages | undefined;
  #language: string | undefined;
  #page: MutationObserver | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The page may change its language while the element is shown. */
  hostConnected(): void {
    this.#page = new MutationObserver(() => this.#follow());
    this.#page.observe(document.documentElement, { attributeFilter: ['lang'] });
    this.#follow(); // it may have been moved
  }

  hostDisconnected(): void {
    this.#page?.disconnect();
  }

  /** A language that cannot be fetched leaves the one at hand. */
  #follow(): void {
    if (this.#language) this.load().catch(() => undefined);
  }

  /** With the embedder's overrides. */
  withOverrides(overrides: MessageOverrides | undefined): Messages | undefined {
    const texts = this.#texts;
    return texts && { ...texts, ...overrides, errors: { ...texts.errors, ...overrides?.errors } };
  }

  /** Fetches the language, if it is not the one at hand. @throws {LoginError} `unavailable`; the next call tries again. */
  async load(): Promise<void> {
    const host = this.#host; // whose property may be ahead of its attribute
    const language = host.lang || languageAround(host) || navigator.language;
    if (language === this.#language) return;
    this.#language = language;
    const texts = await loadMessages(language).catch((error: unknown) => {
      if (language === this.#language) this.#language = undefined;
      throw error;
    });
    if (language !== this.#language) return; // changed meanwhile
    this.#texts = texts;
    this.#host.requestUpdate();
  }
}

/** As in HTML: the nearest one there is, out of shadow roots, too. */
function languageAround(element: Element): string | undefined {
  const root = element.getRootNode();
  const nearest = element.closest<HTMLElement>('[lang]:not([lang=""])')?.lang;
  return nearest ?? (root instanceof ShadowRoot ? languageAround(root.host) : undefined);
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadMessages, type MessageOverrides, type Messages } from '../messages/index.js';

/** Loads the texts in the language of the element, of the page around it or of the browser, or else in English. */
export class CardTexts implements ReactiveController {
  #texts: Messages | undefined;
  #language: string | undefined;
  #page: MutationObserver | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Follows the language of the page, which may change while the element is shown. */
  hostConnected(): void {
    this.#page = new MutationObserver(() => this.#follow());
    this.#page.observe(document.documentElement, { attributeFilter: ['lang'] });
    this.#follow(); // The element may have been moved to a place with another language.
  }

  hostDisconnected(): void {
    this.#page?.disconnect();
  }

  /** Loads the present language. If that fails, the texts on screen stay. */
  #follow(): void {
    if (this.#language) this.load().catch(() => undefined);
  }

  /** Returns the texts with those of the page in their place; undefined while they are loading. */
  withOverrides(overrides: MessageOverrides | undefined): Messages | undefined {
    const texts = this.#texts;
    return texts && { ...texts, ...overrides, errors: { ...texts.errors, ...overrides?.errors } };
  }

  /**
   * Loads the texts, unless they are loaded already.
   * @throws {LoginError} `unavailable`, if they cannot be loaded; the next call tries again.
   */
  async load(): Promise<void> {
    const host = this.#host;
    // The property is read, because it may be ahead of the attribute.
    const language = host.lang || languageAround(host) || navigator.language;
    if (language === this.#language) return;
    this.#language = language;
    const texts = await loadMessages(language).catch((error: unknown) => {
      if (language === this.#language) this.#language = undefined;
      throw error;
    });
    if (language !== this.#language) return; // The language has changed in the meantime.
    this.#texts = texts;
    this.#host.requestUpdate();
  }
}

/** Returns the language of the nearest element around that has one, also outside of a shadow root, as in HTML. */
function languageAround(element: Element): string | undefined {
  const root = element.getRootNode();
  const nearest = element.closest<HTMLElement>('[lang]:not([lang=""])')?.lang;
  return nearest ?? (root instanceof ShadowRoot ? languageAround(root.host) : undefined);
}

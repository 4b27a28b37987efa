import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { languageOf } from '../element/language-of.js';
import { loadMessages, type FirstMessages, type LaterMessages, type MessageOverrides } from '../messages/index.js';
import type { CardMessages } from './card-view.js';

/** A page that lacks a translation may hand over `null` or `undefined`. Rendered, it would end the rendering with a dead code on screen. */
function textsIn<Texts extends object>(texts: Texts | null | undefined): Partial<Texts> {
  return Object.fromEntries(
    Object.entries(texts ?? {}).filter(([, text]) => typeof text === 'string'),
  ) as Partial<Texts>;
}

type LoadLater = (language: string) => Promise<LaterMessages>;

/** Loads the texts in the language of the element, of the page around it or of the browser, or else in English. */
export class CardTexts implements ReactiveController {
  #first: FirstMessages | undefined;
  #later: LaterMessages | undefined;
  #loadLater: LoadLater | undefined;
  #language: string | undefined;
  #page: MutationObserver | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the texts of the later states are there, too. */
  get areComplete(): boolean {
    return this.#later !== undefined;
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
  withOverrides(overrides: MessageOverrides | undefined): CardMessages | undefined {
    const [first, later] = [this.#first, this.#later];
    const errors = { ...later?.errors, ...textsIn(overrides?.errors) };
    return first && { ...first, ...later, ...textsIn(overrides), errors };
  }

  /**
   * Loads the texts, unless they are loaded already.
   * @throws {LoginError} `unavailable`, if they cannot be loaded; the next call tries again.
   */
  async load(): Promise<void> {
    const language = languageOf(this.#host);
    if (language === this.#language) return;
    this.#language = language;
    const [first, later] = await Promise.all([loadMessages(language), this.#loadLater?.(language)]).catch(
      (error: unknown) => {
        if (language === this.#language) this.#language = undefined;
        throw error;
      },
    );
    if (language !== this.#language) return; // The language has changed in the meantime.
    this.#first = first;
    if (later) this.#later = later;
    this.#host.requestUpdate();
  }

  /** Loads the texts of the later states, too, in this language and in those that follow. */
  async loadLater(load: LoadLater): Promise<void> {
    this.#loadLater = load;
    if (this.#later) return;
    const present = () => this.#language ?? languageOf(this.#host);
    const language = present();
    const later = await load(language);
    // Another language brings its own later texts.
    if (language === present()) this.#later = later;
    this.#host.requestUpdate();
  }
}

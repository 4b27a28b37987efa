import { LitElement, type PropertyValues } from 'lit';

/** What a server writes where the page will take over its HTML (the community protocol of that name), and takes away then. */
export const DEFER_HYDRATION = 'defer-hydration';

/**
 * An element that survives tools such as idiomorph and Turbo, which morph a page into what its server sends and so take attributes
 * away that were never in that HTML. A property that a script has set stays then, and what the element itself has written is
 * written again.
 */
export abstract class MorphSafeElement extends LitElement {
  /** Lit is writing properties into attributes. */
  #isReflecting = false;
  /** The attributes that were written from a property. */
  readonly #reflected = new Set<string>();

  /** It stood in the HTML of a page, which a framework may be about to take over. */
  protected readonly isFromMarkup = this.isConnected || globalThis.document?.readyState === 'loading';

  /** What the attribute `status` has to say. */
  abstract get status(): string;

  /** Called when the page has taken over what its server has rendered. */
  protected abstract hydrated(): void;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'status', DEFER_HYDRATION];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'status') this.#restoreAttribute(name, value, this.status);
    else if (value !== null || old === null || this.#isReflecting) this.#acceptAttribute(name, old, value);
    else if (this.#reflected.has(name)) this.#restoreAttribute(name, value, old);
    else if (!isSetByScript(this[toPropertyName(name) as keyof this], old)) this.#acceptAttribute(name, old, value);
    if (name === DEFER_HYDRATION) this.hydrated();
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#isReflecting = true;
    super.update(changed);
    this.#isReflecting = false;
  }

  #acceptAttribute(name: string, old: string | null, value: string | null): void {
    if (this.#isReflecting) this.#reflected.add(name);
    else this.#reflected.delete(name);
    super.attributeChangedCallback(name, old, value);
  }

  /** A microtask later, since whoever took it away may still be walking over the attributes. */
  #restoreAttribute(name: string, value: string | null, wanted: string): void {
    if (value !== wanted) queueMicrotask(() => this.setAttribute(name, wanted));
  }
}

/** The property behind an attribute: `backendUrl` of `backend-url`. */
function toPropertyName(attribute: string): string {
  return attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Whether a script has set a property to something else than what its attribute said. */
function isSetByScript(value: unknown, attribute: string): boolean {
  if (typeof value === 'boolean') return !value;
  return value !== attribute && value !== Number(attribute);
}

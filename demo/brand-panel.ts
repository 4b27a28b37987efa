import { DENSITIES, OWN_LOOK, PRESETS, toCss, type Brand, type Density } from './theming.js';

/** The controls that make a brand. */
export const BRAND_CONTROLS: ReadonlySet<string> = new Set(['accent', 'radius', 'density']);

/** The part of the form where a visitor tries a brand. The page gets the very style sheet that is there to copy. */
export class BrandPanel {
  readonly #form: HTMLFormElement;
  readonly #sheet = new CSSStyleSheet();
  readonly #presets: readonly HTMLButtonElement[];

  /** `changed` is called when a preset was chosen. */
  constructor(form: HTMLFormElement, changed: () => void) {
    this.#form = form;
    const densities = Object.entries(DENSITIES).map(([name, { label }]) => {
      const isOwn = name === OWN_LOOK.density;
      return new Option(label, name, isOwn, isOwn);
    });
    this.#control('density').append(...densities);
    this.#control('accent').setAttribute('value', OWN_LOOK.accent);
    this.#control('radius').setAttribute('value', String(OWN_LOOK.radius));
    this.#presets = Object.values(PRESETS).map(({ label, ...brand }) => this.#preset(label, brand, changed));
    form.querySelector('#presets')!.append(...this.#presets);
    form.querySelector('#copy-css')!.addEventListener('click', ({ target }) => void this.#copy(target as HTMLElement));
    document.adoptedStyleSheets.push(this.#sheet);
  }

  get css(): string {
    return toCss(this.#brand);
  }

  apply(): void {
    const { css } = this;
    this.#sheet.replaceSync(css);
    this.#form.querySelector('#css')!.textContent = css;
    this.#form.querySelector('#copy-css')!.textContent = 'Copy the CSS';
    Object.values(PRESETS).forEach((preset, at) => {
      this.#presets[at]?.setAttribute('aria-pressed', String(toCss(preset) === css));
    });
  }

  get #brand(): Brand {
    const [accent, density] = [this.#control('accent').value, this.#control('density').value as Density];
    return { accent, density, radius: Number(this.#control('radius').value) };
  }

  #preset(label: string, brand: Brand, changed: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', textContent: label });
    button.addEventListener('click', () => {
      for (const [name, value] of Object.entries(brand)) this.#control(name).value = String(value);
      changed();
    });
    return button;
  }

  async #copy(button: HTMLElement): Promise<void> {
    const copied = await navigator.clipboard.writeText(this.css).then(
      () => true,
      () => false,
    );
    button.textContent = copied ? 'Copied' : 'Could not be copied';
  }

  #control(name: string): HTMLInputElement | HTMLSelectElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  }
}

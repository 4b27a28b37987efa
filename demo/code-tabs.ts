import { SNIPPETS, type Framework, type Written } from './snippet.js';

const FRAMEWORKS = Object.keys(SNIPPETS) as Framework[];

/** The tab that a key leads to, by the WAI-ARIA pattern: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
const STEPS: Readonly<Record<string, (index: number) => number>> = {
  ArrowRight: (index) => index + 1,
  ArrowLeft: (index) => index - 1 + FRAMEWORKS.length,
  Home: () => 0,
  End: () => FRAMEWORKS.length - 1,
};

/** The tabs with the code to copy, one for each framework. */
export class CodeTabs {
  readonly #tabs: readonly HTMLButtonElement[];
  readonly #panel: HTMLElement;
  readonly #copy: HTMLButtonElement;
  #index = 0;
  #written: Written | undefined;

  constructor(root: HTMLElement) {
    this.#panel = root.querySelector('[role="tabpanel"]')!;
    this.#copy = root.querySelector<HTMLButtonElement>('#copy')!;
    const list = root.querySelector('[role="tablist"]')!;
    this.#tabs = FRAMEWORKS.map((framework) => tab(framework, this.#panel.id));
    list.append(...this.#tabs);
    list.addEventListener('click', ({ target }) => this.#choose(this.#tabs.indexOf(target as HTMLButtonElement)));
    list.addEventListener('keydown', (event) => this.#move(event as KeyboardEvent));
    this.#copy.addEventListener('click', () => void this.#toClipboard());
  }

  show(written: Written): void {
    this.#written = written;
    this.#choose(this.#index);
  }

  #move(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    this.#choose(step(this.#index) % FRAMEWORKS.length);
    this.#tabs[this.#index]?.focus();
  }

  #choose(index: number): void {
    const framework = FRAMEWORKS[index];
    if (!framework || !this.#written) return;
    this.#index = index;
    this.#tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
    });
    this.#panel.setAttribute('aria-labelledby', this.#tabs[index]!.id);
    this.#panel.querySelector('code')!.textContent = SNIPPETS[framework](this.#written);
    this.#copy.textContent = 'Copy';
  }

  async #toClipboard(): Promise<void> {
    const copied = await navigator.clipboard.writeText(this.#panel.textContent.trim()).then(
      () => true,
      () => false,
    );
    this.#copy.textContent = copied ? 'Copied' : 'Could not be copied';
  }
}

function tab(framework: Framework, controls: string): HTMLButtonElement {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', id: `tab-${framework}`, textContent: framework });
  button.setAttribute('role', 'tab');
  button.setAttribute('aria-controls', controls);
  return button;
}

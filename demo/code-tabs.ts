import { createTab, Tabs } from './tabs.js';

/** A text to copy, and what its reader has to know besides. */
export interface Code {
  readonly text: string;
  readonly note: string;
}

/** A panel with code to copy, one tab for each kind of it. */
export class CodeTabs {
  readonly #panel: HTMLElement;
  readonly #note: HTMLElement;
  readonly #copy: HTMLButtonElement;
  readonly #names: readonly string[];
  #codes: Readonly<Record<string, Code>> = {};
  #chosen = '';

  constructor(root: HTMLElement, names: readonly string[]) {
    this.#names = names;
    this.#panel = root.querySelector('[role="tabpanel"]')!;
    this.#note = root.querySelector('.note')!;
    this.#copy = root.querySelector<HTMLButtonElement>('[data-copy]')!;
    const list = root.querySelector('[role="tablist"]')!;
    list.append(...names.map((name) => createTab(name, this.#panel.id)));
    new Tabs(list, (index) => this.#choose(list.children[index]!, index));
    this.#copy.addEventListener('click', () => void this.#toClipboard());
  }

  show(codes: Readonly<Record<string, Code>>): void {
    this.#codes = codes;
    this.#write();
  }

  #choose(tab: Element, index: number): void {
    this.#chosen = this.#names[index] ?? '';
    this.#panel.setAttribute('aria-labelledby', tab.id);
    this.#panel.scrollTo(0, 0);
    this.#write();
  }

  #write(): void {
    const { text, note } = this.#codes[this.#chosen] ?? { text: '', note: '' };
    this.#panel.querySelector('code')!.textContent = text;
    this.#note.textContent = note;
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

/** The tab that a key leads to, by the WAI-ARIA pattern: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A row of tabs, by mouse and by keyboard. What a tab shows is up to whoever listens. */
export class Tabs {
  readonly #tabs: readonly HTMLElement[];
  readonly #choose: (index: number) => void;

  /** `choose` hears the number of the tab that was chosen. */
  constructor(list: Element, choose: (index: number) => void) {
    this.#tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
    this.#choose = choose;
    list.addEventListener('click', ({ target }) => this.choose(this.#tabs.indexOf(target as HTMLElement)));
    list.addEventListener('keydown', (event) => this.#move(event as KeyboardEvent));
    this.choose(0);
  }

  choose(index: number): void {
    if (!this.#tabs[index]) return;
    this.#tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
    });
    this.#choose(index);
  }

  #move(event: KeyboardEvent): void {
    const to = STEPS[event.key]?.(this.#tabs.indexOf(event.target as HTMLElement), this.#tabs.length);
    if (to === undefined) return;
    event.preventDefault();
    this.choose(to);
    this.#tabs[to]?.focus();
  }
}

/** Makes a tab for a panel. The ids of tabs are unique as long as their texts are. */
export function createTab(text: string, panel: string): HTMLButtonElement {
  const tab = document.createElement('button');
  Object.assign(tab, { type: 'button', id: `tab-${text.replace(/\W/g, '')}`, textContent: text });
  tab.setAttribute('role', 'tab');
  tab.setAttribute('aria-controls', panel);
  return tab;
}

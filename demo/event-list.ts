import { timeOf } from './time.js';

const TYPES = ['statechange', 'linked', 'expired', 'error'];
/** The largest number of events in the list, because a page may stay open for hours. */
const KEPT = 100;

/** Lists every event of the element, newest first. */
export function listEvents(login: EventTarget, list: HTMLElement): void {
  for (const type of TYPES)
    login.addEventListener(type, (event) => {
      add(list, event as CustomEvent);
    });
}

function add(list: HTMLElement, { type, detail }: CustomEvent): void {
  list.prepend(row(type, JSON.stringify(detail)));
  list.children[KEPT]?.remove();
}

function row(type: string, detail: string): HTMLElement {
  const item = document.createElement('li');
  item.dataset['type'] = type;
  item.append(timeOf(Date.now()), cell('b', type), cell('code', detail));
  return item;
}

function cell(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

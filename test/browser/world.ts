import { fixture, html, nextFrame } from '@open-wc/testing';
import '../../src/index.js';
import type { WaQrLogin } from '../../src/index.js';

/** How long a test waits for something before it says that it never came, ms. Busy machines take seconds for what takes a moment. */
const PATIENCE = 20_000;

/** The element's QR code, whatever it is drawn with. */
export const DRAWN_QR = '[part~=qr] > canvas';

/** Kept from before a test puts something else in their place. */
const realTimeout = setTimeout.bind(window);
const realNow = performance.now.bind(performance);

/** Waits for a condition, with timers that no test has replaced. */
export async function until(condition: () => unknown, what: string | (() => string)): Promise<void> {
  for (const end = realNow() + PATIENCE; !(await condition());) {
    if (realNow() > end) throw new Error(`Never came: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => void realTimeout(resolve, 15));
  }
}

/** Frames enough for whatever has begun: a microtask, a render, and the observers of the browser after it. */
export async function settled(): Promise<void> {
  for (let frames = 0; frames < 5; frames++) await nextFrame();
}

/** An element on the page. */
export async function mount(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<WaQrLogin> = {},
): Promise<WaQrLogin> {
  const element = document.createElement('wa-qr-login');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, properties);
  const parent = await fixture<HTMLDivElement>(html`<div></div>`);
  parent.append(element);
  await element.updateComplete;
  return element;
}

/** The element is in this status, and its card says so in words: those come in a chunk of their own, maybe later. */
export async function isIn(element: WaQrLogin, status: string): Promise<void> {
  await until(
    () => element.status === status && element.shadowRoot?.querySelector('h2')?.textContent.trim() && isDrawn(element),
    () => `${status}: it is ${element.status}, ${element.shadowRoot?.textContent}`,
  );
  await element.updateComplete;
}

/** What the card says of some states comes in a chunk of its own, after their titles. */
const isDrawn = (element: WaQrLogin): boolean => element.shadowRoot?.querySelector('.box')?.childElementCount !== 0;

/** The card has such a part. */
export const shows = (element: WaQrLogin, selector: string): Promise<void> =>
  until(
    () => element.shadowRoot?.querySelector(selector),
    () => `${selector} in ${element.status}: ${element.shadowRoot?.textContent}`,
  );

/** Tells whether the card has had such a part at any time from now on. */
export function watchFor(element: WaQrLogin, selector: string): () => boolean {
  let hasBeen = false;
  const look = () => (hasBeen ||= Boolean(element.shadowRoot?.querySelector(selector)));
  new MutationObserver(look).observe(element.shadowRoot!, { childList: true, subtree: true });
  return look;
}

export function find(element: WaQrLogin, selector: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector} in ${element.status}: ${element.shadowRoot?.innerHTML}`);
  return found;
}

/** What is written on a part of the card, without the space around it. */
export const textOf = (element: WaQrLogin, selector: string): string => find(element, selector).textContent.trim();

export interface RecordedEvent {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly event: Event;
}

/** Every event of the element from now on, in order. */
export function recordEvents(element: WaQrLogin): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  for (const type of ['statechange', 'linked', 'expired', 'error'])
    element.addEventListener(type, (event) =>
      events.push({ type, detail: (event as CustomEvent<Record<string, unknown>>).detail, event }),
    );
  return events;
}

/** The page is hidden, or seen again, as far as it can know. */
export function hidePage(hidden: boolean): void {
  if (hidden) Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  else Reflect.deleteProperty(document, 'visibilityState');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** The person comes back from the WhatsApp app on the same phone: the state is asked for at once, and not at its usual pace. */
export function comeBack(): void {
  hidePage(true);
  hidePage(false);
}

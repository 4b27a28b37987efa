import { fixture, html } from '@open-wc/testing';
import { playExtension } from '../../demo/gallery-extension.js';
import { scripted, states } from '../../demo/gallery-states.js';
import type { WaQrLogin } from '../../src/index.js';
import { DRAWN_QR, find, shows } from './world.js';

export const stateNames: readonly string[] = Object.keys(states);

/** What is on the card when it has come to a state of the gallery, before the state's `after` and after it. */
const SIGNS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  idle: ['button.primary', 'button.primary'],
  waiting: ['.skeleton', '.skeleton'],
  qr: [DRAWN_QR, DRAWN_QR],
  'qr-image': [DRAWN_QR, DRAWN_QR],
  'qr-large': [DRAWN_QR, '.card.large'],
  'qr-last': [DRAWN_QR, '.counts'],
  'qr-frameless': [DRAWN_QR, DRAWN_QR],
  form: ['form', 'form'],
  'form-number': ['form', '#calling-code'],
  'code-waiting': ['form', '.code.busy'],
  'form-error': ['form', 'form [role=alert]'],
  code: ['form', '[part=code]'],
  linking: ['.spinner', '.spinner'],
  scanned: ['.blurred', '.blurred'],
  passkey: ['slot[name=passkey]', 'slot[name=passkey]'],
  'passkey-help': ['[part=link]', '[part=code]'],
  'passkey-ready': ['[part~=button]', '[part~=button]'],
  'passkey-compare': ['[part~=button]', '[part=code]'],
  'passkey-missing': ['[part=link]', '[part=link]'],
  'passkey-phone': ['slot[name=passkey]', 'slot[name=passkey]'],
  linked: ['slot[name=linked]', '[part=account]'],
  'linked-frameless': ['slot[name=linked]', '[part=account]'],
  already: ['slot[name=linked]', '[part=account]'],
  expired: ['.over button', '.over button'],
};

playExtension();

/** An element for a state of the gallery, not on the page yet. */
export function createCard(state: string, attributes: Readonly<Record<string, string>> = {}): WaQrLogin {
  const shown = states[state]!;
  const element = document.createElement('wa-qr-login');
  const all = { 'app-name': 'Acme CRM', lang: 'en', method: 'qr', ...shown.attributes, ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  element.gateway = scripted(shown);
  element.passkeyExtension = shown.extension;
  return element;
}

/** Waits until an element of `createCard` that is on the page shows all that its state has. */
export async function cardShown(element: WaQrLogin, state: string): Promise<void> {
  const [before, after] = SIGNS[state] ?? ['[part=error]', '[part=error]'];
  await shows(element, 'h2');
  await shows(element, before);
  await states[state]!.after?.(element);
  await shows(element, after);
  await element.updateComplete;
}

/** An element in one of the gallery's states, `width` px wide. */
export async function shown(
  state: string,
  width: number,
  attributes: Readonly<Record<string, string>> = {},
): Promise<WaQrLogin> {
  const element = createCard(state, attributes);
  element.style.inlineSize = `${width}px`;
  (await fixture<HTMLElement>(html`<div></div>`)).append(element);
  element.scrollIntoView();
  await cardShown(element, state);
  return element;
}

/** What is wider than what it stands in. */
export function overflowing(element: WaQrLogin): string[] {
  const { left, right } = find(element, '.card').getBoundingClientRect();
  return [...element.shadowRoot!.querySelectorAll<HTMLElement>('.card *:not(.unseen, .ring *, svg *)')]
    .map((part) => [part, part.getBoundingClientRect()] as const)
    .filter(([part, box]) => box.width > 0 && !part.closest('.unseen') && (box.left < left || box.right > right + 0.5))
    .map(([part]) => part.outerHTML.slice(0, 80));
}

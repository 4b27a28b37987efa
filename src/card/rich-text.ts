import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { lineIcon } from '../element/frame.js';

const MENU = 'M12 5.5v.01M12 12v.01M12 18.5v.01';
const SETTINGS =
  'M15.2 12a3.2 3.2 0 1 1-6.4 0a3.2 3.2 0 0 1 6.4 0M12 3v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.2 2.2m8.4 8.4 2.2 2.2m0-12.8-2.2 2.2m-8.4 8.4-2.2 2.2';
const PICTURES: Readonly<Record<string, string>> = { menu: MENU, settings: SETTINGS };

/** The longest name of others that a card shows; it has room for two lines of them. */
const LONGEST_NAME = 80;

/** A name that somebody else wrote, at a length that leaves the card a card. */
export function shorten(name: string, length = LONGEST_NAME): string {
  const characters = Array.from(name.slice(0, 2 * length)); // whole characters, of which some are two units long
  return characters.length > length || name.length > 2 * length ? `${characters.slice(0, length - 1).join('')}…` : name;
}

/**
 * A text of messages with its places filled and its bold parts set apart. What is filled in is isolated: it may run the other
 * way. All of it is made anew when it changes: page translators put text nodes of their own in the place of ours.
 */
export function richText(text = '', values: Readonly<Record<string, string>> = {}): unknown {
  const parts = text.split('*').map((part, index) => {
    const filled = fillPlaces(part, values);
    return index % 2 ? html`<b>${filled}</b>` : filled;
  });
  return keyed(text + JSON.stringify(values), html`${parts}`);
}

/** Every second part of a text that is split at its places is the name of one; a space before a picture goes with it. */
function fillPlaces(text: string, values: Readonly<Record<string, string>>): readonly unknown[] {
  return text
    .split(/(?:\xa0(?=\{(?:menu|settings)\}))?\{(\w+)\}/)
    .map((part, index) => (index % 2 ? fillPlace(part, values) : part));
}

/** A browser may break a line before a picture, whatever space stands there, unless both are in a box that forbids it. */
function fillPlace(name: string, values: Readonly<Record<string, string>>): TemplateResult | string {
  const picture = PICTURES[name];
  if (picture !== undefined) return html`<span class="glued">&nbsp;${lineIcon(picture, 'i chip')}</span>`;
  const value = values[name];
  return value === undefined ? `{${name}}` : html`<bdi>${shorten(value)}</bdi>`;
}

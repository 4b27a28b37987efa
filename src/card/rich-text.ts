import { html, noChange, render } from 'lit';
import { Directive, directive } from 'lit/directive.js';

const PICTURES: Readonly<Record<string, string>> = {
  menu: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  settings:
    'M15.2 12a3.2 3.2 0 1 1-6.4 0a3.2 3.2 0 0 1 6.4 0M12 3v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.2 2.2m8.4 8.4 2.2 2.2m0-12.8-2.2 2.2m-8.4 8.4-2.2 2.2',
};

/** The longest name of others that a card shows; it has room for two lines of them. */
const LONGEST_NAME = 80;

/** A name that somebody else wrote, at a length that leaves the card a card. */
export function shorten(name: string, length = LONGEST_NAME): string {
  const characters = Array.from(name.slice(0, 2 * length)); // whole characters, of which some are two units long
  return characters.length > length || name.length > 2 * length ? `${characters.slice(0, length - 1).join('')}…` : name;
}

/** A page may have put nothing in the place of a text. */
type Words = string | undefined;
type Values = Readonly<Record<string, string>>;

class RichText extends Directive {
  #key: string | undefined;

  render(text?: Words | readonly Words[], values?: Values): unknown {
    const texts = [text].flat();
    const key = texts.join('\n') + (values ? JSON.stringify(values) : '');
    if (key === this.#key) return noChange;
    this.#key = key;
    return toNode(texts, values);
  }
}

/**
 * A text of messages, or several in a row, with its places filled and its bold parts set apart. What is filled in is isolated:
 * it may run the other way. All of it is made anew when it changes, because page translators put text nodes of their own in the
 * place of ours; and it is made without templates, whose markers would be most of the nodes of a card.
 */
export const richText = /* @__PURE__ */ directive(RichText);

function toNode(texts: readonly Words[], values: Values = {}): Node {
  const fragment = document.createDocumentFragment();
  for (const text of texts) fragment.append(...toNodes(text, values));
  const { firstChild, lastChild } = fragment; // `childNodes` would be kept with it
  return firstChild && firstChild === lastChild ? firstChild : fragment;
}

function toNodes(text = '', values: Values): readonly (Node | string)[] {
  return text.split('*').flatMap((part, index) => {
    const filled = fillPlaces(part, values);
    return index % 2 ? element('b', ...filled) : filled;
  });
}

function element(name: string, ...content: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

/** Every second part of a text that is split at its places is the name of one; a space before a picture goes with it. */
function fillPlaces(text: string, values: Values): readonly (Node | string)[] {
  return text
    .split(/(?:\xa0(?=\{(?:menu|settings)\}))?\{(\w+)\}/)
    .map((part, index) => (index % 2 ? fillPlace(part, values) : part))
    .filter((part) => part !== '');
}

function fillPlace(name: string, values: Values): Node | string {
  const picture = PICTURES[name];
  if (picture) return gluedPicture(picture);
  const value = values[name];
  return value === undefined ? `{${name}}` : element('bdi', shorten(value));
}

/**
 * A browser may break a line before a picture, whatever space stands there, unless both are in a box that forbids it. The part that
 * Lit keeps for what may change is not kept here.
 */
function gluedPicture(path: string): Node | string {
  const fragment = document.createDocumentFragment();
  render(
    // prettier-ignore
    html`<span class="glued">&nbsp;<svg class="i chip" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg></span>`,
    fragment,
  );
  return fragment.lastChild ?? '';
}

import { texts } from '../src/messages/en.js';
import { texts as laterTexts } from '../src/messages/later/en.js';

/** The value of a JSON field. */
export type Json = Readonly<Record<string, unknown>>;

/** Reads a JSON field. `wrong` says what is wrong with its text. An empty field has neither a value nor an error. */
export function readJson(name: string, text: string): { readonly value?: Json; readonly wrong?: string } {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text) as unknown;
    if (!isObject(value)) throw new TypeError('Not an object in braces.');
    check(name, value);
    return { value };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

/** The keys of a passkey extension. */
const EXTENSION = new Set(['id', 'prefix', 'chromiumUrl', 'firefoxUrl']);

/** @throws {TypeError} for what the property of this name does not take. */
function check(name: string, value: Json): void {
  if (name === 'messages') checkMessages(value);
  else if (name === 'passkeyExtension') checkExtension(value);
  else new Headers(value as Record<string, string>);
}

function checkExtension(value: Json): void {
  for (const [key, item] of Object.entries(value)) {
    if (!EXTENSION.has(key)) throw new TypeError(`An extension has no “${key}”.`);
    if (typeof item !== 'string') throw new TypeError(`“${key}” is no text.`);
  }
}

/**
 * Checks the keys of `messages` and the types of their values.
 * @throws {TypeError} for a key that is not a text of the card, or a value of another type.
 */
function checkMessages(value: Json, known: Json = { ...texts, ...laterTexts }): void {
  for (const [key, item] of Object.entries(value)) {
    if (!Object.hasOwn(known, key)) throw new TypeError(`There is no text “${key}”.`);
    if (typeof item !== typeof known[key]) throw new TypeError(`“${key}” is of another kind.`);
    if (isObject(item)) checkMessages(item, known[key] as Json);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

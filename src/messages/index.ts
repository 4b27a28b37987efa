import { load } from '../platform/chunk.js';
import type { Messages } from './en.js';

export type { Messages };

/**
 * Texts that replace those of the element; a text that is left out stays as it is. A complete set in another language should also
 * hold that language's `lang` and `dir`.
 */
export type MessageOverrides = Partial<Omit<Messages, 'errors'>> & { readonly errors?: Partial<Messages['errors']> };

type Language = (fragment: string) => Promise<{ readonly texts: Messages }>;

const english: Language = (_fragment) => import('./en.js');
const hebrew: Language = (_fragment) => import('./he.js');
const indonesian: Language = (_fragment) => import('./id.js');

/** The languages by their primary subtag. Each is a chunk of its own, which is loaded when it is needed. */
export const LANGUAGES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['ar', (_fragment) => import('./ar.js')],
  ['de', (_fragment) => import('./de.js')],
  ['en', english],
  ['es', (_fragment) => import('./es.js')],
  ['fr', (_fragment) => import('./fr.js')],
  ['he', hebrew],
  ['hi', (_fragment) => import('./hi.js')],
  ['id', indonesian],
  ['in', indonesian], // the code for Indonesian on Android
  ['it', (_fragment) => import('./it.js')],
  ['iw', hebrew], // the code for Hebrew on Android
  ['pt', (_fragment) => import('./pt-br.js')],
  ['ru', (_fragment) => import('./ru.js')],
  ['tr', (_fragment) => import('./tr.js')],
]);

/**
 * Loads the texts for a language tag (BCP 47), or English if there are none. `lang` and `dir` of the result say which they are.
 * @throws {LoginError} `unavailable`, if not even English can be loaded.
 */
export async function loadMessages(lang: string, languages = LANGUAGES): Promise<Messages> {
  const language = languages.get(lang.toLowerCase().split('-')[0] ?? '') ?? english;
  const { texts } = await load(language).catch(() => load(english));
  return texts;
}

/** Replaces each `{name}` in a text by the value of that name; unknown names stay. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

import { load } from '../platform/chunk.js';
import type { Messages } from './en.js';

export type { Messages };

/** A partial override; a text left out keeps the language's own. A language of one's own brings its `lang` and `dir`. */
export type MessageOverrides = Partial<Omit<Messages, 'errors'>> & { readonly errors?: Partial<Messages['errors']> };

type Language = (fragment: string) => Promise<{ readonly texts: Messages }>;

const english: Language = (_fragment) => import('./en.js');
const hebrew: Language = (_fragment) => import('./he.js');
const indonesian: Language = (_fragment) => import('./id.js');

/** By primary subtag: each comes when it is needed, as a chunk of its own. */
export const LANGUAGES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['ar', (_fragment) => import('./ar.js')],
  ['de', (_fragment) => import('./de.js')],
  ['en', english],
  ['es', (_fragment) => import('./es.js')],
  ['fr', (_fragment) => import('./fr.js')],
  ['he', hebrew],
  ['hi', (_fragment) => import('./hi.js')],
  ['id', indonesian],
  ['in', indonesian], // what Android calls it
  ['it', (_fragment) => import('./it.js')],
  ['iw', hebrew], // what Android calls it
  ['pt', (_fragment) => import('./pt-br.js')],
  ['ru', (_fragment) => import('./ru.js')],
  ['tr', (_fragment) => import('./tr.js')],
]);

/**
 * The texts of a language tag (BCP 47), or English; their own `lang` and `dir` say which they are.
 * @throws {LoginError} `unavailable`, when not even English could be fetched.
 */
export async function loadMessages(lang: string, languages = LANGUAGES): Promise<Messages> {
  const language = languages.get(lang.toLowerCase().split('-')[0] ?? '') ?? english;
  const { texts } = await load(language).catch(() => load(english));
  return texts;
}

/** Fills `{name}` places. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

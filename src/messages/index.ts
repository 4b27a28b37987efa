import { en, type Messages } from './en.js';

export type { Messages };

/** A partial override; a text left out keeps the language's own. A language of one's own brings its `lang` and `dir`. */
export type MessageOverrides = Partial<Omit<Messages, 'errors'>> & { readonly errors?: Partial<Messages['errors']> };

type Languages = ReadonlyMap<string, () => Promise<Messages>>;

const hebrew = async () => (await import('./he.js')).he;
const indonesian = async () => (await import('./id.js')).id;

/** By primary subtag. English is always there; the others come when needed, each as a chunk of its own. */
export const LANGUAGES: Languages = new Map([
  ['ar', async () => (await import('./ar.js')).ar],
  ['de', async () => (await import('./de.js')).de],
  ['es', async () => (await import('./es.js')).es],
  ['fr', async () => (await import('./fr.js')).fr],
  ['he', hebrew],
  ['hi', async () => (await import('./hi.js')).hi],
  ['id', indonesian],
  ['in', indonesian], // what Android calls it
  ['it', async () => (await import('./it.js')).it],
  ['iw', hebrew], // what Android calls it
  ['pt', async () => (await import('./pt-br.js')).ptBr],
  ['ru', async () => (await import('./ru.js')).ru],
  ['tr', async () => (await import('./tr.js')).tr],
]);

/** The texts of a language tag (BCP 47), or English; their own `lang` and `dir` say which they are. */
export async function loadMessages(lang: string, languages = LANGUAGES): Promise<Messages> {
  try {
    return (await languages.get(lang.toLowerCase().split('-')[0] ?? '')?.()) ?? en;
  } catch {
    return en; // a chunk that cannot be loaded must not cost the login
  }
}

/** Fills `{name}` places. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

export { en };

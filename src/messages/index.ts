import { en, type Messages } from './en.js';

export type { Messages };

/** A partial override; a text left out keeps the language's own. */
export type MessageOverrides = Partial<Omit<Messages, 'errors'>> & { readonly errors?: Partial<Messages['errors']> };

/** English is always there; the others come when needed. */
const LANGUAGES: Readonly<Record<string, () => Promise<Messages>>> = {
  pt: async () => (await import('./pt-br.js')).ptBr,
};

/** The texts of a language tag (BCP 47), or English. */
export async function loadMessages(lang: string): Promise<Messages> {
  try {
    return (await LANGUAGES[lang.toLowerCase().split('-')[0] ?? '']?.()) ?? en;
  } catch {
    return en; // a chunk that cannot be loaded must not cost the login
  }
}

/** Fills `{name}` places. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

export { en };

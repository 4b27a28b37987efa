import { load } from '../platform/chunk.js';
import type { Messages } from './en.js';

export type { Messages };

/** A partial override; a text left out keeps the language's own. A language of one's own brings its `lang` and `dir`. */
export type MessageOverrides = Partial<Omit<Messages, 'errors'>> & { readonly errors?: Partial<Messages['errors']> };

type Language = (fragment: string) => Promise<{ readonly texts: Messages }>;

const english: Language = (_fragment) => import('./en.js');

/** By the name of its file in this folder: each comes when it is needed, as a chunk of its own. */
export const LANGUAGES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['ar', (_fragment) => import('./ar.js')],
  ['bn', (_fragment) => import('./bn.js')],
  ['de', (_fragment) => import('./de.js')],
  ['en', english],
  ['es', (_fragment) => import('./es.js')],
  ['fa', (_fragment) => import('./fa.js')],
  ['fr', (_fragment) => import('./fr.js')],
  ['he', (_fragment) => import('./he.js')],
  ['hi', (_fragment) => import('./hi.js')],
  ['id', (_fragment) => import('./id.js')],
  ['it', (_fragment) => import('./it.js')],
  ['ja', (_fragment) => import('./ja.js')],
  ['kk', (_fragment) => import('./kk.js')],
  ['ko', (_fragment) => import('./ko.js')],
  ['ms', (_fragment) => import('./ms.js')],
  ['nl', (_fragment) => import('./nl.js')],
  ['pl', (_fragment) => import('./pl.js')],
  ['pt-br', (_fragment) => import('./pt-br.js')],
  ['pt-pt', (_fragment) => import('./pt-pt.js')],
  ['ro', (_fragment) => import('./ro.js')],
  ['ru', (_fragment) => import('./ru.js')],
  ['sw', (_fragment) => import('./sw.js')],
  ['th', (_fragment) => import('./th.js')],
  ['tr', (_fragment) => import('./tr.js')],
  ['uk', (_fragment) => import('./uk.js')],
  ['ur', (_fragment) => import('./ur.js')],
  ['uz', (_fragment) => import('./uz.js')],
  ['vi', (_fragment) => import('./vi.js')],
  ['zh-cn', (_fragment) => import('./zh-cn.js')],
  ['zh-tw', (_fragment) => import('./zh-tw.js')],
]);

/**
 * The texts of a language tag (BCP 47), or English; their own `lang` and `dir` say which they are.
 * @throws {LoginError} `unavailable`, when not even English could be fetched.
 */
export async function loadMessages(tag: string, languages = LANGUAGES): Promise<Messages> {
  const language = languages.get(toLanguage(tag)) ?? english;
  const { texts } = await load(language).catch(() => load(english));
  return texts;
}

/** Where people write as in Portugal rather than as in Brazil: what Unicode's CLDR derives from `pt-PT`. */
const AS_IN_PORTUGAL = 'AO CH CV FR GQ GW LU MO MZ PT ST TL';

/** The key in {@link LANGUAGES} of a language tag: the language itself, except that Portuguese and Chinese have two files each. */
function toLanguage(tag: string): string {
  const { language, script, region } = toLocale(tag);
  if (language === 'pt') return region && AS_IN_PORTUGAL.includes(region) ? 'pt-pt' : 'pt-br';
  if (language === 'zh') return script === 'Hant' ? 'zh-tw' : 'zh-cn';
  return language;
}

/**
 * With the script that the region implies, and today's names of languages that Android calls `in` and `iw`. Tags come from
 * servers, too: `pt_BR` and `zh_TW.UTF-8` are understood.
 */
function toLocale(tag: string): Pick<Intl.Locale, 'language' | 'script' | 'region'> {
  const [subtags = ''] = /^[a-z\d-]*/i.exec(tag.trim().replaceAll('_', '-')) ?? [];
  try {
    return new Intl.Locale(subtags).maximize();
  } catch {
    return { language: subtags.toLowerCase().split('-')[0] ?? '' };
  }
}

/** Fills `{name}` places. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

import { load } from '../platform/chunk.js';
import type { FirstMessages } from './en.js';
import type { LaterMessages } from './later/en.js';

export type { FirstMessages, LaterMessages };

/** Every text on screen. Those that a QR code needs are in one file, those of the states that follow it or go another way in another. */
export interface Messages extends FirstMessages, LaterMessages {}

/**
 * Texts that replace those of the element; a text that is left out stays as it is. A complete set in another language should also
 * hold that language's `lang` and `dir`.
 */
export type MessageOverrides = Partial<Omit<Messages, 'errors'>> & { readonly errors?: Partial<Messages['errors']> };

/** Fetches the texts of a language. */
export type Language<Texts> = (fragment: string) => Promise<{ readonly texts: Texts }>;

const english: Language<FirstMessages> = (_fragment) => import('./en.js');

/**
 * The languages by the names of their files in this folder, from the tersest to the one whose texts take the most lines. Each is a
 * chunk of its own, which is loaded when it is needed.
 */
export const LANGUAGES: ReadonlyMap<string, Language<FirstMessages>> = new Map<string, Language<FirstMessages>>([
  ['ko', (_fragment) => import('./ko.js')],
  ['zh-tw', (_fragment) => import('./zh-tw.js')],
  ['ja', (_fragment) => import('./ja.js')],
  ['zh-cn', (_fragment) => import('./zh-cn.js')],
  ['th', (_fragment) => import('./th.js')],
  ['ar', (_fragment) => import('./ar.js')],
  ['hi', (_fragment) => import('./hi.js')],
  ['he', (_fragment) => import('./he.js')],
  ['en', english],
  ['vi', (_fragment) => import('./vi.js')],
  ['ur', (_fragment) => import('./ur.js')],
  ['bn', (_fragment) => import('./bn.js')],
  ['ro', (_fragment) => import('./ro.js')],
  ['fa', (_fragment) => import('./fa.js')],
  ['it', (_fragment) => import('./it.js')],
  ['pl', (_fragment) => import('./pl.js')],
  ['es', (_fragment) => import('./es.js')],
  ['ms', (_fragment) => import('./ms.js')],
  ['id', (_fragment) => import('./id.js')],
  ['nl', (_fragment) => import('./nl.js')],
  ['sw', (_fragment) => import('./sw.js')],
  ['tr', (_fragment) => import('./tr.js')],
  ['de', (_fragment) => import('./de.js')],
  ['uz', (_fragment) => import('./uz.js')],
  ['uk', (_fragment) => import('./uk.js')],
  ['pt-br', (_fragment) => import('./pt-br.js')],
  ['ru', (_fragment) => import('./ru.js')],
  ['fr', (_fragment) => import('./fr.js')],
  ['pt-pt', (_fragment) => import('./pt-pt.js')],
  ['kk', (_fragment) => import('./kk.js')],
]);

/** How much room the texts of a language take, where English takes 35: about as much more as it stands further down the list. */
export function wordinessOf(tag: string): number {
  const names = [...LANGUAGES.keys()];
  const place = names.findIndex((name) => name.startsWith(tag.slice(0, 2)));
  return 27 + (place < 0 ? names.indexOf('en') : place);
}

/**
 * Loads the first texts for a language tag (BCP 47), or English ones if there are none. `lang` and `dir` of the result say which
 * they are.
 * @throws {LoginError} `unavailable`, if not even English can be loaded.
 */
export function loadMessages(tag: string, languages = LANGUAGES): Promise<FirstMessages> {
  return loadLanguage(tag, languages, english);
}

/** Loads one of `languages`, or `otherwise` where there is none for the tag or it cannot be loaded. */
export async function loadLanguage<Texts>(
  tag: string,
  languages: ReadonlyMap<string, Language<Texts>>,
  otherwise: Language<Texts>,
): Promise<Texts> {
  const language = languages.get(toLanguage(tag, languages)) ?? otherwise;
  const { texts } = await load(language).catch(() => load(otherwise));
  return texts;
}

/** The regions that get the Portuguese of Portugal: those that Unicode's CLDR derives from `pt-PT`. All others get Brazil's. */
const AS_IN_PORTUGAL = 'AO CH CV FR GQ GW LU MO MZ PT ST TL';

/**
 * The key in {@link LANGUAGES} of a language tag: the language itself, except that Portuguese and Chinese have two files each.
 * `pt_BR` and `zh_TW.UTF-8` are understood, because some pages take their tag from a server's locale.
 */
function toLanguage(tag: string, languages: ReadonlyMap<string, unknown>): string {
  const [subtags = ''] = tag
    .trim()
    .replaceAll('_', '-')
    .split(/[^a-z\d-]/i);
  const [first = ''] = subtags.toLowerCase().split('-');
  // The browser's own reading of a tag takes a slow phone tens of ms, and is needed by few tags.
  if (languages.has(first)) return first;
  const { language, script, region } = toLocale(subtags, first);
  if (language === 'pt') return region && AS_IN_PORTUGAL.includes(region) ? 'pt-pt' : 'pt-br';
  if (language === 'zh') return script === 'Hant' ? 'zh-tw' : 'zh-cn';
  return language;
}

/**
 * Reads a language tag, adds the script that its region implies, and replaces old codes such as Android's `in` and `iw`. Of a tag
 * that is malformed only its first part counts.
 */
function toLocale(subtags: string, first: string): Pick<Intl.Locale, 'language' | 'script' | 'region'> {
  try {
    return new Intl.Locale(subtags).maximize();
  } catch {
    return { language: first };
  }
}

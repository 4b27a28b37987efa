import { loadLanguage, type Language } from '../index.js';
import type { LaterMessages } from './en.js';

const english: Language<LaterMessages> = (_fragment) => import('./en.js');

/** The same languages as in `../index.ts`: each has its later texts in a chunk of its own. */
export const LATER_LANGUAGES: ReadonlyMap<string, Language<LaterMessages>> = new Map<string, Language<LaterMessages>>([
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

/** Loads the later texts for a language tag, or English ones. @throws {LoginError} `unavailable`, if there are none to be had. */
export function loadLaterMessages(tag: string, languages = LATER_LANGUAGES): Promise<LaterMessages> {
  return loadLanguage(tag, languages, english);
}

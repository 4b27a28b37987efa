import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { texts as en } from '../../../src/messages/en.js';
import { texts as laterEnglish } from '../../../src/messages/later/en.js';
import { LATER_LANGUAGES, loadLaterMessages } from '../../../src/messages/later/index.js';
import { fill } from '../../../src/messages/fill.js';
import { LANGUAGES, loadMessages, type Messages } from '../../../src/messages/index.js';

const folder = new URL('../../../src/messages/', import.meta.url);
const filesIn = (path: string) =>
  readdirSync(new URL(path, folder))
    .filter((name) => name.endsWith('.ts') && !['index.ts', 'fill.ts'].includes(name))
    .map((name) => name.replace('.ts', ''));
const FILES = filesIn('.');
const RTL = ['ar', 'fa', 'he', 'ur'];

/** Every text by its path (`errors.quota`), without what is not read: `lang` and `dir`. */
function textsOf({ lang: _lang, dir: _dir, errors, ...texts }: Messages): ReadonlyMap<string, string> {
  const failures = Object.entries(errors).map(([code, text]) => [`errors.${code}`, text] as const);
  return new Map([...Object.entries(texts), ...failures]);
}

const placesOf = (text = '') => (text.match(/\{\w+\}/g) ?? []).sort();

const english = textsOf({ ...en, ...laterEnglish });

/** The stars, in pairs, that set a menu name or a question apart. */
const starsOf = (text = '') => text.split('*').length - 1;

/** How the digits 0 to 9 are written where `Intl` follows the language. */
const digitsOf = (lang: string) => new Intl.NumberFormat(lang, { useGrouping: false }).format(9876543210);

/** The notification of a pairing code is quoted in English alone, and French iPhones have two names for their settings. */
const MAY_DIFFER: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['codeTip', new Set(FILES)],
  ['step2Iphone', new Set(['fr'])],
]);

it('has each file of both folders in the tables of languages', () => {
  assert.deepEqual([...LANGUAGES.keys()].sort(), [...FILES].sort());
  assert.deepEqual([...LATER_LANGUAGES.keys()].sort(), [...FILES].sort());
  assert.deepEqual(filesIn('later/'), FILES);
});

for (const file of FILES) {
  describe(`messages in ${file}`, async () => {
    const messages = { ...(await loadMessages(file)), ...(await loadLaterMessages(file)) };
    const texts = textsOf(messages);
    const isRtl = RTL.includes(file);

    it('say which language they are, and how it runs', () => {
      assert.equal(messages.lang.toLowerCase(), file);
      assert.deepEqual(Intl.getCanonicalLocales(messages.lang), [messages.lang]);
      assert.equal(messages.dir, isRtl ? 'rtl' : 'ltr');
    });

    it('have every key', () => {
      assert.deepEqual([...texts.keys()].sort(), [...english.keys()].sort());
    });

    it('have the places of the English text', () => {
      for (const [key, text] of texts) assert.deepEqual(placesOf(text), placesOf(english.get(key)), key);
    });

    it('leave no text empty or untidy', () => {
      for (const [key, text] of texts) {
        assert.notEqual(text, '', key);
        assert.equal(text, text.trim(), key);
        assert.doesNotMatch(text, /\s{2}|\.\.\.|["'`´]/, key);
        assert.equal(text, text.normalize('NFC'), key);
      }
    });

    it('write their numbers in the digits of the language, but for what is typed', () => {
      const digits = new RegExp(`[${digitsOf(messages.lang)}]`);
      for (const [key, text] of texts) {
        const rest = text.replace(/\+\d[\d\u00a0-]+/, '');
        for (const digit of rest.match(/\p{Nd}/gu) ?? []) assert.match(digit, digits, key);
      }
    });

    if (file !== 'en')
      it('leave no English behind', () => {
        for (const [key, text] of texts) {
          assert.notEqual(text, english.get(key), key);
          assert.doesNotMatch(
            text,
            /(?<!\p{L})(the|your|with|phone|this|please|try|again|link|linked)(?!\p{L})/iu,
            key,
          );
        }
      });

    it('show an example with its country code, and the same one twice', () => {
      const example = /\+\d[\d\u00a0-]+\d/;
      assert.ok(example.exec(messages.phoneHint));
      assert.equal(example.exec(messages.phoneInvalid)?.[0], example.exec(messages.phoneHint)?.[0]);
    });

    it('set apart in pairs of stars what English does', () => {
      for (const [key, text] of texts) {
        const stars = starsOf(text);
        assert.equal(stars % 2, 0, key);
        if (!MAY_DIFFER.get(key)?.has(file)) assert.equal(stars, starsOf(english.get(key)), key);
      }
    });

    // U+2066 before, U+2069 after: the groups of a number would otherwise run from right to left.
    it('keep a number in its own order, and force no other direction', () => {
      for (const [key, text] of texts) {
        const rest = isRtl ? text.replace(/\u2066\+[\d\u00a0]+\u2069/g, '') : text;
        assert.doesNotMatch(rest, /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/, key);
        if (isRtl) assert.doesNotMatch(rest, /\+\d/, key);
      }
    });
  });
}

/** The language that comes, and the tags it comes for: those of browsers, of Android (`in`, `iw`) and of servers (`pt_BR`, `zh_TW.UTF-8`). */
const SPOKEN: Readonly<Record<string, string>> = {
  ar: 'ar ar-EG ar-EG-u-nu-latn',
  de: 'de de-AT de-1996 de@euro',
  en: 'en en-GB en_US.UTF-8',
  es: 'es es-419 es-MX',
  fa: 'fa fa-AF prs',
  he: 'he he-IL iw IW_il',
  id: 'id id-ID in in_ID',
  kk: 'kk kk-KZ kk-Cyrl-KZ',
  'pt-BR': 'pt pt-BR PT_br pt-419 pt-US',
  'pt-PT': 'pt-PT pt_pt pt-AO pt-MZ pt-CV pt-MO',
  ru: 'ru RU ru-KZ',
  sw: 'sw sw-KE sw-TZ',
  ur: 'ur ur-PK ur_IN',
  uz: 'uz uz-Latn-UZ uz-Cyrl',
  'zh-CN': 'zh zh-CN zh-Hans zh-SG zh-MY zh-Hans-HK ZH_cn cmn',
  'zh-TW': 'zh-TW zh-Hant zh-HK zh-MO zh-Hant-SG zh_tw ZH-HANT-hk zh_TW.UTF-8 cmn-Hant',
};

describe('loadMessages', () => {
  const langOf = async (tag: string) => (await loadMessages(tag)).lang;

  for (const [lang, tags] of Object.entries(SPOKEN)) {
    it(`speaks ${lang} for ${tags}`, async () => {
      for (const tag of tags.split(' ')) assert.equal(await langOf(tag), lang, tag);
    });
  }

  it('falls back to English for a language it does not have', async () => {
    for (const tag of ['cs', 'fil-PH', 'x-klingon', '', '-', 'constructor', '__proto__', '日本語']) {
      assert.equal(await loadMessages(tag), en, tag);
    }
  });

  it('falls back to English when a chunk cannot be loaded', async () => {
    const failing = new Map([['de', () => Promise.reject(new TypeError('Failed to fetch'))]]);
    assert.equal(await loadMessages('de', failing), en);
  });

  it('asks a second time for a chunk that failed', async () => {
    const asked: string[] = [];
    const hiccup = async (again: string) => {
      asked.push(again);
      if (asked.length === 1) throw new TypeError('Failed to fetch');
      return { texts: { ...en, lang: 'de' } };
    };
    assert.equal((await loadMessages('de', new Map([['de', hiccup]]))).lang, 'de');
    assert.equal(asked.length, 2);
    assert.notEqual(asked[1], '', 'an engine may remember an address that failed');
  });
});

describe('fill', () => {
  it('fills what it is given and leaves the other places', () => {
    assert.equal(fill('{n} of {total}', { n: '1' }), '1 of {total}');
  });

  it('takes a value as it is', () => {
    assert.equal(fill('For {number}', { number: '$& {number}' }), 'For $& {number}');
  });
});

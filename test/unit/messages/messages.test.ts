import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { texts as en } from '../../../src/messages/en.js';
import { fill, LANGUAGES, loadMessages, type Messages } from '../../../src/messages/index.js';

const TAGS = ['ar', 'de', 'es', 'fr', 'he', 'hi', 'id', 'it', 'pt-BR', 'ru', 'tr'];
const RTL = ['ar', 'he'];

/** Every text by its path (`errors.quota`), without what is not read: `lang` and `dir`. */
function textsOf({ lang: _lang, dir: _dir, errors, ...texts }: Messages): ReadonlyMap<string, string> {
  const failures = Object.entries(errors).map(([code, text]) => [`errors.${code}`, text] as const);
  return new Map([...Object.entries(texts), ...failures]);
}

const placesOf = (text = '') => (text.match(/\{\w+\}/g) ?? []).sort();

const english = textsOf(en);

for (const tag of TAGS) {
  describe(`messages in ${tag}`, async () => {
    const messages = await loadMessages(tag);
    const texts = textsOf(messages);

    it('say which language they are, and how it runs', () => {
      assert.equal(messages.lang, tag);
      assert.equal(messages.dir, RTL.includes(tag) ? 'rtl' : 'ltr');
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
        assert.doesNotMatch(text, / {2}|\.\.\./, key);
      }
    });

    it('leave no English behind', () => {
      for (const [key, text] of texts) {
        assert.notEqual(text, english.get(key), key);
        assert.doesNotMatch(text, /(?<!\p{L})(the|your|with|phone|this|please|try|again|link|linked)(?!\p{L})/iu, key);
      }
    });

    it('show an example with its country code, and the same one twice', () => {
      const example = /\+\d[\d\u00a0-]+\d/;
      assert.ok(example.exec(messages.phoneHint));
      assert.equal(example.exec(messages.phoneInvalid)?.[0], example.exec(messages.phoneHint)?.[0]);
    });

    it('set menu names apart in pairs of stars, and as many of them as English does at least', () => {
      for (const [key, text] of texts) assert.equal(text.split('*').length % 2, 1, key);
      for (const key of ['step1', 'step2Android', 'step2Iphone', 'step3', 'step4Code', 'undo'])
        assert.ok((texts.get(key)?.split('*').length ?? 0) >= (english.get(key)?.split('*').length ?? 0), key);
    });

    // U+2066 before, U+2069 after: the groups of a number would otherwise run from right to left.
    it('keep a number in its own order, and force no other direction', () => {
      for (const [key, text] of texts) {
        const rest = RTL.includes(tag) ? text.replace(/\u2066\+[\d\u00a0]+\u2069/g, '') : text;
        assert.doesNotMatch(rest, /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/, key);
        if (RTL.includes(tag)) assert.doesNotMatch(rest, /\+\d/, key);
      }
    });
  });
}

describe('loadMessages', () => {
  const langOf = async (tag: string) => (await loadMessages(tag)).lang;

  it('goes by the primary subtag, in any case', async () => {
    assert.equal(await langOf('es-419'), 'es');
    assert.equal(await langOf('de-AT'), 'de');
    assert.equal(await langOf('ar-EG-u-nu-latn'), 'ar');
    assert.equal(await langOf('RU'), 'ru');
    assert.equal(await langOf('pt'), 'pt-BR');
    assert.equal(await langOf('pt-PT'), 'pt-BR');
    assert.equal(await langOf('en-GB'), 'en');
  });

  it('knows the old names of Hebrew and Indonesian', async () => {
    assert.equal(await langOf('iw-IL'), 'he');
    assert.equal(await langOf('in'), 'id');
  });

  it('falls back to English for a language it does not have', async () => {
    for (const tag of ['ja', 'zh-Hans', 'fa', 'x-klingon', '', 'constructor', '__proto__']) {
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

  it('has a test above for each language', async () => {
    const loaded = await Promise.all([...LANGUAGES.values()].map(async (load) => (await load('')).texts.lang));
    assert.deepEqual([...new Set(loaded)].sort(), [...TAGS, 'en'].sort());
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

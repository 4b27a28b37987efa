import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, mount, settled, shows } from './world.js';

/** The languages whose words take the most lines, and two of few words. */
const LANGUAGES = ['fr', 'ru', 'uk', 'kk', 'pt-BR', 'pt-PT', 'tr', 'en', 'he'];
const WIDTHS = [320, 390, 600];
/** Of a step, px. */
const LINE = 24;
/** Texts break elsewhere in each engine. A line of the steps is up to 5 px higher than one of the small print. */
const [MOST, MEAN] = [2 * LINE + 5, LINE + 5];

/** The card as it is before there are words. */
async function wordless(attributes: Readonly<Record<string, string>>): Promise<WaQrLogin> {
  const element = await mount({ 'defer-hydration': '', 'app-name': 'Acme CRM', ...attributes });
  element.gateway = new ScriptedGateway(QR);
  await element.updateComplete;
  expect(element.shadowRoot?.querySelectorAll('h2').length, 'words').to.equal(0);
  return element;
}

async function begin(element: WaQrLogin): Promise<void> {
  element.removeAttribute('defer-hydration');
  element.start();
  await settled();
}

/** By how much a card becomes higher when its words have come, and what shows that all has come. */
async function growth(lang: string, width: number, sign: string): Promise<number> {
  const element = await wordless({ lang, style: `inline-size: ${width}px` });
  const { height } = element.getBoundingClientRect();
  await begin(element);
  await shows(element, sign);
  const grown = element.getBoundingClientRect().height - height;
  element.remove();
  return grown;
}

async function expectRoom(sign: string): Promise<void> {
  for (const width of WIDTHS) {
    const found: Record<string, number> = {};
    for (const lang of LANGUAGES) found[lang] = Math.round(await growth(lang, width, sign));
    const sizes = Object.values(found).map(Math.abs);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(Math.max(...sizes), `the most: ${width} px, ${JSON.stringify(found)}`).to.be.at.most(MOST);
    expect(mean, `the mean: ${width} px, ${JSON.stringify(found)}`).to.be.at.most(MEAN);
  }
}

/** Plays a phone: touched, small, and running Android. */
function playPhone(): () => void {
  const { matchMedia } = window;
  const ask = matchMedia.bind(window);
  window.matchMedia = (query) => ask(query.includes('pointer: coarse') ? 'all' : query);
  Object.defineProperty(screen, 'width', { configurable: true, value: 390 });
  Object.defineProperty(navigator, 'userAgent', { configurable: true, value: 'Mozilla/5.0 (Linux; Android 15)' });
  return () => {
    window.matchMedia = matchMedia;
    Reflect.deleteProperty(screen, 'width');
    Reflect.deleteProperty(navigator, 'userAgent');
  };
}

describe('a card without words', () => {
  it('is as high as the words and the QR code will make it, within a line or two, in wordy and in terse languages', async function () {
    this.timeout(60_000);
    await expectRoom(DRAWN_QR);
  });

  it('is as high as the number form where that comes first', async function () {
    this.timeout(60_000);
    const endPlay = playPhone();
    try {
      await expectRoom('form.form');
    } finally {
      endPlay();
    }
  });

  it('shows no code where a form will be, until the form has come', async () => {
    const element = await wordless({ lang: 'en', method: 'code' });
    expect(element.shadowRoot?.querySelectorAll('.tile').length).to.equal(0);
    expect(find(element, '.form').getBoundingClientRect().height).to.be.above(150);
    await begin(element);
    await shows(element, 'form.form');
    expect(element.shadowRoot?.querySelectorAll('.tile').length).to.equal(0);
  });

  it('has the tile of a code where it waits for a button, which stands there', async () => {
    const element = await wordless({ lang: 'en', method: 'code', manual: '' });
    const { height } = find(element, '.tile').getBoundingClientRect();
    element.removeAttribute('defer-hydration');
    await shows(element, '[part=button]');
    expect(find(element, '.tile').getBoundingClientRect().height).to.equal(height);
  });

  it('lets nobody see or hear the letters that keep its room', async () => {
    const element = await wordless({ lang: 'fr' });
    for (const part of ['li', '[part=hint]']) {
      expect(find(element, part).textContent).to.match(/^(n )+$/);
      expect(getComputedStyle(find(element, part)).visibility).to.equal('hidden');
    }
    await begin(element);
    await shows(element, DRAWN_QR);
    expect(getComputedStyle(find(element, '[part=hint]')).visibility).to.equal('visible');
    expect(find(element, '.card').textContent).not.to.include('n n ');
  });

  it('keeps the room of English for a language that nobody speaks', async () => {
    const heightOf = async (lang: string) => (await wordless({ lang, style: 'inline-size: 320px' })).clientHeight;
    expect(await heightOf('tlh')).to.equal(await heightOf('en'));
    expect(await heightOf('tlh')).not.to.equal(await heightOf('fr'));
  });
});

describe('the direction of a card without words', () => {
  const root = document.documentElement;
  const former = root.getAttribute('lang');
  const speak = (language: string) =>
    Object.defineProperty(navigator, 'language', { configurable: true, value: language });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'language');
    if (former !== null) root.lang = former;
  });

  /** Where its two columns are. */
  function columns(element: WaQrLogin): readonly [picture: number, steps: number] {
    const [picture, steps] = ['.picture', '.guide'].map((part) => find(element, part).getBoundingClientRect().left);
    return [picture!, steps!];
  }

  for (const language of ['ar', 'fa-IR', 'he', 'ur'])
    it(`is that of the browser where the page tells no language (${language})`, async () => {
      root.removeAttribute('lang');
      speak(language);
      const element = await wordless({ style: 'inline-size: 720px' });
      const before = columns(element);
      expect(find(element, '.card').dir, 'no words yet').to.equal('');
      expect(getComputedStyle(find(element, '.card')).direction).to.equal('rtl');
      expect(before[0]).to.be.below(before[1]);
      await begin(element);
      await shows(element, DRAWN_QR);
      expect(find(element, '.card').dir).to.equal('rtl');
      expect(columns(element)).to.deep.equal(before);
    });

  it('is the page’s, whatever the browser speaks', async () => {
    root.lang = 'en';
    speak('ar');
    const element = await wordless({ style: 'inline-size: 720px' });
    expect(getComputedStyle(find(element, '.card')).direction).to.equal('ltr');
  });
});

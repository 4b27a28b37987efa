import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { payload } from '../../demo/gallery-states.js';
import '../../src/index.js';
import { LANGUAGES } from '../../src/messages/index.js';
import { ScriptedGateway } from '../browser/scripted-gateway.js';
import { DRAWN_QR, find, settled, shows, until } from '../browser/world.js';

type LayoutShift = PerformanceEntry & { readonly value: number };

/** Without former names. */
const languages = [...LANGUAGES.keys()].filter((tag) => !['in', 'iw'].includes(tag));
const WIDTHS = [320, 360, 390, 600, 720, 900];
/** Of a page's whole life, https://web.dev/articles/cls calls up to 0.1 good. */
const MOST = 0.005;

/** How far the page moves meanwhile. */
async function shifts(act: () => Promise<void>): Promise<number> {
  let sum = 0;
  const count = (entries: PerformanceEntryList) => {
    for (const entry of entries) sum += (entry as LayoutShift).value;
  };
  const observer = new PerformanceObserver((list) => count(list.getEntries()));
  observer.observe({ type: 'layout-shift' });
  await act();
  count(observer.takeRecords());
  observer.disconnect();
  return sum;
}

/** All the width of the window, on a page that does not say which way its language runs. */
function createBox(lang = 'en'): HTMLElement {
  const box = document.createElement('div');
  box.lang = lang;
  Object.assign(box.style, { position: 'absolute', inset: '0 0 auto' });
  return box;
}

const resize = (width: number) => executeServerCommand('window-size', { width, height: 800 });

describe('the layout', () => {
  for (const width of WIDTHS) {
    it(`stays where it is from the first frame, without words, to the second code: ${width} px wide, in every language`, async function () {
      this.timeout(120_000);
      await resize(width);
      const found: Record<string, number> = {};
      for (const lang of languages) found[lang] = await shifts(() => login(lang));
      const tooFar = Object.entries(found).filter(([, sum]) => sum > MOST);
      expect(Object.fromEntries(tooFar), `the most: ${Math.max(...Object.values(found))}`).to.deep.equal({});
    });

    it(`of the number form stays where it is when the number is read: ${width} px wide, in every language`, async function () {
      this.timeout(120_000);
      await resize(width);
      const moved: string[] = [];
      for (const lang of languages) {
        const [unread, read] = [await hintHeight(lang, 'XX'), await hintHeight(lang, 'BR')];
        if (read !== unread) moved.push(`${lang}: ${unread} px, ${read} px`);
      }
      // The longest of them takes a third line on the narrowest phones.
      expect(moved.filter((text) => !(width === 320 && text.startsWith('bn')))).to.deep.equal([]);
    });
  }

  it('is seen to shift by this measure where something comes above what stands there', async () => {
    const box = createBox();
    const below = Object.assign(document.createElement('p'), { textContent: 'What follows on the page '.repeat(200) });
    box.append(below);
    document.body.append(box);
    await settled();
    const sum = await shifts(async () => {
      const above = document.createElement('div');
      above.style.blockSize = '300px';
      below.before(above);
      await settled();
    });
    box.remove();
    expect(sum).to.be.above(MOST);
  });
});

/** A card as a server sends it, its words, and two codes. */
async function login(lang: string): Promise<void> {
  const gateway = new ScriptedGateway({ type: 'qr', text: payload, expiresIn: 60 });
  const element = document.createElement('wa-qr-login');
  Object.assign(element, { gateway, method: 'qr', appName: 'Acme CRM' });
  element.setAttribute('defer-hydration', '');
  const box = createBox(lang);
  box.append(element, 'What follows on the page');
  document.body.append(box);
  await settled();
  element.removeAttribute('defer-hydration');
  element.start();
  await shows(element, DRAWN_QR);
  await until(() => find(element, '.card').lang.toLowerCase() === lang.toLowerCase(), lang);
  await settled();
  const first = find(element, DRAWN_QR);
  gateway.answer = { type: 'qr', text: `${payload}2`, expiresIn: 60 };
  await until(() => find(element, DRAWN_QR) !== first, 'the second code');
  await settled();
  box.remove();
  await settled();
}

/** How much room there is for what is said of the number. In a country that does not exist nothing is known of it. */
async function hintHeight(lang: string, country: string): Promise<number> {
  const element = document.createElement('wa-qr-login');
  const gateway = new ScriptedGateway({ type: 'waiting' });
  const phone = country === 'XX' ? '' : '11 91234-5678';
  Object.assign(element, { gateway, method: 'code', appName: 'Acme CRM', phone, country, lang });
  const box = createBox(lang);
  box.append(element);
  document.body.append(box);
  await shows(element, phone ? '#hint b' : '#hint');
  await until(() => find(element, '.card').lang.toLowerCase() === lang.toLowerCase(), lang);
  const { height } = find(element, '#hint').getBoundingClientRect();
  box.remove();
  return Math.round(height);
}

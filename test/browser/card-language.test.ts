import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { shown } from './gallery-card.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { comeBack, DRAWN_QR, find, isIn, mount, settled, shows, textOf, until } from './world.js';

const title = (element: WaQrLogin): string => element.shadowRoot?.querySelector('h2')?.textContent ?? '';
const speaks = (element: WaQrLogin, text: string) =>
  until(
    () => title(element) === text,
    () => `${text}: ${title(element)}`,
  );
const root = document.documentElement;

describe('the language', () => {
  const former = root.lang;
  afterEach(() => (root.lang = former));

  it('is the element’s, then the page’s, and follows both while it is shown', async () => {
    root.lang = 'pt-BR';
    const element = await mount({}, { gateway: new ScriptedGateway(QR) });
    await speaks(element, 'Conectar o seu WhatsApp');
    root.lang = 'en';
    await speaks(element, 'Link your WhatsApp');
    element.lang = 'pt';
    await speaks(element, 'Conectar o seu WhatsApp');
    root.lang = 'en-GB';
    await settled();
    expect(title(element)).to.equal('Conectar o seu WhatsApp');
    // A morph of the page takes away what is not in its HTML; a script's word stays until a script takes it back.
    element.removeAttribute('lang');
    await settled();
    expect(element.getAttribute('lang')).to.equal('pt');
    element.lang = '';
    await speaks(element, 'Link your WhatsApp');
  });

  it('is English where nobody speaks the language', async () => {
    await speaks(await mount({ lang: 'tlh' }, { gateway: new ScriptedGateway(QR) }), 'Link your WhatsApp');
  });

  it('is followed no more after the removal', async () => {
    root.lang = 'en';
    const element = await mount({}, { gateway: new ScriptedGateway(QR) });
    await speaks(element, 'Link your WhatsApp');
    element.remove();
    await import('../../src/messages/pt-br.js'); // so that following it would take no time
    root.lang = 'pt';
    await settled();
    expect(title(element)).to.equal('Link your WhatsApp');
  });

  it('is told by the card, as is its direction', async () => {
    const element = await mount({ lang: 'pt-BR' }, { gateway: new ScriptedGateway(QR) });
    await speaks(element, 'Conectar o seu WhatsApp');
    expect([find(element, '.card').lang, find(element, '.card').dir]).to.deep.equal(['pt-BR', 'ltr']);
  });

  it('may be one from outside, with digits and a direction of its own', async () => {
    const messages = { lang: 'fa', dir: 'rtl', titleWithoutApp: 'اتصال واتس‌اپ', lastCode: 'آخرین: {time}' } as const;
    const element = await mount({ method: 'qr', 'max-codes': '1' }, { gateway: new ScriptedGateway(QR), messages });
    await speaks(element, messages.titleWithoutApp);
    await until(() => /^آخرین: [۰-۹]:[۰-۹]{2}$/.test(textOf(element, '[part=time]')), 'its digits');
    expect([find(element, '.card').lang, find(element, '.card').dir]).to.deep.equal(['fa', 'rtl']);
  });
});

describe('right to left', () => {
  it('is mirrored, but the codes and the numbers are not', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ lang: 'ar', method: 'qr' }, { gateway });
    await isIn(element, 'qr');
    element.style.inlineSize = '720px';
    await shows(element, DRAWN_QR);
    await until(() => find(element, '.card').dir === 'rtl', 'Arabic');
    const box = (part: string) => find(element, part).getBoundingClientRect();
    expect(box('ol').left).to.be.above(box('.qr').right);
    const number = box('li');
    expect(number.right).to.be.above(box('.card').right - 60);
    expect(getComputedStyle(find(element, DRAWN_QR)).scale).to.equal('none');
    gateway.answer = { type: 'code', code: 'ABCD1234', expiresIn: 150 };
    await element.requestCode('5511999999999');
    await shows(element, '[part=code]');
    expect(getComputedStyle(find(element, '[part=code]')).direction).to.equal('ltr');
    gateway.answer = { type: 'linked', account: { phone: '5511999999999' } };
    comeBack();
    await shows(element, '[part=account]');
    expect(textOf(element, '[part=account]')).to.include('+55 •••• 9999');
  });
});

/** The words of a part of the card, by its spaces, that end on another line than they begin. */
function brokenWords(part: HTMLElement): string[] {
  const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const broken: string[] = [];
  while (nodes.nextNode()) {
    for (const { 0: word, index } of (nodes.currentNode as Text).data.matchAll(/\S+/g)) {
      const range = new Range();
      range.setStart(nodes.currentNode, index);
      range.setEnd(nodes.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
    }
  }
  return broken;
}

describe('lines of East Asian text', () => {
  const STATES = ['qr', 'form', 'code', 'passkey', 'expired', 'error-unavailable'];
  for (const state of STATES)
    it(`end between two words in Korean (${state})`, async () => {
      for (const width of [280, 320, 360]) {
        const element = await shown(state, width, { lang: 'ko' });
        await until(() => find(element, '.card').lang === 'ko', 'Korean');
        expect(brokenWords(find(element, '.card'))).to.deep.equal([]);
      }
    });

  for (const lang of ['zh-CN', 'zh-TW'])
    it(`end between two words in the title (${lang})`, async () => {
      const element = await shown('qr', 300, { lang });
      await until(() => find(element, '.card').lang === lang, lang);
      expect(brokenWords(find(element, 'h2'))).to.deep.equal([]);
    });

  for (const lang of ['zh-CN', 'zh-TW', 'ja'])
    it(`have no space between two sentences (${lang})`, async () => {
      const element = await shown('qr', 390, { lang });
      await until(() => find(element, '.card').lang === lang, lang);
      expect(textOf(element, '[part=hint]')).to.match(/。\S.*。$/);
    });
});

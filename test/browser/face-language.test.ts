import { expect } from '@open-wc/testing';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { $, mount, pause, Scripted, seen, shows, status } from './world.js';

const QR: LoginUpdate = { type: 'qr', text: '2@abc', expiresIn: 60 };
const title = (element: WaQrLogin): string => element.shadowRoot?.querySelector('h2')?.textContent ?? '';
const speaks = (element: WaQrLogin, text: string) =>
  seen(
    () => title(element) === text,
    () => `${text}: ${title(element)}`,
  );
const root = document.documentElement;

describe('the language', () => {
  const former = root.lang;
  afterEach(() => (root.lang = former));

  it('is the element’s, then the page’s, and follows both while it is shown', async () => {
    root.lang = 'pt-BR';
    const element = await mount({}, { gateway: new Scripted(QR) });
    await speaks(element, 'Conectar o seu WhatsApp');
    root.lang = 'en';
    await speaks(element, 'Link your WhatsApp');
    element.lang = 'pt';
    await speaks(element, 'Conectar o seu WhatsApp');
    root.lang = 'en-GB';
    await pause(50);
    expect(title(element)).to.equal('Conectar o seu WhatsApp');
    element.removeAttribute('lang');
    await speaks(element, 'Link your WhatsApp');
  });

  it('is English where nobody speaks the language', async () => {
    await speaks(await mount({ lang: 'tlh' }, { gateway: new Scripted(QR) }), 'Link your WhatsApp');
  });

  it('is followed no more after the removal', async () => {
    root.lang = 'en';
    const element = await mount({}, { gateway: new Scripted(QR) });
    await speaks(element, 'Link your WhatsApp');
    element.remove();
    root.lang = 'pt';
    await pause(50);
    expect(title(element)).to.equal('Link your WhatsApp');
  });

  it('is told by the card, as is its direction', async () => {
    const element = await mount({ lang: 'pt-BR' }, { gateway: new Scripted(QR) });
    await speaks(element, 'Conectar o seu WhatsApp');
    expect([$(element, '.card').lang, $(element, '.card').dir]).to.deep.equal(['pt-BR', 'ltr']);
  });

  it('may be one from outside, with digits and a direction of its own', async () => {
    const messages = { lang: 'fa', dir: 'rtl', titleWithoutApp: 'اتصال واتس‌اپ', lastCode: 'آخرین: {time}' } as const;
    const element = await mount({ method: 'qr', 'max-codes': '1' }, { gateway: new Scripted(QR), messages });
    await speaks(element, messages.titleWithoutApp);
    await shows(element, '[part=time]');
    expect($(element, '[part=time]').textContent).to.match(/^آخرین: [۰-۹]:[۰-۹]{2}$/);
    expect([$(element, '.card').lang, $(element, '.card').dir]).to.deep.equal(['fa', 'rtl']);
  });
});

describe('right to left', () => {
  it('is mirrored, but the codes and the numbers are not', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({ lang: 'ar', method: 'qr' }, { gateway });
    await status(element, 'qr');
    element.style.inlineSize = '720px';
    await shows(element, '.qr svg');
    await seen(() => $(element, '.card').dir === 'rtl', 'Arabic');
    const box = (part: string) => $(element, part).getBoundingClientRect();
    expect(box('ol').left).to.be.above(box('.qr').right);
    const number = box('li');
    expect(number.right).to.be.above(box('.card').right - 60);
    expect(getComputedStyle($(element, '.qr svg')).scale).to.equal('none');
    gateway.says = { type: 'code', code: 'ABCD1234', expiresIn: 150 };
    await element.requestCode('5511999999999');
    await shows(element, '[part=code]');
    expect(getComputedStyle($(element, '[part=code]')).direction).to.equal('ltr');
    gateway.says = { type: 'linked', account: { phone: '5511999999999' } };
    await status(element, 'linked');
    expect($(element, '[part=account]').textContent).to.include('+55 •••• 9999');
  });
});

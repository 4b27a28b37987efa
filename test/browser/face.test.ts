import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { states, scripted } from '../../demo/gallery-states.js';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { $, mount, pause, Scripted, seen, shows, status } from './world.js';

const qr = (text: string, expiresIn = 60): LoginUpdate => ({ type: 'qr', text, expiresIn });
const linked = (account: Record<string, string>): LoginUpdate => ({ type: 'linked', account });
const base = { 'app-name': 'Acme CRM', lang: 'en', method: 'qr' };
const said = (element: WaQrLogin): string => $(element, '[role=status]').textContent.trim();

/** An element in one of the gallery's states, `width` px wide. */
async function shown(name: string, width: number, attributes: Record<string, string> = {}): Promise<WaQrLogin> {
  const { says, attributes: own, after } = states[name]!;
  const element = await mount({ ...base, ...own, ...attributes }, { gateway: scripted(says) });
  element.style.inlineSize = `${width}px`;
  element.scrollIntoView();
  await shows(element, 'h2');
  if (!own) await seen(() => !['idle', 'waiting'].includes(element.status) || name === 'waiting', name);
  if (name.startsWith('qr')) await shows(element, '.qr > *');
  await after?.(element);
  await element.updateComplete;
  return element;
}

/** What is wider than what it stands in. */
function overflowing(element: WaQrLogin): string[] {
  const { left, right } = $(element, '.card').getBoundingClientRect();
  return [...element.shadowRoot!.querySelectorAll<HTMLElement>('.card *:not(.unseen, .ring *, svg *)')]
    .map((part) => [part, part.getBoundingClientRect()] as const)
    .filter(([part, box]) => box.width > 0 && !part.closest('.unseen') && (box.left < left || box.right > right + 0.5))
    .map(([part]) => part.outerHTML.slice(0, 80));
}

before(() => executeServerCommand('window-size', { width: 1000, height: 900 }));

describe('the card', () => {
  for (const name of Object.keys(states).filter((state) => !/error-(?!config|offline)/.test(state)))
    it(`fits 280 px in ${name}`, async () => {
      const element = await shown(name, 280);
      expect(overflowing(element)).to.deep.equal([]);
      expect(element.scrollWidth).to.equal(280);
    });

  for (const [what, css] of Object.entries({
    'with the text spacing of WCAG 1.4.12': 'line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em',
    'with letters twice as large': 'font-size: 32px',
  }))
    for (const name of ['qr', 'code', 'form-error', 'expired'])
      it(`loses nothing at 320 px ${what}, in ${name}`, async () => {
        const element = await shown(name, 320);
        element.style.cssText += css;
        expect(overflowing(element)).to.deep.equal([]);
        for (const button of element.shadowRoot!.querySelectorAll('button'))
          expect(button.scrollWidth, button.textContent).to.be.at.most(button.clientWidth + 1);
      });

  for (const width of [360, 720])
    it(`is as high from the first wait to the end of the codes, and shrinks when it is done, ${width} px wide`, async () => {
      const heightOf = async (name: string) => (await shown(name, width)).getBoundingClientRect().height;
      const heights: number[] = [];
      for (const name of ['idle', 'waiting', 'qr', 'linking', 'expired']) heights.push(await heightOf(name));
      expect(Math.max(...heights) - Math.min(...heights), String(heights)).to.be.at.most(32);
      for (const name of ['linked', 'error-offline'])
        expect(await heightOf(name)).to.be.below(Math.min(...heights) - 100);
    });

  it('stands side by side where it is wide, and in one column where not', async () => {
    const element = await shown('qr', 720);
    const [steps, code] = [$(element, 'ol'), $(element, '.qr')];
    expect(steps.getBoundingClientRect().right).to.be.below(code.getBoundingClientRect().left);
    element.style.inlineSize = '360px';
    expect(code.getBoundingClientRect().bottom).to.be.below(steps.getBoundingClientRect().top);
  });

  it('has no target smaller than 24 px', async () => {
    for (const name of ['idle', 'qr', 'code', 'form', 'passkey-help', 'expired'])
      for (const target of (await shown(name, 720)).shadowRoot!.querySelectorAll('button, a, summary, input')) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.outerHTML).to.be.at.least(24);
      }
  });

  it('is dressed by the page: custom properties, slots, and its font', async () => {
    const element = await shown('linked', 360);
    element.style.cssText += '--wa-accent: rgb(1, 2, 3); --wa-radius: 4px; font-family: monospace';
    for (const slot of ['logo', 'title', 'footer', 'linked'])
      element.append(Object.assign(document.createElement('b'), { slot, textContent: slot }));
    expect(getComputedStyle($(element, '.icon')).color).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle($(element, '.card')).borderRadius).to.equal('4px');
    expect(getComputedStyle($(element, 'h2')).fontFamily).to.equal('monospace');
    for (const slotted of element.children) expect(slotted.getBoundingClientRect().width).to.be.above(10);
    element.headingLevel = 3;
    await element.updateComplete;
    expect($(element, 'h2').ariaLevel ?? $(element, 'h2').getAttribute('aria-level')).to.equal('3');
  });

  it('says what linking allows, and how to undo it', async () => {
    const element = await shown('qr', 360);
    expect($(element, '[part=hint]').textContent).to.match(
      /lets Acme CRM read and send .* undo this .* Linked devices/,
    );
    element.appName = undefined;
    await element.updateComplete;
    expect($(element, '[part=hint]').textContent).to.include('lets this service');
  });

  for (const [phone, hidden] of [
    ['5511999999999', '+55 •••• 9999'],
    ['15550100123', '+1 •••• 0123'],
    ['353861234567', '+353 •••• 4567'],
  ] as const)
    it(`half hides the number that is linked (${hidden})`, async () => {
      const element = await mount(base, { gateway: new Scripted(linked({ phone, name: 'Ana' })) });
      await status(element, 'linked');
      const text = $(element, '[part=account]').textContent;
      expect(text.replace(/\s+/g, ' ').trim()).to.equal(
        `A Ana ${hidden} ending in ${phone.slice(-4).split('').join(' ')}`,
      );
      expect(element.shadowRoot!.innerHTML).not.to.include(phone);
    });
});

describe('the QR code on the card', () => {
  it('has 3 px a module, however long its text', async () => {
    const element = await mount(base, { gateway: new Scripted(qr('x'.repeat(900))) });
    element.style.inlineSize = '720px';
    await shows(element, '.qr svg');
    const svg = $(element, '.qr svg');
    const modules = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
    expect(modules).to.be.above(88);
    expect(svg.getBoundingClientRect().width / modules).to.be.at.least(3);
    expect(overflowing(element)).to.deep.equal([]);
  });

  it('is enlarged and made smaller again where there is room, and the button keeps the focus', async () => {
    const element = await shown('qr', 720);
    const side = () => $(element, '.qr').getBoundingClientRect().width;
    const button = $(element, '[part=resize]');
    const former = side();
    expect([button.getAttribute('aria-label'), former]).to.deep.equal(['Enlarge the QR code', 320]);
    button.focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(side()).to.be.above(400);
    expect(element.shadowRoot!.activeElement).to.equal(button);
    expect(button.getAttribute('aria-label')).to.equal('Make the QR code smaller');
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(side()).to.equal(former);
    element.style.inlineSize = '360px';
    expect(button.getBoundingClientRect().width).to.equal(0);
  });

  it('moves nothing when it is renewed, even by way of a wait', async () => {
    const gateway = new Scripted(qr('2@one'));
    const element = await mount(base, { gateway });
    element.style.inlineSize = '360px';
    await shows(element, '.qr svg');
    const places = () =>
      ['.life, .picture > .tile', '.below', '[part~=switch]', 'footer'].map((part) =>
        JSON.stringify($(element, part).getBoundingClientRect()),
      );
    const former = places();
    const control = $(element, '[part~=switch]');
    control.focus();
    gateway.says = qr('2@two', 0.1);
    await seen(() => element.shadowRoot?.querySelector('.qr:not(.odd)'), 'the second code');
    gateway.says = { type: 'waiting' };
    await status(element, 'waiting');
    expect(places()).to.deep.equal(former);
    gateway.says = qr('2@three');
    await status(element, 'qr');
    await shows(element, '.qr svg');
    expect(places()).to.deep.equal(former);
    expect(element.shadowRoot!.activeElement).to.equal(control);
  });

  it('is gone when it has ended, and what stands there is no code', async () => {
    const element = await shown('expired', 360);
    expect(element.shadowRoot!.querySelector('[part~=qr]')).to.equal(null);
    expect($(element, '[part~=placeholder]').textContent).to.include('The code has expired');
  });
});

describe('the status region', () => {
  it('is one, and there from the start, before there are words', async () => {
    const element = document.createElement('wa-qr-login');
    element.manual = true;
    document.body.append(element);
    await element.updateComplete;
    const [region, ...others] = element.shadowRoot!.querySelectorAll('[role=status]');
    expect(region?.textContent.trim()).to.equal('');
    await shows(element, 'h2');
    expect([$(element, '[role=status]'), others.length]).to.deep.equal([region, 0]);
    element.remove();
  });

  it('says that a code is ready, once: a renewal is silent, even by way of a wait', async () => {
    const gateway = new Scripted(qr('2@one'));
    const element = await mount(base, { gateway });
    await status(element, 'qr');
    await seen(() => said(element) === 'The QR code is ready', 'the word');
    const changes: string[] = [];
    new MutationObserver(() => changes.push(said(element))).observe($(element, '[role=status]'), {
      childList: true,
      characterData: true,
      subtree: true,
    });
    gateway.says = qr('2@two', 0.1);
    await seen(() => element.shadowRoot?.querySelector('.qr:not(.odd)'), 'the second code');
    gateway.says = { type: 'waiting' };
    await status(element, 'waiting');
    gateway.says = qr('2@three');
    await status(element, 'qr');
    expect(changes).to.deep.equal([]);
    gateway.says = linked({});
    await status(element, 'linked');
    await pause(20);
    expect(changes).to.deep.equal(['WhatsApp is linked']);
  });

  it('says 10 s ahead that the last code ends, but not of the others', async () => {
    const element = await mount(base, { gateway: new Scripted(qr('2@one', 9)) });
    await status(element, 'qr');
    await seen(() => said(element) !== '', 'a word');
    expect(said(element)).to.equal('The QR code is ready');
    const last = await mount({ ...base, 'max-codes': '1' }, { gateway: new Scripted(qr('2@one', 9)) });
    await status(last, 'qr');
    await seen(() => said(last) === 'The code expires in 10 seconds', 'the warning');
    expect($(last, '[part=time]').textContent).to.match(/^Last code · 0:0\d$/);
  });

  it('says that a pairing code is ready, that it was copied, and 10 s ahead that it ends', async () => {
    const gateway = new Scripted({ type: 'code', code: 'ABCD1234', expiresIn: 150 });
    const element = await mount(base, { gateway });
    await element.requestCode('5511999999999');
    await seen(() => said(element) === 'The pairing code is ready', 'the word');
    gateway.says = { type: 'code', code: 'ABCD1234', expiresIn: 9 };
    void element.requestCode('5511999999999');
    await seen(() => said(element) === 'The code expires in 10 seconds', 'the warning');
  });

  it('leaves the countdown unspoken, and errors to an alert', async () => {
    const element = await shown('qr-last', 360);
    expect($(element, '[part=time]').getAttribute('role')).to.equal('timer');
    expect($(element, '[part=time]').hasAttribute('aria-live')).to.equal(false);
    const failed = await shown('error-offline', 360);
    expect([said(failed), $(failed, '[role=alert]').textContent.includes('offline')]).to.deep.equal(['', true]);
  });
});

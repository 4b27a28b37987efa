import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { ErrorCode } from '../../src/index.js';
import { overflowing, shown, stateNames } from './gallery-card.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { find, isIn, mount, recordEvents, shows, textOf, until } from './world.js';

const base = { 'app-name': 'Acme CRM', lang: 'en', method: 'qr' };

before(() => executeServerCommand('window-size', { width: 1000, height: 900 }));

describe('the card', () => {
  for (const name of stateNames.filter((state) => !/error-(?!config|offline)/.test(state)))
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
    const [steps, code] = [find(element, 'ol'), find(element, '.qr')];
    expect(steps.getBoundingClientRect().right).to.be.below(code.getBoundingClientRect().left);
    element.style.inlineSize = '360px';
    expect(code.getBoundingClientRect().bottom).to.be.below(steps.getBoundingClientRect().top);
  });

  it('has no target smaller than 24 px', async () => {
    for (const name of ['idle', 'qr', 'code', 'form', 'passkey-help', 'expired']) {
      const { shadowRoot } = await shown(name, 720);
      const help = shadowRoot!.querySelector('details');
      if (help) help.open = true;
      if (help) await until(() => help.querySelector('p'), 'the answers');
      for (const target of shadowRoot!.querySelectorAll('button, a, summary, input')) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.outerHTML).to.be.at.least(24);
      }
    }
  });

  it('is dressed by the page: custom properties, slots, and its font', async () => {
    const element = await shown('linked', 360);
    element.style.cssText += '--wa-accent: rgb(1, 2, 3); --wa-radius: 4px; font-family: monospace';
    for (const slot of ['logo', 'title', 'footer', 'linked'])
      element.append(Object.assign(document.createElement('b'), { slot, textContent: slot }));
    expect(getComputedStyle(find(element, '.icon')).color).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(find(element, '.card')).borderRadius).to.equal('4px');
    expect(getComputedStyle(find(element, 'h2')).fontFamily).to.equal('monospace');
    for (const slotted of element.children) expect(slotted.getBoundingClientRect().width).to.be.above(10);
    element.headingLevel = 3;
    await element.updateComplete;
    expect(find(element, 'h2').ariaLevel ?? find(element, 'h2').getAttribute('aria-level')).to.equal('3');
  });

  it('says what linking allows, and how to undo it', async () => {
    const element = await shown('qr', 360);
    expect(find(element, '[part=hint]').textContent).to.match(
      /lets Acme CRM read and send .* undo this .* Linked devices/,
    );
    element.appName = undefined;
    await element.updateComplete;
    expect(find(element, '[part=hint]').textContent).to.include('lets this service');
  });

  for (const [phone, hidden] of [
    ['5511999999999', '+55 •••• 9999'],
    ['15550100123', '+1 •••• 0123'],
    ['353861234567', '+353 •••• 4567'],
  ] as const)
    it(`half hides the number that is linked (${hidden})`, async () => {
      const gateway = new ScriptedGateway({ type: 'linked', account: { phone, name: 'Ana' } });
      const element = await mount(base, { gateway });
      await shows(element, '[part=account]');
      const spoken = phone.slice(-4).split('').join(' ');
      expect(textOf(element, '[part=account]').replace(/\s+/g, ' ')).to.equal(`A Ana ${hidden} ending in ${spoken}`);
      expect(element.shadowRoot!.innerHTML).not.to.include(phone);
    });
});

/** Whether trying again makes sense, because an error can pass without anybody changing anything. */
const RETRYABLE: Readonly<Record<ErrorCode, boolean>> = {
  config: false,
  unauthorized: false,
  'not-found': false,
  'rate-limited': true,
  quota: false,
  'logout-required': true,
  inactive: false,
  unsupported: false,
  'invalid-phone': false,
  'code-refused': true,
  'bad-response': true,
  unavailable: true,
  blocked: false,
  offline: true,
};

describe('an error', () => {
  const texts = new Set<string>();

  for (const [code, retryable] of Object.entries(RETRYABLE) as [ErrorCode, boolean][])
    it(`says what happened, and offers a button that tries again (${code})`, async () => {
      const gateway = new ScriptedGateway({ type: 'error', code });
      const element = await mount({ ...base, manual: '' }, { gateway });
      const events = recordEvents(element);
      element.start();
      await isIn(element, 'error');
      expect(events.at(-1)?.type).to.equal('error');
      expect(events.at(-1)?.detail).to.deep.include({ code, retryable });
      await shows(element, '[role=alert]');
      expect(element.shadowRoot?.querySelector('[part~=button]'), 'a button').to.exist;
      await shows(element, '[part~=support]'); // With fewer words until the chunk has come.
      texts.add(textOf(element, '[role=alert]'));
    });

  it('has words of its own for each code', () => {
    expect(texts.size).to.equal(Object.keys(RETRYABLE).length);
  });
});

import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import type { LoginUpdate } from '../../src/index.js';
import { overflowing, shown } from './gallery-card.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, isIn, mount, shows, until } from './world.js';

const base = { 'app-name': 'Acme CRM', lang: 'en', method: 'qr' };
const qr = (text: string, expiresIn = 60): LoginUpdate => ({ type: 'qr', text, expiresIn });

before(() => executeServerCommand('window-size', { width: 1000, height: 900 }));

describe('the QR code on the card', () => {
  it('has 3 px a module, however long its text', async () => {
    const element = await mount(base, { gateway: new ScriptedGateway(qr('x'.repeat(900))) });
    element.style.inlineSize = '720px';
    await shows(element, DRAWN_QR);
    const canvas = find(element, DRAWN_QR) as HTMLCanvasElement;
    expect(canvas.width).to.be.above(88);
    expect(canvas.getBoundingClientRect().width / canvas.width).to.be.at.least(3);
    expect(overflowing(element)).to.deep.equal([]);
  });

  it('is enlarged and made smaller again where there is room, and the button keeps the focus', async () => {
    const element = await shown('qr', 720);
    const side = () => find(element, '.qr').getBoundingClientRect().width;
    const button = find(element, '[part=resize]');
    const former = side();
    expect([button.getAttribute('aria-label'), former]).to.deep.equal(['Enlarge the QR code', 325]);
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => side() > 400, 'a larger code');
    expect(element.shadowRoot!.activeElement).to.equal(button);
    expect(button.getAttribute('aria-label')).to.equal('Make the QR code smaller');
    await sendKeys({ press: 'Enter' });
    await until(() => side() === former, 'the former size');
    element.style.inlineSize = '360px';
    expect(button.getBoundingClientRect().width).to.equal(0);
  });

  it('moves nothing when it is renewed, even by way of a wait', async () => {
    const gateway = new ScriptedGateway(qr('2@one'));
    const element = await mount(base, { gateway });
    element.style.inlineSize = '360px';
    await shows(element, DRAWN_QR);
    const places = () =>
      ['.life, .picture > .tile', '.below', '[part~=switch]', 'footer'].map((part) =>
        JSON.stringify(find(element, part).getBoundingClientRect()),
      );
    const former = places();
    const first = find(element, DRAWN_QR);
    const control = find(element, '[part~=switch]');
    control.focus();
    gateway.answer = qr('2@two', 0.1);
    await until(() => element.shadowRoot?.querySelector(DRAWN_QR) !== first, 'the second code');
    gateway.answer = { type: 'waiting' };
    await isIn(element, 'waiting');
    expect(places()).to.deep.equal(former);
    gateway.answer = qr('2@three');
    await isIn(element, 'qr');
    await shows(element, DRAWN_QR);
    expect(places()).to.deep.equal(former);
    expect(element.shadowRoot!.activeElement).to.equal(control);
  });

  it('is gone when it has ended, and what stands there is no code', async () => {
    const element = await shown('expired', 360);
    expect(element.shadowRoot!.querySelector('[part~=qr]')).to.equal(null);
    expect(find(element, '[part~=placeholder]').textContent).to.include('The code has expired');
  });
});

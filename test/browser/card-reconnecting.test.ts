import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { LoginError } from '../../src/login/login-error.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { isIn, mount, shows, textOf, until } from './world.js';

const down = (): Promise<never> => Promise.reject(new LoginError('unavailable', '', { transient: true }));

describe('a card whose gateway does not answer', () => {
  const line = (element: WaQrLogin) => textOf(element, '[part~=time]');

  it('says that it connects again while a code stands, though the browser is online, and no longer than that', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ method: 'qr', lang: 'en' }, { gateway });
    await shows(element, '.qr');
    expect(line(element)).to.equal('Renews by itself, no hurry');
    gateway.answer = down;
    await until(() => line(element) === 'Reconnecting…', 'Reconnecting…');
    expect([element.status, element.shadowRoot!.querySelector('.qr') !== null]).to.deep.equal(['qr', true]);
    gateway.answer = QR;
    await until(() => line(element) === 'Renews by itself, no hurry', 'the usual words');
  });

  it('says so before the first code', async () => {
    const gateway = new ScriptedGateway(down);
    const element = await mount({ method: 'qr', lang: 'en' }, { gateway });
    await isIn(element, 'waiting');
    await until(() => element.shadowRoot!.querySelector('.time')?.textContent === 'Reconnecting…', 'Reconnecting…');
    gateway.answer = QR;
    await shows(element, '.qr');
  });
});

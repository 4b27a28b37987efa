import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { mount, Scripted, shows, status } from '../browser/world.js';

const cdp = (method: string, params: unknown) => executeServerCommand('cdp', { method, params });
const QR = { type: 'qr', text: '2@abc,def', expiresIn: 60 } as const;

/** Only Chromium lets a test pretend to be a phone. */
describe('on a phone, which cannot scan itself', () => {
  before(async () => {
    await cdp('Emulation.setDeviceMetricsOverride', { width: 390, height: 800, deviceScaleFactor: 2, mobile: true });
    await cdp('Emulation.setTouchEmulationEnabled', { enabled: true });
  });
  after(async () => {
    await cdp('Emulation.clearDeviceMetricsOverride', {});
    await cdp('Emulation.setTouchEmulationEnabled', { enabled: false });
  });

  it('offers the pairing code first, and asks for nothing until it is asked to', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({}, { gateway });
    await shows(element, 'form');
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', 0]);
  });

  it('shows the QR code where the page wants it, or the gateway has no codes', async () => {
    await status(await mount({ method: 'qr' }, { gateway: new Scripted(QR) }), 'qr');
    const gateway = Object.assign(new Scripted(QR), { methods: ['qr'] as const });
    await status(await mount({}, { gateway }), 'qr');
  });

  it('says what is wrong with its settings rather than ask for a number', async () => {
    await status(await mount({ gateway: 'telegram' }), 'error');
  });
});

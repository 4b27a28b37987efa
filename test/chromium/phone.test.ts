import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { mountFor, RemoteAccount } from '../browser/simulated-account.js';
import { QR, ScriptedGateway } from '../browser/scripted-gateway.js';
import { isIn, mount, shows, watchFor } from '../browser/world.js';

const cdp = (method: string, params: unknown) => executeServerCommand('cdp', { method, params });

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
    const gateway = new ScriptedGateway(QR);
    const element = await mount({}, { gateway });
    await shows(element, 'form');
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', 0]);
  });

  it('shows the QR code where the page wants it, or the gateway has no codes', async () => {
    await isIn(await mount({ method: 'qr' }, { gateway: new ScriptedGateway(QR) }), 'qr');
    await isIn(await mount({}, { gateway: new ScriptedGateway(QR, { methods: ['qr'] }) }), 'qr');
  });

  it('shows the QR code where only the adapter that is fetched knows that there are no codes', async () => {
    const account = await RemoteAccount.create({ gateway: 'plugchat' });
    const element = await mountFor(account, { gateway: 'plugchat' });
    const hasShownForm = watchFor(element, 'form');
    await isIn(element, 'qr');
    expect(hasShownForm()).to.equal(false);
  });

  it('says what is wrong with its settings rather than ask for a number', async () => {
    await isIn(await mount({ gateway: 'telegram' }), 'error');
  });
});

import { expect } from '@open-wc/testing';
import { RemoteAccount, mountFor } from './simulated-account.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, isIn, mount, recordEvents, shows, textOf, until, watchFor } from './world.js';

const NUMBER = '79001234567';

describe('the number form', () => {
  it('is never shown where the gateway has no pairing codes: the QR code comes at once', async () => {
    const account = await RemoteAccount.create({ gateway: 'plugchat' });
    const element = await mountFor(account, { gateway: 'plugchat', method: 'code', manual: '' });
    const hasShownForm = watchFor(element, 'form');
    const events = recordEvents(element);
    element.start();
    await shows(element, DRAWN_QR);
    expect(hasShownForm()).to.equal(false);
    expect(events.map(({ detail }) => detail['status'])).to.deep.equal(['waiting', 'qr']);
  });

  it('is seen by the test above where the gateway has codes', async () => {
    const account = await RemoteAccount.create({ gateway: 'z-api' });
    const element = await mountFor(account, { gateway: 'z-api', method: 'code', manual: '' });
    const hasShownForm = watchFor(element, 'form');
    element.start();
    await until(hasShownForm, 'the form');
  });

  it('begins anew when the account is set while it is shown', async () => {
    const former = new ScriptedGateway(QR);
    const element = await mount({ method: 'code', phone: NUMBER }, { gateway: former });
    await shows(element, 'form');
    const events = recordEvents(element);
    const gateway = new ScriptedGateway({ type: 'code', code: 'ABCD1234', expiresIn: 150 });
    element.gateway = gateway;
    await element.updateComplete;
    await shows(element, 'form');
    expect((find(element, 'input') as HTMLInputElement).value).to.equal(NUMBER);
    find(element, '[type=submit]').click();
    await isIn(element, 'code');
    expect([former.asked, gateway.asked[0]]).to.deep.equal([[], 'code']);
    expect(events.map(({ detail }) => detail['status'])).to.deep.equal(['waiting', 'code']);
  });

  for (const way of ['the button', 'Enter'])
    it(`sends what a script has put into the field without an event, by ${way}`, async () => {
      const gateway = new ScriptedGateway({ type: 'code', code: 'ABCD1234', expiresIn: 150 });
      const element = await mount({ method: 'code' }, { gateway });
      await shows(element, 'form');
      const field = find(element, 'input') as HTMLInputElement;
      field.value = `+${NUMBER}`;
      if (way === 'Enter') field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
      else find(element, '[type=submit]').click();
      await isIn(element, 'code');
      expect(gateway.phones).to.deep.equal([NUMBER]);
    });

  it('gives way to the QR code when the account that is set meanwhile has no pairing codes', async () => {
    const element = await mount({ method: 'code' }, { gateway: new ScriptedGateway(QR) });
    await shows(element, 'form');
    const account = await RemoteAccount.create({ gateway: 'plugchat' });
    element.gateway = 'plugchat';
    element.backendUrl = account.origin;
    element.token = account.token;
    await isIn(element, 'qr');
    expect(await account.countCalls('qr-code')).to.equal(1);
  });

  it('gives way to the error of an account that is set meanwhile and makes no sense', async () => {
    const element = await mount({ method: 'code' }, { gateway: new ScriptedGateway(QR) });
    await shows(element, 'form');
    const events = recordEvents(element);
    element.gateway = 'telegram' as 'backend';
    await isIn(element, 'error');
    expect(events.at(-1)?.detail['code']).to.equal('config');
  });

  it('comes back, with the number, when a pairing code is refused', async () => {
    const account = await RemoteAccount.create();
    await account.fault('code-refused');
    const element = await mountFor(account, { method: 'code', phone: NUMBER });
    await shows(element, 'form');
    find(element, '[type=submit]').click();
    await shows(element, '[role=alert]');
    expect(element.status).to.equal('idle');
    expect((find(element, 'input') as HTMLInputElement).value.replace(/\D/g, '')).to.equal(NUMBER);
    expect(textOf(element, '[role=alert]')).to.include('no code for this number');
  });

  it('says at the field what is wrong with a number, and asks nothing', async () => {
    const account = await RemoteAccount.create();
    const element = await mountFor(account, { method: 'code', phone: 'call me' });
    const events = recordEvents(element);
    await shows(element, 'form');
    find(element, '[type=submit]').click();
    await shows(element, '[role=alert]');
    expect(textOf(element, '[role=alert]')).to.match(/full number|Too short/);
    expect(find(element, 'input').getAttribute('aria-invalid')).to.equal('true');
    expect(events).to.have.length(0);
    await element.requestCode('call me');
    expect(events.map(({ type, detail }) => [type, detail['code']])).to.deep.equal([['error', 'invalid-phone']]);
    expect((await account.report()).calls).to.have.length(0);
  });
});

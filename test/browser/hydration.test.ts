import { expect, fixture, html } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { isIn, mount, recordEvents, settled, until } from './world.js';

/** An element as the HTML of a server brings it. */
async function fromServer(attributes: string): Promise<WaQrLogin> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  place.innerHTML = `<wa-qr-login method="qr" lang="en" ${attributes}></wa-qr-login>`;
  return place.querySelector('wa-qr-login') as WaQrLogin;
}

describe('an element in the HTML of a server, which a framework is about to take over', () => {
  it('adds no attribute to it before its first change', async () => {
    const element = await fromServer('manual');
    await element.updateComplete;
    await settled();
    expect(element.getAttributeNames().sort()).to.deep.equal(['lang', 'manual', 'method']);
    expect(element.matches(':state(idle)')).to.equal(true);
    element.gateway = new ScriptedGateway(QR);
    element.start();
    expect(element.getAttribute('status')).to.equal('waiting');
    element.stop();
    expect(element.getAttribute('status')).to.equal('idle');
  });

  it('corrects a status that the HTML brings along', async () => {
    const element = await fromServer('manual status="linked"');
    await until(() => element.getAttribute('status') === 'idle', 'the truth');
  });

  it('says at once that it is idle where a script has made it', async () => {
    const element = await mount({ manual: '' });
    expect(element.getAttribute('status')).to.equal('idle');
  });

  it('asks for nothing before it is taken over, and shows its frame meanwhile', async () => {
    const element = await fromServer('defer-hydration');
    const gateway = new ScriptedGateway(QR);
    element.gateway = gateway;
    const events = recordEvents(element);
    await until(() => element.shadowRoot?.querySelector('.skeleton'), 'its frame');
    await settled();
    expect([gateway.asked, events, element.getAttributeNames().includes('status')]).to.deep.equal([[], [], false]);
    expect(element.shadowRoot?.querySelector('button.primary'), 'a button that nobody needs').to.equal(null);
    element.removeAttribute('defer-hydration');
    await isIn(element, 'qr');
    expect(events.map(({ detail }) => detail['status'])).to.deep.equal(['waiting', 'qr']);
  });

  it('begins once, with what was set on it in the same moment', async () => {
    const element = await fromServer('defer-hydration backend-url="/nowhere"');
    await until(() => element.shadowRoot?.querySelector('.skeleton'), 'its frame');
    await settled();
    const events = recordEvents(element);
    element.gateway = new ScriptedGateway(QR);
    element.removeAttribute('defer-hydration');
    await isIn(element, 'qr');
    expect(events.map(({ detail }) => detail['status'])).to.deep.equal(['waiting', 'qr']);
  });

  it('goes on waiting for the person where it is manual', async () => {
    const element = await fromServer('defer-hydration manual');
    element.gateway = new ScriptedGateway(QR);
    element.removeAttribute('defer-hydration');
    await settled();
    expect(element.status).to.equal('idle');
  });

  it('begins where a script says so', async () => {
    const element = await fromServer('defer-hydration');
    element.gateway = new ScriptedGateway(QR);
    element.start();
    await isIn(element, 'qr');
  });
});

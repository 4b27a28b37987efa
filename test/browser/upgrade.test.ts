import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import type { MessageOverrides } from '../../src/messages/index.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, until } from './world.js';

/** A value of its own for every property, none of them the default. */
const VALUES = {
  backendUrl: '/late',
  gateway: new ScriptedGateway({ type: 'waiting' }),
  instance: '1101',
  token: 'secret',
  clientToken: 'other',
  authScheme: 'Bearer',
  transport: 'polling',
  method: 'code',
  qrFormat: 'image',
  qrDomain: 'qr.example',
  phone: '5511999999999',
  country: 'BR',
  maxCodes: 2,
  pollInterval: 7,
  manual: true,
  passkeyExtension: { id: 'a'.repeat(32) },
  required: true,
  appName: 'Acme',
  headingLevel: 3,
  theme: 'dark',
  lang: 'de',
  credentials: 'include',
  headers: () => ({ 'x-session': '1' }),
  messages: { title: 'Late {app}' } satisfies MessageOverrides,
} as const;

/** The statuses as a listener hears them that was there from the start. */
function follow(element: WaQrLogin): string[] {
  const statuses: string[] = [];
  element.addEventListener('statechange', ({ detail }) => statuses.push(detail.status));
  return statuses;
}

/** An element as a page holds it whose class has not come; each has a tag that nobody has defined before. */
let tags = 0;
async function early(): Promise<{ element: WaQrLogin; define: () => void }> {
  const { WaQrLogin: Class } = await import('../../src/wa-qr-login.js');
  const tag = `x-early-${++tags}`;
  return { element: document.createElement(tag as 'wa-qr-login'), define: () => Class.define(tag) };
}

describe('an element that was there before its class', () => {
  afterEach(() => document.body.replaceChildren());

  it('is asked about every property there is', async () => {
    const { WaQrLogin: Class } = await import('../../src/wa-qr-login.js');
    expect(Object.keys(VALUES).sort()).to.deep.equal(Object.keys(Class.properties).sort());
  });

  for (const [name, value] of Object.entries(VALUES))
    it(`keeps the property ${name} that was set on it`, async () => {
      const { element, define } = await early();
      Object.assign(element, { manual: true, [name]: value });
      document.body.append(element);
      define();
      await element.updateComplete;
      expect(Reflect.get(element, name)).to.equal(value);
      expect(Object.hasOwn(element, name), 'hides the accessor').to.equal(false);
      Reflect.set(element, name, null);
      expect(element.isUpdatePending, 'a change is not seen').to.equal(true);
    });

  it('begins its login once, with all that was set on it', async () => {
    const { element, define } = await early();
    const gateway = new ScriptedGateway({ type: 'qr', text: '2@late', expiresIn: 60 });
    const statuses = follow(element);
    Object.assign(element, { gateway, method: 'qr', appName: 'Acme', messages: { title: 'Late {app}' }, lang: 'en' });
    document.body.append(element);
    define();
    await until(() => element.shadowRoot?.querySelector(DRAWN_QR), 'a code');
    expect(element.shadowRoot?.querySelector('h2')?.textContent).to.contain('Late Acme');
    expect(statuses).to.deep.equal(['waiting', 'qr']);
  });

  it('hears the first events of its login through listeners that were there before', async () => {
    const { element, define } = await early();
    const statuses = follow(element);
    Object.assign(element, { gateway: new ScriptedGateway({ type: 'linked' }), method: 'qr' });
    document.body.append(element);
    define();
    await until(() => statuses.includes('linked'), 'linked');
    expect(statuses).to.deep.equal(['waiting', 'linked']);
  });

  it('asks for a pairing code at once, through the gateway that was set on it', async () => {
    const { element, define } = await early();
    const gateway = new ScriptedGateway({ type: 'code', code: 'ABCD1234', expiresIn: 60 });
    Object.assign(element, { gateway, method: 'qr' });
    document.body.append(element);
    define();
    await element.requestCode('5511999999999');
    expect(gateway.asked.filter((question) => question !== 'state')).to.deep.equal(['code']);
    expect(element.status).to.equal('code');
  });
});

describe('an element that comes into the page in another way', () => {
  afterEach(() => document.body.replaceChildren());

  const gateway = () => new ScriptedGateway({ type: 'qr', text: '2@way', expiresIn: 60 });
  const code = (element: WaQrLogin) => until(() => element.shadowRoot?.querySelector(DRAWN_QR), 'a code');
  const make = () =>
    Object.assign(document.createElement('wa-qr-login'), { gateway: gateway(), method: 'qr' as const });
  before(async () => {
    await import('../../src/index.js');
  });

  it('works in a shadow root, in the language of the page around it', async () => {
    const outer = document.createElement('div');
    outer.lang = 'de';
    const element = make();
    outer.attachShadow({ mode: 'closed' }).append(element);
    document.body.append(outer);
    await code(element);
    await until(() => element.shadowRoot?.querySelector('section')?.lang === 'de', 'German');
  });

  it('works from markup', async () => {
    document.body.innerHTML = '<wa-qr-login manual method="qr" lang="en" app-name="Acme"></wa-qr-login>';
    const element = document.querySelector('wa-qr-login') as WaQrLogin;
    element.gateway = gateway();
    element.start();
    await code(element);
    expect(element.shadowRoot?.querySelector('h2')?.textContent).to.contain('Acme');
  });

  it('is cloned with its attributes, and not with its login', async () => {
    const element = make();
    element.setAttribute('app-name', 'Acme');
    document.body.append(element);
    await code(element);
    const clone = document.body.appendChild(element.cloneNode(true)) as unknown as WaQrLogin;
    expect([clone.status, clone.appName, clone.gateway]).to.deep.equal(['idle', 'Acme', 'backend']);
    clone.manual = true;
    document.body.append(clone);
    await clone.updateComplete;
    expect(clone.getAttribute('status')).to.equal('idle');
    expect(clone.shadowRoot?.querySelector('.qr')).to.equal(null);
  });

  it('works from an imported template', async () => {
    const template = document.createElement('template');
    template.innerHTML = '<wa-qr-login manual method="qr"></wa-qr-login>';
    document.body.append(document.importNode(template.content, true));
    const element = document.querySelector('wa-qr-login') as WaQrLogin;
    element.gateway = gateway();
    element.start();
    await code(element);
  });

  it('goes on when it is moved into the document of a frame', async () => {
    const element = make();
    const says = gateway();
    element.gateway = says;
    document.body.append(element);
    await code(element);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentDocument as Document;
    inner.body.append(inner.adoptNode(element));
    says.answer = { type: 'linked' };
    await until(() => element.status === 'linked', 'linked');
  });
});

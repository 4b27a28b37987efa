import { expect, fixture, html } from '@open-wc/testing';
import { WaQrLogin, type LoginUpdate } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { isIn, recordEvents, settled, until } from './world.js';

const LINKED: LoginUpdate = { type: 'linked', account: { id: '5511999999999@c.us', phone: '5511999999999' } };

interface Filled {
  readonly form: HTMLFormElement;
  readonly element: WaQrLogin;
  readonly gateway: ScriptedGateway;
}

async function inForm(attributes = '', says: LoginUpdate = QR): Promise<Filled> {
  const form = await fixture<HTMLFormElement>(html`<form></form>`);
  form.innerHTML = `<wa-qr-login manual method="qr" lang="en" app-name="Acme CRM" ${attributes}></wa-qr-login>`;
  const element = form.querySelector('wa-qr-login') as WaQrLogin;
  const gateway = new ScriptedGateway(says);
  element.gateway = gateway;
  element.start();
  await isIn(element, says.type);
  return { form, element, gateway };
}

const sent = (form: HTMLFormElement) => [...new FormData(form)];

describe('the element in a form', () => {
  it('is the field of its name, with the account that is linked', async () => {
    const { form, element, gateway } = await inForm('name="whatsapp"');
    expect(sent(form)).to.deep.equal([]);
    gateway.answer = LINKED;
    await isIn(element, 'linked');
    expect(sent(form)).to.deep.equal([['whatsapp', '5511999999999@c.us']]);
    expect([...form.elements]).to.include(element);
  });

  for (const [what, account, value] of [
    ['its phone number, where the gateway tells no more', { phone: '5511999999999' }, '5511999999999'],
    ['a plain word, where the gateway does not say who it is', {}, 'linked'],
  ] as const)
    it(`sends ${what}`, async () => {
      const { form } = await inForm('name="whatsapp"', { type: 'linked', account });
      expect(sent(form)).to.deep.equal([['whatsapp', value]]);
    });

  it('sends nothing without a name', async () => {
    const { form } = await inForm('', LINKED);
    expect(sent(form)).to.deep.equal([]);
  });

  it('has its value when the page hears that it is linked, so that the form can be sent at once', async () => {
    const { form, element, gateway } = await inForm('name="whatsapp" required');
    const heard: unknown[] = [];
    element.addEventListener('linked', () => heard.push(sent(form), form.checkValidity()));
    gateway.answer = LINKED;
    await isIn(element, 'linked');
    expect(heard).to.deep.equal([[['whatsapp', '5511999999999@c.us']], true]);
  });

  it('gives the value up with the account', async () => {
    const { form, element, gateway } = await inForm('name="whatsapp" required', LINKED);
    gateway.answer = QR;
    element.restart();
    await isIn(element, 'qr');
    expect([sent(form), form.checkValidity()]).to.deep.equal([[], false]);
  });

  it('keeps a form from being sent before the link only where that is required', async () => {
    const { form, element } = await inForm('name="whatsapp"');
    expect(form.checkValidity()).to.equal(true);
    element.required = true;
    await element.updateComplete;
    expect(form.checkValidity()).to.equal(false);
    element.removeAttribute('required');
    element.required = false;
    await element.updateComplete;
    expect(form.checkValidity()).to.equal(true);
  });

  it('is incomplete before anybody has seen it', async () => {
    const form = await fixture<HTMLFormElement>(html`<form hidden><wa-qr-login required></wa-qr-login></form>`);
    await settled();
    expect(form.checkValidity()).to.equal(false);
  });

  it('leads to its title, and says there what is missing', async () => {
    const { form, element } = await inForm('required');
    let said = '';
    element.addEventListener('invalid', () => (said = 'invalid'));
    form.requestSubmit();
    expect(said).to.equal('invalid');
    await until(() => element.shadowRoot?.activeElement?.matches('h2'), 'the focus');
  });

  it('logs in where forms know no custom elements, as in older browsers and the DOMs of test tools', async () => {
    const { attachInternals } = HTMLElement.prototype;
    try {
      Reflect.deleteProperty(HTMLElement.prototype, 'attachInternals');
      const element = Object.assign(document.createElement('wa-qr-login'), {
        gateway: new ScriptedGateway(LINKED),
        method: 'qr' as const,
      });
      expect(element).to.be.instanceOf(WaQrLogin);
      const events = recordEvents(element);
      document.body.append(element);
      await isIn(element, 'linked');
      expect(events.at(-1)?.type).to.equal('linked');
      expect(element.getAttribute('status')).to.equal('linked');
      element.remove();
    } finally {
      HTMLElement.prototype.attachInternals = attachInternals;
    }
  });
});

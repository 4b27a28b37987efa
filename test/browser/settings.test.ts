import { expect } from '@open-wc/testing';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { isIn, mount, textOf, until } from './world.js';

/** An element that shows what a gateway answers. */
async function shown(answer: LoginUpdate, attributes: Readonly<Record<string, string>> = {}): Promise<WaQrLogin> {
  const gateway = new ScriptedGateway(answer);
  const element = await mount({ 'app-name': 'Acme CRM', lang: 'en', ...attributes }, { gateway });
  await isIn(element, answer.type);
  return element;
}

const hasTitle = (element: WaQrLogin, title: string) => until(() => textOf(element, 'h2') === title, title);

describe('the settings of the element', () => {
  it('have the defaults that are written down', async () => {
    const element = await mount({ manual: '' });
    const { gateway, transport, method, theme, credentials, manual, status } = element;
    expect({ gateway, transport, method, theme, credentials, manual, status }).to.deep.equal({
      gateway: 'backend',
      transport: 'auto',
      method: 'auto',
      theme: 'auto',
      credentials: 'same-origin',
      manual: true,
      status: 'idle',
    });
    expect(element.getAttribute('status')).to.equal('idle');
    expect(element.matches(':state(idle)')).to.equal(true);
  });

  it('fall back to their defaults where an attribute makes no sense', async () => {
    const wrong = {
      transport: 'pigeon',
      method: 'dance',
      theme: 'pink',
      lang: 'xx',
      'max-codes': '-3',
      'poll-interval': 'soon',
      'qr-format': '?',
    };
    await hasTitle(await shown(QR, wrong), 'Link WhatsApp to Acme CRM');
  });

  it('take the theme as a property, as frameworks set it', async () => {
    const element = await mount({ manual: '' });
    expect(element.hasAttribute('theme')).to.equal(false);
    for (const theme of ['dark', 'light'] as const) {
      element.theme = theme;
      await element.updateComplete;
      expect(getComputedStyle(element).colorScheme).to.equal(theme);
    }
  });

  it('name in the title whom the person links to', async () => {
    const element = await shown(QR);
    expect(textOf(element, 'h2')).to.equal('Link WhatsApp to Acme CRM');
    element.appName = '';
    await element.updateComplete;
    expect(textOf(element, 'h2')).to.equal('Link your WhatsApp');
  });

  it('choose the language', async () => {
    const element = await shown({ type: 'expired' }, { lang: 'pt-BR' });
    await hasTitle(element, 'Conectar o WhatsApp a Acme CRM');
    expect(textOf(element, '[part~=button]')).to.equal('Gerar novo código');
    element.lang = 'en';
    await hasTitle(element, 'Link WhatsApp to Acme CRM');
  });

  it('override any text', async () => {
    const element = await shown({ type: 'error', code: 'unavailable' });
    element.messages = { title: 'Hello {app}', errors: { unavailable: 'Ask Bob' } };
    await element.updateComplete;
    expect(textOf(element, 'h2')).to.equal('Hello Acme CRM');
    expect(textOf(element, '[role=alert]')).to.include('Ask Bob');
  });

  it('name the button by what it does: a code, where that comes first', async () => {
    const gateway = new ScriptedGateway({ type: 'waiting' });
    const element = await mount({ manual: '', method: 'code', lang: 'en' }, { gateway });
    await isIn(element, 'idle');
    expect(textOf(element, 'button.primary')).to.equal('Get the code');
    element.method = 'qr';
    await element.updateComplete;
    expect(textOf(element, 'button.primary')).to.equal('Show the QR code');
  });
});

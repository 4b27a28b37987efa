import { expect } from '@open-wc/testing';
import 'chai-a11y-axe';
import type { ErrorCode, LoginUpdate, WaQrLogin } from '../../src/index.js';
import { $, mount, readScreen, Scripted, seen, shows, status } from './world.js';

const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;
const account = { id: '5511999999999@c.us', phone: '5511999999999', name: 'Ana' };

/** Every state, and what brings it about. */
const STATES: Readonly<Record<string, LoginUpdate>> = {
  waiting: { type: 'waiting' },
  qr: { type: 'qr', text: TEXT, expiresIn: 60 },
  code: { type: 'code', code: 'ABCD1234', expiresIn: 150 },
  linking: { type: 'linking' },
  passkey: { type: 'passkey', url: 'https://help.example', token: 'FA48-HS63', expiresIn: 300 },
  linked: { type: 'linked', account },
  expired: { type: 'expired' },
  error: { type: 'error', code: 'unavailable' },
};

const show = async (update: LoginUpdate, attributes: Record<string, string> = {}): Promise<WaQrLogin> => {
  const element = await mount({ 'app-name': 'Acme CRM', lang: 'en', ...attributes }, { gateway: new Scripted(update) });
  await seen(
    () => element.status !== 'idle' && (update.type === 'waiting' || element.status !== 'waiting'),
    update.type,
  );
  await element.updateComplete;
  return element;
};

describe('the element', () => {
  for (const [name, update] of Object.entries(STATES))
    for (const theme of ['light', 'dark'])
      it(`is accessible in ${name}, ${theme}`, async () => {
        const element = await show(update, { theme });
        expect(element.status).to.equal(name);
        await expect(element).to.be.accessible();
      });

  it('is accessible as a number form, and in its error', async () => {
    const element = await show(STATES['waiting'] as LoginUpdate, { method: 'code' }).catch(() => undefined);
    expect(element).to.equal(undefined); // a form asks nothing, so it stays idle
    const form = document.querySelector('wa-qr-login') as WaQrLogin;
    await shows(form, 'form');
    await expect(form).to.be.accessible();
    $(form, '[type=submit]').click();
    await shows(form, '[role=alert]');
    await expect(form).to.be.accessible();
  }).timeout(30_000);

  it('takes its theme as a property, as frameworks set it', async () => {
    const element = await mount({ manual: '' });
    expect(element.hasAttribute('theme')).to.equal(false);
    for (const theme of ['dark', 'light'] as const) {
      element.theme = theme;
      await element.updateComplete;
      expect(getComputedStyle(element).colorScheme).to.equal(theme);
    }
  });

  it('covers the last code at its end, while a scan of it may still show', async () => {
    const gateway = new Scripted({ type: 'qr', text: '2@last', expiresIn: 1 });
    Object.assign(gateway.pace, { qr: 'life', codes: 1, linger: 60_000 });
    const element = await mount({ lang: 'en' }, { gateway });
    await shows(element, '.qr svg');
    gateway.says = { type: 'waiting' };
    await shows(element, '.over button');
    expect(element.status).to.equal('qr');
    expect($(element, '[role=status]').textContent).to.equal('The code has expired');
    gateway.says = { type: 'linked' };
    await status(element, 'linked');
  });

  it('names what its button does: a code, where that comes first', async () => {
    const element = await mount(
      { manual: '', method: 'code', lang: 'en' },
      { gateway: new Scripted({ type: 'waiting' }) },
    );
    await shows(element, 'button.primary');
    expect($(element, 'button.primary').textContent.trim()).to.equal('Get the code');
    element.method = 'qr';
    await element.updateComplete;
    expect($(element, 'button.primary').textContent.trim()).to.equal('Show the QR code');
  });

  it('has the defaults that are written down', async () => {
    const element = await mount({ manual: '' });
    const { gateway, transport, method, theme, credentials, manual, status: now } = element;
    expect({ gateway, transport, method, theme, credentials, manual, status: now }).to.deep.equal({
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

  it('falls back to its defaults where an attribute makes no sense', async () => {
    const wrong = {
      transport: 'pigeon',
      method: 'dance',
      theme: 'pink',
      lang: 'xx',
      'max-codes': '-3',
      'poll-interval': 'soon',
      'qr-format': '?',
    };
    const element = await show(STATES['qr'] as LoginUpdate, wrong);
    expect(element.status).to.equal('qr');
    await seen(() => $(element, '[part~=title]').textContent?.includes('Link WhatsApp to Acme CRM'), 'English');
  });

  it('says in the title whom the person links to', async () => {
    const element = await show(STATES['qr'] as LoginUpdate);
    expect($(element, 'h2').textContent).to.equal('Link WhatsApp to Acme CRM');
    element.appName = '';
    await element.updateComplete;
    expect($(element, 'h2').textContent).to.equal('Link your WhatsApp');
  });

  it('speaks Brazilian Portuguese where the element, or the page, does', async () => {
    const element = await show(STATES['expired'] as LoginUpdate, { lang: 'pt-BR' });
    await shows(element, 'h2');
    await seen(() => $(element, 'h2').textContent === 'Conectar o WhatsApp a Acme CRM', 'Portuguese');
    expect($(element, '[part~=button]').textContent.trim()).to.equal('Gerar novo código');
    element.lang = 'en';
    await seen(() => $(element, 'h2').textContent === 'Link WhatsApp to Acme CRM', 'English');
  });

  it('takes any text from the page', async () => {
    const element = await show(STATES['error'] as LoginUpdate);
    element.messages = { title: 'Hello {app}', errors: { unavailable: 'Ask Bob' } };
    await element.updateComplete;
    expect($(element, 'h2').textContent).to.equal('Hello Acme CRM');
    expect($(element, '[role=alert]').textContent).to.include('Ask Bob');
  });

  for (const code of [
    'config',
    'unauthorized',
    'not-found',
    'rate-limited',
    'quota',
    'logout-required',
    'inactive',
    'unsupported',
    'invalid-phone',
    'code-refused',
    'bad-response',
    'unavailable',
    'blocked',
    'offline',
  ] as ErrorCode[])
    it(`says what happened, and offers a button where it can be retried (${code})`, async () => {
      const element = await show({ type: 'error', code });
      expect($(element, '[role=alert]').textContent.trim().length).to.be.greaterThan(20);
      let retryable = false;
      element.addEventListener('error', ({ detail }) => {
        retryable = detail.retryable;
      });
      element.restart();
      await status(element, 'error');
      expect(element.shadowRoot?.querySelector('[part~=button]') !== null).to.equal(retryable);
    });

  it('puts focus on the heading when what held it is gone, and steals it from nowhere', async () => {
    const element = await show(STATES['expired'] as LoginUpdate);
    (element.gateway as Scripted).says = STATES['qr'] as LoginUpdate;
    $(element, '[part~=button]').focus();
    $(element, '[part~=button]').click();
    await status(element, 'qr');
    expect(element.shadowRoot?.activeElement).to.equal($(element, 'h2'));
    $(element, 'h2').blur();
    (element.gateway as Scripted).says = STATES['linked'] as LoginUpdate;
    await status(element, 'linked');
    expect(element.shadowRoot?.activeElement).to.equal(null);
  });

  it('spells a pairing code for those who hear it, and shows it in two halves', async () => {
    const element = await show(STATES['code'] as LoginUpdate);
    const code = $(element, '[part~=code]');
    expect(code.querySelector('[aria-hidden]')?.textContent).to.equal('ABCD-1234');
    expect(code.querySelector('.unseen')?.textContent).to.equal('Pairing code: A B C D 1 2 3 4');
    expect([code.dir, code.translate]).to.deep.equal(['ltr', false]);
  });
});

describe('the QR code', () => {
  it('is one path that a camera reads off the screen, from text', async () => {
    const element = await show(STATES['qr'] as LoginUpdate);
    expect(await readScreen(element)).to.equal(TEXT);
    expect($(element, '[part~=qr]').querySelectorAll('*')).to.have.length(2);
  });

  it('is read off the screen on a dark page', async () => {
    const element = await show(STATES['qr'] as LoginUpdate, { theme: 'dark' });
    expect(await readScreen(element)).to.equal(TEXT);
    expect(getComputedStyle($(element, '[part~=qr]')).backgroundColor).to.equal('rgb(255, 255, 255)');
  });

  it('has a quiet zone of four modules, and at least 240 px', async () => {
    const element = await show(STATES['qr'] as LoginUpdate);
    await shows(element, 'svg');
    const path = $(element, '.qr path').getAttribute('d') ?? '';
    expect(path.startsWith('M4 4.5h7')).to.equal(true);
    const [, , width] = ($(element, '.qr svg').getAttribute('viewBox') ?? '').split(' ').map(Number);
    expect(width).to.equal(57 + 8); // version 10, the smallest that takes this text at level L
    expect($(element, '[part~=qr]').getBoundingClientRect().width).to.be.at.least(240);
  });

  it('is labelled by its purpose, never by its payload, and is nowhere but on screen', async () => {
    const element = await show(STATES['qr'] as LoginUpdate);
    await shows(element, 'svg');
    const qr = $(element, '[part~=qr]');
    expect([qr.getAttribute('role'), qr.getAttribute('aria-label'), qr.translate]).to.deep.equal([
      'img',
      'QR code to link your WhatsApp',
      false,
    ]);
    expect(element.outerHTML + (element.shadowRoot?.innerHTML ?? '')).not.to.include(TEXT.slice(0, 20));
  });

  it('may be a picture that is no picture: an error, and nothing of it on screen', async () => {
    const broken = `data:image/png;base64,${btoa('\x89PNG\r\n\x1a\n and then nothing of a picture')}`;
    const element = await show({ type: 'qr', image: broken, expiresIn: 60 });
    const told: string[] = [];
    element.addEventListener('error', ({ detail }) => told.push(detail.code));
    await status(element, 'error');
    expect($(element, '[role=alert]').textContent).to.include('unexpected answer');
  });
});

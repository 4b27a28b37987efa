import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { $, Account, login, mount, pause, record, Scripted, seen, shows, status } from './world.js';

const QR: LoginUpdate = { type: 'qr', text: '2@abc,def', expiresIn: 60 };
const CODE: LoginUpdate = { type: 'code', code: 'ABCD-1234', expiresIn: 150 };
const focused = (element: WaQrLogin) => element.shadowRoot?.activeElement;

/** Tabs until it is there; a person would, too. */
async function tabTo(element: WaQrLogin, selector: string): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    if (focused(element)?.matches(selector)) return;
    await sendKeys({ press: 'Tab' });
  }
  throw new Error(`no way to ${selector} by keyboard; at ${focused(element)?.outerHTML}`);
}

/** The clipboard as the page sees it: what was written, and whether it was asked for within the key press. */
function clipboard(): { readonly written: [string, boolean][]; restore: () => void } {
  const written: [string, boolean][] = [];
  const fake = {
    writeText: (text: string) =>
      Promise.resolve(
        void written.push([
          text,
          (navigator as { userActivation?: { isActive: boolean } }).userActivation?.isActive ?? true,
        ]),
      ),
  };
  Object.defineProperty(navigator, 'clipboard', { value: fake, configurable: true });
  return { written, restore: () => Reflect.deleteProperty(navigator, 'clipboard') };
}

describe('the pairing code', () => {
  it('is reached by keyboard alone: switch, type, send, copy', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({ lang: 'en' }, { gateway });
    await status(element, 'qr');
    const { written, restore } = clipboard();
    const before = document.createElement('button');
    element.before(before);
    before.focus();
    await tabTo(element, '[part~=switch]');
    await sendKeys({ press: 'Enter' });
    await shows(element, 'form');
    expect(element.status).to.equal('idle');
    const { length } = gateway.asked;
    await pause(100);
    expect(gateway.asked).to.have.length(length);
    gateway.says = CODE;
    await tabTo(element, 'input');
    for (const key of '5511999999999') await sendKeys({ press: key });
    await sendKeys({ press: 'Enter' });
    await status(element, 'code');
    await tabTo(element, '[part~=copy]');
    await sendKeys({ press: 'Enter' });
    await seen(() => written.length > 0, 'a copy');
    restore();
    expect(written).to.deep.equal([['ABCD1234', true]]);
    await seen(() => element.shadowRoot?.textContent?.includes('Copied'), 'the word that it was copied');
  });

  it('is offered only where the gateway has codes, and says when it may no longer be', async () => {
    const gateway = Object.assign(new Scripted(QR), { methods: ['qr'] as const });
    const element = await mount({ method: 'code' }, { gateway });
    await status(element, 'qr');
    expect(element.shadowRoot?.querySelector('[part~=switch]')).to.equal(null);
    element.remove(); // both on screen would be higher than the window
    const other = await mount({}, { gateway: new Scripted({ ...QR, methods: ['qr'] }) });
    await status(other, 'qr');
    expect(other.shadowRoot?.querySelector('[part~=switch]')).to.equal(null);
  });

  it('keeps the number after the code has expired, and repeats its own request', async () => {
    const gateway = new Scripted({ type: 'expired', reason: 'timeout' });
    const element = await mount({ manual: '' }, { gateway });
    await element.requestCode('+55 (11) 99999-9999');
    expect(element.status).to.equal('expired');
    await status(element, 'expired');
    element.restart();
    await status(element, 'expired');
    expect(gateway.asked).to.deep.equal(['code', 'code']);
    $(element, '[part~=switch]').click(); // to the QR code
    await status(element, 'expired');
    $(element, '[part~=switch]').click();
    await shows(element, 'form');
    expect(($(element, 'input') as HTMLInputElement).value).to.equal('+55 (11) 99999-9999');
  });

  it('lets the button rest, since each request rings the phone', async () => {
    const account = await Account.create();
    await account.fault('code-refused');
    const element = await login(account, { method: 'code', phone: '5511999999999' });
    await shows(element, 'form');
    $(element, '[type=submit]').click();
    await shows(element, '[role=alert]');
    expect(($(element, '[type=submit]') as HTMLButtonElement).disabled).to.equal(true);
    $(element, '[type=submit]').click();
    await pause(200);
    expect(await account.calls('getAuthorizationCode')).to.equal(1);
  });

  it('is asked for by the script of the page, whose promise never rejects', async () => {
    const element = await mount({ manual: '' }, { gateway: new Scripted(() => Promise.reject(new Error('secret'))) });
    const told = record(element);
    await element.requestCode('5511999999999');
    expect(told.at(-1)?.detail['code']).to.equal('unavailable');
    expect(JSON.stringify(told.map(({ detail }) => detail))).not.to.include('secret');
    await element.requestCode('12');
    expect(told.at(-1)?.detail['code']).to.equal('invalid-phone');
  });

  for (const typed of ['+55 (11) 99999-9999', '0055 11 99999 9999', '55.11.99999.9999', '5511999999999'])
    it(`takes ${typed}`, async () => {
      const phones: string[] = [];
      const gateway = Object.assign(new Scripted(CODE), {
        code: (phone: string) => Promise.resolve((phones.push(phone), CODE)),
      });
      const element = await mount({ manual: '' }, { gateway });
      await element.requestCode(typed);
      expect(phones).to.deep.equal(['5511999999999']);
    });

  it('begins the QR code where the person would rather scan', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({ method: 'code' }, { gateway });
    await shows(element, 'form');
    expect(gateway.asked).to.deep.equal([]);
    $(element, '[part~=switch]').click();
    await status(element, 'qr');
  });
});

describe('a phone that stalls', () => {
  it('is helped on demand while a code is shown, and goes on being listened to', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({ lang: 'en' }, { gateway });
    await status(element, 'qr');
    const help = $(element, 'details') as HTMLDetailsElement;
    expect(help.open).to.equal(false);
    help.querySelector('summary')?.click();
    expect(help.textContent).to.include('passkey');
    gateway.says = { type: 'linked' };
    await status(element, 'linked');
  });

  it('is helped without asking after a minute of linking', async () => {
    const gateway = new Scripted({ type: 'linking' });
    const element = await mount({}, { gateway });
    await status(element, 'linking');
    const help = () => ($(element, 'details') as HTMLDetailsElement).open;
    expect(help()).to.equal(false);
    const real = Date.now;
    Date.now = () => real() + 61_000;
    element.requestUpdate();
    await element.updateComplete;
    Date.now = real;
    expect(help()).to.equal(true);
    gateway.says = { type: 'linked' };
    await status(element, 'linked');
  });

  it('shows the link and the help code a backend gives, with copy and time', async () => {
    const gateway = new Scripted({ type: 'passkey', url: 'https://help.example/', token: 'FA48-HS63', expiresIn: 300 });
    const element = await mount({ lang: 'en' }, { gateway });
    await status(element, 'passkey');
    await shows(element, 'a');
    const link = $(element, 'a') as HTMLAnchorElement;
    expect([link.href, link.target, link.rel]).to.deep.equal([
      'https://help.example/',
      '_blank',
      'noopener noreferrer',
    ]);
    const { written, restore } = clipboard();
    $(element, '[part~=copy]').click();
    await seen(() => written.length, 'a copy');
    restore();
    expect(written[0]?.[0]).to.equal('FA48-HS63');
    expect($(element, '[part~=time]').textContent).to.match(/[45]:\d\d/);
    gateway.says = { type: 'linked' };
    await status(element, 'linked');
  });

  it('may be helped by the embedder, in the slot', async () => {
    const element = await mount({}, { gateway: new Scripted({ type: 'passkey' }) });
    const own = Object.assign(document.createElement('p'), { slot: 'passkey', textContent: 'Call Bob' });
    element.append(own);
    await status(element, 'passkey');
    expect(own.assignedSlot).not.to.equal(null);
  });
});

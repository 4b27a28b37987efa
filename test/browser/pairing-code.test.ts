import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { fakeClipboard } from './fake-clipboard.js';
import { fakeTime, isLeftAlone } from './fake-time.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { find, isIn, mount, recordEvents, shows, textOf, until } from './world.js';

const CODE: LoginUpdate = { type: 'code', code: 'ABCD-1234', expiresIn: 150 };
const NUMBER = '5511999999999';

/** Tabs until it is there; a person would, too. */
async function tabTo(element: WaQrLogin, selector: string): Promise<void> {
  const focused = () => element.shadowRoot?.activeElement;
  for (let presses = 0; presses < 12; presses++) {
    if (focused()?.matches(selector)) return;
    await sendKeys({ press: 'Tab' });
  }
  throw new Error(`no way to ${selector} by keyboard; at ${focused()?.outerHTML}`);
}

describe('the pairing code', () => {
  it('is reached by keyboard alone: switch, type, send, copy', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ lang: 'en' }, { gateway });
    await isIn(element, 'qr');
    const { written } = fakeClipboard();
    const before = document.createElement('button');
    element.before(before);
    before.focus();
    await tabTo(element, '[part~=switch]');
    await sendKeys({ press: 'Enter' });
    await shows(element, 'form');
    gateway.answer = CODE;
    await tabTo(element, 'input');
    for (const key of NUMBER) await sendKeys({ press: key });
    await sendKeys({ press: 'Enter' });
    await isIn(element, 'code');
    await tabTo(element, '[part~=copy]');
    await sendKeys({ press: 'Enter' });
    await until(() => written.length > 0, 'a copy');
    expect(written).to.deep.equal([['ABCD1234', true]]);
    await until(() => textOf(element, '[part~=copy]') === 'Copied ✓', 'the word that it was copied');
  });

  it('says below the button, as everything there in the middle, that the code could not be copied', async () => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new Error('The browser does not allow it')) },
      configurable: true,
    });
    const element = await mount({ lang: 'en', method: 'code', phone: NUMBER }, { gateway: new ScriptedGateway(CODE) });
    await shows(element, '[part~=copy], form');
    element.shadowRoot?.querySelector<HTMLElement>('[type=submit]')?.click();
    await shows(element, '[part~=copy]');
    find(element, '[part~=copy]').click();
    await shows(element, '[part~=copy] + p');
    const said = find(element, '[part~=copy] + p');
    expect(said.textContent).to.equal('Couldn’t copy. Select the code and copy it.');
    expect(getComputedStyle(said).textAlign).to.equal('center');
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('ends the QR run as soon as its number form is opened', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(QR);
    const element = await mount({}, { gateway });
    await isIn(element, 'qr');
    find(element, '[part~=switch]').click();
    await shows(element, 'form');
    expect(element.status).to.equal('idle');
    const { length } = gateway.asked;
    await isLeftAlone(gateway, time);
    expect(gateway.asked).to.have.length(length);
  });

  it('is offered only where the gateway has codes, and says when it may no longer be', async () => {
    const gateway = new ScriptedGateway(QR, { methods: ['qr'] });
    const element = await mount({ method: 'code' }, { gateway });
    await isIn(element, 'qr');
    expect(element.shadowRoot?.querySelector('[part~=switch]')).to.equal(null);
    element.remove(); // Both on screen would be higher than the window.
    const other = await mount({}, { gateway: new ScriptedGateway({ ...QR, methods: ['qr'] }) });
    await isIn(other, 'qr');
    expect(other.shadowRoot?.querySelector('[part~=switch]')).to.equal(null);
  });

  it('keeps the number after the code has expired, and repeats its own request', async () => {
    const gateway = new ScriptedGateway({ type: 'expired', reason: 'timeout' });
    const element = await mount({ manual: '' }, { gateway });
    await element.requestCode('+55 (11) 99999-9999');
    expect(element.status).to.equal('expired');
    element.restart();
    await isIn(element, 'expired');
    expect(gateway.asked).to.deep.equal(['code', 'code']);
    find(element, '[part~=switch]').click(); // to the QR code
    await isIn(element, 'expired');
    find(element, '[part~=switch]').click();
    await shows(element, 'form');
    expect((find(element, 'input') as HTMLInputElement).value).to.equal('+55 (11) 99999-9999');
  });

  it('lets the button rest, since each request rings the phone', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway({ type: 'error', code: 'code-refused' });
    const element = await mount({ method: 'code', phone: NUMBER }, { gateway });
    await shows(element, 'form');
    find(element, '[type=submit]').click();
    await shows(element, '[role=alert]');
    await time.tickAsync(14_000);
    expect((find(element, '[type=submit]') as HTMLButtonElement).disabled).to.equal(true);
    find(element, '[type=submit]').click();
    expect(gateway.asked).to.deep.equal(['code']);
    await time.tickAsync(2_000);
    expect((find(element, '[type=submit]') as HTMLButtonElement).disabled).to.equal(false);
    find(element, '[type=submit]').click();
    await until(() => gateway.asked.length === 2, 'another request');
  });

  it('is asked for by the script of the page, whose promise never rejects', async () => {
    const gateway = new ScriptedGateway(() => Promise.reject(new Error('secret')));
    const element = await mount({ manual: '' }, { gateway });
    const events = recordEvents(element);
    await element.requestCode(NUMBER);
    expect(events.at(-1)?.detail['code']).to.equal('unavailable');
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.include('secret');
    await element.requestCode('12');
    expect(events.at(-1)?.detail['code']).to.equal('invalid-phone');
  });

  for (const typed of ['+55 (11) 99999-9999', '0055 11 99999 9999', '55.11.99999.9999', NUMBER])
    it(`takes ${typed}`, async () => {
      const phones: string[] = [];
      const gateway = Object.assign(new ScriptedGateway(CODE), {
        code: (phone: string) => Promise.resolve((phones.push(phone), CODE)),
      });
      const element = await mount({ manual: '' }, { gateway });
      await element.requestCode(typed);
      expect(phones).to.deep.equal([NUMBER]);
    });

  it('begins the QR code where the person would rather scan', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ method: 'code' }, { gateway });
    await shows(element, 'form');
    expect(gateway.asked).to.deep.equal([]);
    find(element, '[part~=switch]').click();
    await isIn(element, 'qr');
  });
});

describe('a phone that stalls', () => {
  it('is helped on demand while a code is shown, and goes on being listened to', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ lang: 'en' }, { gateway });
    await isIn(element, 'qr');
    const help = find(element, 'details') as HTMLDetailsElement;
    expect(help.open).to.equal(false);
    expect(help.querySelector('p'), 'an answer that nobody has asked for').to.equal(null);
    help.querySelector('summary')?.click();
    await element.updateComplete;
    expect([help.open, help.querySelectorAll('p').length]).to.deep.equal([true, 4]);
    await until(() => help.textContent.includes('passkey'), 'the texts of the answers');
    gateway.answer = { type: 'linked' };
    await isIn(element, 'linked');
  });

  it('is helped by the keyboard, and by whatever else opens the section', async () => {
    const element = await mount({ lang: 'en' }, { gateway: new ScriptedGateway(QR) });
    await isIn(element, 'qr');
    find(element, 'summary').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => find(element, 'details[open]').textContent.includes('passkey'), 'the answers');
    element.remove();
    const other = await mount({ lang: 'en' }, { gateway: new ScriptedGateway(QR) });
    await isIn(other, 'qr');
    (find(other, 'details') as HTMLDetailsElement).open = true;
    await until(() => find(other, 'details').textContent.includes('passkey'), 'the answers of the other');
  });

  it('is helped without asking after a minute of linking', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway({ type: 'linking' }, { pace: { every: 5_000 } });
    const element = await mount({}, { gateway });
    await isIn(element, 'linking');
    const isHelped = () => (find(element, 'details') as HTMLDetailsElement).open;
    await time.tickAsync(58_000);
    expect(isHelped()).to.equal(false);
    await time.tickAsync(3_000);
    await element.updateComplete;
    expect(isHelped()).to.equal(true);
    expect(find(element, 'details').querySelectorAll('p').length).to.equal(4);
    gateway.answer = { type: 'linked' };
    await time.tickAsync(5_000);
    await isIn(element, 'linked');
  });

  it('shows the link and the help code a backend gives, with copy and time', async () => {
    const { written } = fakeClipboard();
    const url = 'https://help.example/';
    const gateway = new ScriptedGateway({ type: 'passkey', url, token: 'FA48-HS63', expiresIn: 300 });
    const element = await mount({ lang: 'en' }, { gateway });
    await isIn(element, 'passkey');
    const { href, target, rel } = find(element, 'a') as HTMLAnchorElement;
    expect([href, target, rel]).to.deep.equal([url, '_blank', 'noopener noreferrer']);
    find(element, '[part~=copy]').click();
    await until(() => written.length, 'a copy');
    expect(written[0]?.[0]).to.equal('FA48-HS63');
    expect(textOf(element, '[part~=time]')).to.match(/[45]:\d\d/);
    gateway.answer = { type: 'linked' };
    await isIn(element, 'linked');
  });

  it('may be helped by the embedder, in the slot', async () => {
    const element = await mount({}, { gateway: new ScriptedGateway({ type: 'passkey' }) });
    const own = Object.assign(document.createElement('p'), { slot: 'passkey', textContent: 'Call Bob' });
    element.append(own);
    await isIn(element, 'passkey');
    expect(own.assignedSlot).not.to.equal(null);
  });
});

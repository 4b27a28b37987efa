import { expect } from '@open-wc/testing';
import { Account, $, login, mount, readScreen, record, seen, shows, status } from './world.js';

/** The main job: page, element, real gateway, phone. */
describe('a login', () => {
  for (const transport of ['polling', 'websocket', 'auto'])
    it(`is linked by a phone that reads the screen (${transport})`, async () => {
      const account = await Account.create({ phone: '79001234567', name: 'Ana', linkDelay: 1_500 });
      const element = await login(account, { transport, 'app-name': 'Acme CRM' });
      const told = record(element);
      await status(element, 'qr');
      const payload = await readScreen(element);
      expect(payload).to.equal((await account.report()).qr);
      expect(await account.scan(payload ?? '')).to.equal('linking');
      await status(element, 'linked');
      const expected = {
        id: '79001234567@c.us',
        phone: '79001234567',
        ...(transport !== 'polling' && { name: 'Ana' }),
      };
      expect(told.at(-1)).to.deep.include({ type: 'linked', detail: { account: expected, already: false } });
      expect(told.filter(({ type }) => type === 'linked')).to.have.length(1);
      expect($(element, 'h2').textContent).to.include('WhatsApp is linked');
    });

  it('dispatches statechange first, on the element only, with details that nobody can change', async () => {
    const account = await Account.create({ state: 'authorized' });
    let bubbled = 0;
    const count = () => bubbled++;
    for (const type of ['linked', 'statechange']) document.addEventListener(type, count);
    const element = await login(account, { manual: '' });
    const told = record(element);
    element.start();
    await status(element, 'linked');
    for (const type of ['linked', 'statechange']) document.removeEventListener(type, count);
    expect(told.map(({ type, detail }) => [type, detail['status']])).to.deep.equal([
      ['statechange', 'waiting'],
      ['statechange', 'linking'],
      ['statechange', 'linked'],
      ['linked', undefined],
    ]);
    expect(told.at(-1)?.detail['already']).to.equal(true);
    expect(told.every(({ event, detail }) => !event.bubbles && !event.composed && Object.isFrozen(detail))).to.equal(
      true,
    );
    expect(Object.isFrozen(told.at(-1)?.detail['account'])).to.equal(true);
    expect(bubbled).to.equal(0);
  });

  it('has its attribute and its custom state in place when the event comes, and has not rendered yet', async () => {
    const account = await Account.create({ state: 'authorized' });
    const element = await login(account, { manual: '' });
    const seenAt: unknown[] = [];
    element.addEventListener('linked', () => {
      seenAt.push(
        element.status,
        element.getAttribute('status'),
        element.matches(':state(linked)'),
        element.isUpdatePending || element.shadowRoot?.querySelector('.done') === null,
      );
    });
    element.start();
    await status(element, 'linked');
    expect(seenAt).to.deep.equal(['linked', 'linked', true, true]);
    expect(element.matches(':state(waiting)')).to.equal(false);
  });

  it('ends with an error event that is no crash of the page', async () => {
    const account = await Account.create();
    await account.fault('unauthorized');
    let crashes = 0;
    const crash = () => crashes++;
    window.addEventListener('error', crash);
    const element = await login(account);
    const told = record(element);
    await status(element, 'error');
    window.removeEventListener('error', crash);
    expect(crashes).to.equal(0);
    expect(told.at(-1)?.detail).to.deep.include({ code: 'unauthorized', retryable: false });
    expect($(element, '[role=alert]').textContent).to.include('no longer signed in');
  });

  it('covers an outdated code that the phone accepts for nothing, and is linked by the next one', async () => {
    const account = await Account.create({ qrLife: 5_000, linkDelay: 500 });
    const element = await login(account, { transport: 'polling' });
    await status(element, 'qr');
    const first = await readScreen(element);
    await seen(async () => (await account.report()).qr !== first, 'rotation');
    expect(await account.scan(first ?? '')).to.equal('outdated');
    await seen(async () => (await readScreen(element)) !== first, 'the next code on screen');
    expect(await account.scan((await readScreen(element)) ?? '')).to.equal('linking');
    await status(element, 'linked');
  }).timeout(40_000);

  it('shows a pairing code that is typed into the phone', async () => {
    const account = await Account.create({ linkDelay: 500 });
    const element = await login(account, { method: 'code', phone: '+7 (900) 123-45-67' });
    await shows(element, 'form');
    const input = $(element, 'input') as HTMLInputElement;
    expect(input.value).to.equal('+7 (900) 123-45-67');
    expect((await account.report()).calls).to.have.length(0);
    $(element, '[type=submit]').click();
    await status(element, 'code');
    const code = $(element, '[part~=code] [aria-hidden]').textContent ?? '';
    expect(code).to.match(/^\w{4}-\w{4}$/);
    expect((await account.report()).calls[0]).to.deep.include({
      method: 'getAuthorizationCode',
      body: { phoneNumber: 79001234567 },
    });
    await account.act('enter-code', { code });
    await status(element, 'linked');
  });

  it('goes back to the QR code when a pairing code is refused, and tells why', async () => {
    const account = await Account.create();
    await account.fault('code-refused');
    const element = await login(account, { transport: 'polling' });
    await status(element, 'qr');
    const told = record(element);
    await element.requestCode('79001234567');
    expect(told.filter(({ type }) => type === 'error').map(({ detail }) => detail['code'])).to.deep.equal([
      'code-refused',
    ]);
    await status(element, 'qr');
  });

  it('goes back to the number form, with the number, when a pairing code is refused', async () => {
    const account = await Account.create();
    await account.fault('code-refused');
    const element = await login(account, { method: 'code', phone: '79001234567' });
    await shows(element, 'form');
    $(element, '[type=submit]').click();
    await shows(element, '[role=alert]');
    expect(element.status).to.equal('idle');
    expect(($(element, 'input') as HTMLInputElement).value).to.equal('79001234567');
    expect($(element, '[role=alert]').textContent).to.include('no code for this number');
  });

  it('says at the field what is wrong with a number, and asks nothing', async () => {
    const account = await Account.create();
    const element = await login(account, { method: 'code', phone: 'call me' });
    const told = record(element);
    await shows(element, 'form');
    $(element, '[type=submit]').click();
    await element.updateComplete;
    expect($(element, '[role=alert]').textContent).to.match(/full number|Too short/);
    expect($(element, 'input').getAttribute('aria-invalid')).to.equal('true');
    expect(told).to.have.length(0);
    await element.requestCode('call me');
    expect(told.map(({ type, detail }) => [type, detail['code']])).to.deep.equal([['error', 'invalid-phone']]);
    expect((await account.report()).calls).to.have.length(0);
  });

  it('expires, covered and with one button, which begins anew', async () => {
    const account = await Account.create({ qrLife: 1_200 });
    const element = await login(account, { transport: 'polling', 'max-codes': '2' });
    const told = record(element);
    await status(element, 'expired');
    expect(told.at(-1)).to.deep.include({ type: 'expired', detail: { reason: 'codes' } });
    expect(element.shadowRoot?.querySelector('[part~=qr]')).to.equal(null);
    const { length } = (await account.report()).calls;
    $(element, '[part~=button]').click();
    await status(element, 'qr');
    expect((await account.report()).calls.length).to.be.greaterThan(length);
  });

  it('asks for the passkey, and is linked when it was given elsewhere', async () => {
    const account = await Account.create();
    const element = await login(account);
    await status(element, 'qr');
    await account.act('passkey');
    await status(element, 'passkey');
    expect($(element, '.box').textContent).to.include('passkey');
  });

  for (const [attributes, code] of [
    [{}, 'config'],
    [{ 'backend-url': 'http://', gateway: 'green-api' }, 'config'],
    [{ gateway: 'telegram' }, 'config'],
    [{ gateway: 'green-api', instance: '1101' }, 'config'],
    [{ 'backend-url': 'ftp://host/' }, 'config'],
  ] as const)
    it(`tells what is wrong with ${JSON.stringify(attributes)}`, async () => {
      const element = await mount({ ...attributes, manual: '' });
      const told = record(element);
      element.start();
      await status(element, 'error');
      expect(told.at(-1)?.detail).to.deep.include({ code, retryable: false });
      expect($(element, '[role=alert]').textContent).to.include('not set up correctly');
    });
});

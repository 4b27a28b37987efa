import { expect } from '@open-wc/testing';
import { readScreen } from './screen.js';
import { mountFor, RemoteAccount } from './simulated-account.js';
import { comeBack, find, isIn, mount, recordEvents, shows, textOf, until } from './world.js';

/** The main job, with a real network: page, element, gateway, phone. */
describe('a login', () => {
  for (const transport of ['polling', 'websocket', 'auto'])
    it(`is linked by a phone that reads the screen (${transport})`, async () => {
      const account = await RemoteAccount.create({ phone: '79001234567', name: 'Ana' });
      const element = await mountFor(account, { transport, 'app-name': 'Acme CRM' });
      const events = recordEvents(element);
      await isIn(element, 'qr');
      expect(await account.scan((await readScreen(element)) ?? '')).to.equal('linking');
      await isIn(element, 'linked');
      const expected = {
        id: '79001234567@c.us',
        phone: '79001234567',
        ...(transport !== 'polling' && { name: 'Ana' }),
      };
      expect(events.at(-1)).to.deep.include({ type: 'linked', detail: { account: expected, already: false } });
      expect(events.filter(({ type }) => type === 'linked')).to.have.length(1);
      expect(textOf(element, 'h2')).to.include('WhatsApp is linked');
    });

  it('dispatches statechange first, on the element only, with details that nobody can change', async () => {
    const account = await RemoteAccount.create({ state: 'authorized' });
    let bubbled = 0;
    const count = () => bubbled++;
    for (const type of ['linked', 'statechange']) document.addEventListener(type, count);
    const element = await mountFor(account, { manual: '' });
    const events = recordEvents(element);
    element.start();
    await isIn(element, 'linked');
    for (const type of ['linked', 'statechange']) document.removeEventListener(type, count);
    expect(events.map(({ type, detail }) => [type, detail['status']])).to.deep.equal([
      ['statechange', 'waiting'],
      ['statechange', 'linking'],
      ['statechange', 'linked'],
      ['linked', undefined],
    ]);
    expect(events.at(-1)?.detail['already']).to.equal(true);
    expect(events.every(({ event, detail }) => !event.bubbles && !event.composed && Object.isFrozen(detail))).to.equal(
      true,
    );
    expect(Object.isFrozen(events.at(-1)?.detail['account'])).to.equal(true);
    expect(bubbled).to.equal(0);
  });

  it('has its attribute and its custom state in place when the event comes, and has not rendered yet', async () => {
    const account = await RemoteAccount.create({ state: 'authorized' });
    const element = await mountFor(account, { manual: '' });
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
    await isIn(element, 'linked');
    expect(seenAt).to.deep.equal(['linked', 'linked', true, true]);
    expect(element.matches(':state(waiting)')).to.equal(false);
  });

  it('ends with an error event that is no crash of the page', async () => {
    const account = await RemoteAccount.create();
    await account.fault('unauthorized');
    let crashes = 0;
    const crash = () => crashes++;
    window.addEventListener('error', crash);
    const element = await mountFor(account);
    const events = recordEvents(element);
    await isIn(element, 'error');
    window.removeEventListener('error', crash);
    expect(crashes).to.equal(0);
    expect(events.at(-1)?.detail).to.deep.include({ code: 'unauthorized', retryable: false });
    await shows(element, '[part~=support]'); // With fewer words until the chunk has come.
    expect(textOf(element, '[role=alert]')).to.include('no longer signed in');
  });

  it('covers an outdated code that the phone accepts for nothing, and is linked by the next one', async () => {
    const account = await RemoteAccount.create();
    const element = await mountFor(account, { transport: 'polling' });
    await isIn(element, 'qr');
    const outdated = await readScreen(element);
    await account.act('expire');
    await until(async () => ![undefined, outdated].includes((await account.report()).qr), 'the next code');
    expect(await account.scan(outdated ?? '')).to.equal('outdated');
    await until(async () => (await readScreen(element)) !== outdated, 'the next code on screen');
    expect(await account.scan((await readScreen(element)) ?? '')).to.equal('linking');
    await isIn(element, 'linked');
  });

  it('shows a pairing code that is typed into the phone', async () => {
    const account = await RemoteAccount.create();
    const element = await mountFor(account, { method: 'code', phone: '+7 (900) 123-45-67' });
    await shows(element, 'form');
    const input = find(element, 'input') as HTMLInputElement;
    expect(input.value).to.equal('+7 (900) 123-45-67');
    expect((await account.report()).calls).to.have.length(0);
    find(element, '[type=submit]').click();
    await isIn(element, 'code');
    const code = find(element, '[part~=code] [aria-hidden]').textContent ?? '';
    expect(code).to.match(/^\w{4}-\w{4}$/);
    expect((await account.report()).calls[0]).to.deep.include({
      method: 'getAuthorizationCode',
      body: { phoneNumber: 79001234567 },
    });
    await account.act('enter-code', { code });
    await until(async () => (await account.report()).state === 'authorized', 'the link');
    comeBack();
    await isIn(element, 'linked');
  });

  it('goes back to the QR code when a pairing code is refused, and tells why', async () => {
    const account = await RemoteAccount.create();
    await account.fault('code-refused');
    const element = await mountFor(account, { transport: 'polling' });
    await isIn(element, 'qr');
    const events = recordEvents(element);
    await element.requestCode('79001234567');
    expect(events.filter(({ type }) => type === 'error').map(({ detail }) => detail['code'])).to.deep.equal([
      'code-refused',
    ]);
    await isIn(element, 'qr');
  });

  it('expires, covered and with one button, which begins anew', async () => {
    const account = await RemoteAccount.create({ qrLife: 600 });
    const element = await mountFor(account, { transport: 'polling', 'max-codes': '2', 'poll-interval': '0.4' });
    const events = recordEvents(element);
    await isIn(element, 'expired');
    expect(events.at(-1)).to.deep.include({ type: 'expired', detail: { reason: 'codes' } });
    expect(element.shadowRoot?.querySelector('[part~=qr]')).to.equal(null);
    const { length } = (await account.report()).calls;
    const { length: before } = events;
    find(element, '[part~=button]').click();
    await until(() => events.slice(before).some(({ detail }) => detail['status'] === 'qr'), 'another code');
    expect((await account.report()).calls.length).to.be.greaterThan(length);
  });

  it('asks for the passkey, and is linked when it was given elsewhere', async () => {
    const account = await RemoteAccount.create();
    const element = await mountFor(account);
    await isIn(element, 'qr');
    await account.act('passkey');
    await isIn(element, 'passkey');
    expect(textOf(element, '.box')).to.include('passkey');
    await account.act('set', { state: 'authorized' });
    await isIn(element, 'linked');
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
      const events = recordEvents(element);
      element.start();
      await isIn(element, 'error');
      expect(events.at(-1)?.detail).to.deep.include({ code, retryable: false });
      await shows(element, '[part~=support]'); // With fewer words until the chunk has come.
      expect(textOf(element, '[role=alert]')).to.include('not set up correctly');
    });
});

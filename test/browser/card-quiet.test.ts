import { expect } from '@open-wc/testing';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { $, mount, pause, Scripted, seen, shows, status } from './world.js';

const qr = (text: string, expiresIn = 60): LoginUpdate => ({ type: 'qr', text, expiresIn });
const base = { lang: 'en', method: 'qr', 'app-name': 'Acme CRM' };

/** Answers once, and then never again: nothing but time can change the card. */
function once(says: LoginUpdate): Scripted {
  let asked = 0;
  return new Scripted(() => (asked++ ? new Promise(() => undefined) : Promise.resolve(says)));
}

/** How often the card is rendered from now on. */
function renders(element: WaQrLogin): () => number {
  let count = 0;
  element.addController({ hostUpdated: () => count++ });
  return () => count;
}

/** Puts text nodes of its own in the place of the page's, as page translators do. */
function translate(root: ParentNode): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    if (!node.data.trim() || node.parentElement?.closest('[translate=no]')) continue;
    const wrapper = document.createElement('span');
    node.replaceWith(wrapper);
    wrapper.textContent = node.data.toUpperCase();
  }
}

describe('a card that waits', () => {
  it('is not rendered while a code is shown: its ring runs by itself', async () => {
    const element = await mount(base, { gateway: once(qr('2@one')) });
    await shows(element, '.ring');
    await seen(() => $(element, '.ring').getAnimations({ subtree: true }).length === 2, 'a ring that runs');
    await pause(300);
    const count = renders(element);
    await pause(2_200);
    expect(count()).to.equal(0);
  });

  it('counts a pairing code down without being rendered', async () => {
    const element = await mount(base, { gateway: once({ type: 'code', code: 'ABCD1234', expiresIn: 150 }) });
    void element.requestCode('5511999999999');
    await shows(element, '.counts');
    await seen(() => /^Valid for 2:\d\d$/.test($(element, '.counts').textContent), 'its time');
    await pause(300);
    const count = renders(element);
    const before = $(element, '.counts').textContent;
    await seen(() => $(element, '.counts').textContent !== before, 'another second');
    expect(count()).to.equal(0);
  });

  it('begins the ring anew with each code, and lets it stand where nobody knows the end', async () => {
    const gateway = new Scripted(qr('2@one'));
    const element = await mount(base, { gateway });
    await seen(
      () => element.shadowRoot?.querySelector('.ring')?.getAnimations({ subtree: true }).length,
      'a ring that runs',
    );
    const [first] = $(element, '.ring').getAnimations({ subtree: true });
    gateway.says = qr('2@two', 30);
    await seen(() => $(element, '.ring').getAnimations({ subtree: true })[0] !== first, 'another run');
    const [second] = $(element, '.ring').getAnimations({ subtree: true });
    expect(Math.round(Number(second?.effect?.getTiming().duration) / 1000)).to.equal(30);
  });

  it('goes on saying what changes after a page translator has been there', async () => {
    const gateway = new Scripted(qr('2@one'));
    const element = await mount({ ...base, 'max-codes': '2' }, { gateway });
    await shows(element, '.life');
    translate(element.shadowRoot!);
    gateway.says = qr('2@two', 9);
    await seen(() => /^Last code · 0:0\d$/.test($(element, '[part=time]').textContent), 'the last code');
    gateway.says = { type: 'linked', account: { name: 'Ana' } };
    await status(element, 'linked');
    await seen(() => $(element, 'h2').textContent === 'WhatsApp is linked to Acme CRM', 'the title of the end');
    expect($(element, '[part=account]').textContent).to.include('Ana');
  });

  it('says that it was copied for two seconds, with a button as wide as before', async () => {
    const element = await mount(base, { gateway: once({ type: 'code', code: 'ABCD1234', expiresIn: 150 }) });
    void element.requestCode('5511999999999');
    await shows(element, '[part~=copy]');
    const button = $(element, '[part~=copy]');
    const { width } = button.getBoundingClientRect();
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.resolve() },
      configurable: true,
    });
    button.click();
    await seen(() => button.textContent === 'Copied ✓', 'that it was copied');
    Reflect.deleteProperty(navigator, 'clipboard');
    expect(button.getBoundingClientRect().width).to.equal(width);
    await seen(() => button.textContent === 'Copy code', 'its own name again');
  });
});

describe('what others have written', () => {
  for (const [name, account, shown] of [
    ['a name that turns the line', { name: 'Ana\u202e evil' }, 'Ana\u202e evil'],
    ['a name of a megabyte', { name: 'x'.repeat(1_000_000) }, `${'x'.repeat(79)}…`],
  ] as const)
    it(`is kept apart and short: ${name}`, async () => {
      const element = await mount(base, { gateway: new Scripted({ type: 'linked', account }) });
      await status(element, 'linked');
      await shows(element, '[part=account]');
      expect($(element, '[part=account] bdi').textContent).to.equal(shown);
      expect($(element, '.card').getBoundingClientRect().height).to.be.below(600);
    });

  it('is no number where it only looks like one', async () => {
    const account = { phone: '123456789012345@lid', name: 'Ana' };
    const element = await mount(base, { gateway: new Scripted({ type: 'linked', account }) });
    await status(element, 'linked');
    await shows(element, '[part=account]');
    expect($(element, '[part=account]').textContent).not.to.match(/\d/);
  });
});

describe('an error on the card', () => {
  it('names the page’s owner and a short code for support', async () => {
    const element = await mount(base, { gateway: new Scripted({ type: 'error', code: 'quota' }) });
    await status(element, 'error');
    await shows(element, '[part=support]');
    expect($(element, '[part=error]').textContent).to.include('Please tell Acme CRM.');
    expect($(element, '[part=support]').textContent).to.equal('For support: quota');
    element.appName = undefined;
    await element.updateComplete;
    expect($(element, '[part=error]').textContent).to.include('Please tell the people who run this page.');
  });

  it('rests as long as it asks to wait', async () => {
    const element = await mount(base, { gateway: new Scripted({ type: 'error', code: 'rate-limited' }) });
    await status(element, 'error');
    await shows(element, '.counts');
    expect(($(element, '[part~=button]') as HTMLButtonElement).disabled).to.equal(true);
    await seen(() => /^0:5\d$/.test($(element, '.counts').textContent), 'the seconds');
  });
});

import { expect } from '@open-wc/testing';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { DRAWN_QR, find, mount, settled, until, shows, isIn } from './world.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { translate } from './translator.js';

const qr = (text: string, expiresIn = 60): LoginUpdate => ({ type: 'qr', text, expiresIn });
const base = { lang: 'en', method: 'qr', 'app-name': 'Acme CRM' };

/** Answers once, and then never again: nothing but time can change the card. */
function once(says: LoginUpdate): ScriptedGateway {
  let asked = 0;
  return new ScriptedGateway(() => (asked++ ? new Promise(() => undefined) : Promise.resolve(says)));
}

/** How often the card is rendered from now on. */
function renders(element: WaQrLogin): () => number {
  let count = 0;
  element.addController({ hostUpdated: () => count++ });
  return () => count;
}

describe('a card that waits', () => {
  it('is not rendered while a code is shown: its ring runs by itself', async () => {
    const element = await mount(base, { gateway: once(qr('2@one')) });
    await shows(element, '.ring');
    await until(() => find(element, '.ring').getAnimations({ subtree: true }).length === 2, 'a ring that runs');
    await settled();
    const count = renders(element);
    const [run] = find(element, '.ring').getAnimations({ subtree: true });
    const from = Number(run?.currentTime);
    await until(() => Number(run?.currentTime) > from + 2_200, 'two more seconds of the ring');
    expect(count()).to.equal(0);
  });

  it('counts a pairing code down without being rendered', async () => {
    const element = await mount(base, { gateway: once({ type: 'code', code: 'ABCD1234', expiresIn: 150 }) });
    void element.requestCode('5511999999999');
    await shows(element, '.counts');
    await until(() => /^Valid for 2:\d\d$/.test(find(element, '.counts').textContent), 'its time');
    await settled();
    const count = renders(element);
    const before = find(element, '.counts').textContent;
    await until(() => find(element, '.counts').textContent !== before, 'another second');
    expect(count()).to.equal(0);
  });

  it('holds the ring still for whoever wants that, goes on with its codes, and lets it run again', async () => {
    const gateway = new ScriptedGateway(qr('2@one'));
    const element = await mount(base, { gateway });
    const running = () => element.shadowRoot!.querySelector('.ring')?.getAnimations({ subtree: true }).length;
    await until(() => running() === 2, 'a ring that runs');
    find(element, 'summary').click();
    await shows(element, '.hold');
    const first = find(element, DRAWN_QR);
    find(element, '.hold').click();
    await until(() => running() === 0, 'a ring that stands still');
    gateway.answer = qr('2@two');
    await until(() => find(element, DRAWN_QR) !== first, 'the second code');
    await settled();
    expect([running(), (find(element, '.hold input') as HTMLInputElement).checked]).to.deep.equal([0, true]);
    find(element, '.hold').click();
    await until(() => running() === 2, 'a ring that runs again');
  });

  it('begins the ring anew with each code, and lets it stand where nobody knows the end', async () => {
    const gateway = new ScriptedGateway(qr('2@one'));
    const element = await mount(base, { gateway });
    await until(
      () => element.shadowRoot?.querySelector('.ring')?.getAnimations({ subtree: true }).length,
      'a ring that runs',
    );
    const [first] = find(element, '.ring').getAnimations({ subtree: true });
    gateway.answer = qr('2@two', 30);
    await until(() => find(element, '.ring').getAnimations({ subtree: true })[0] !== first, 'another run');
    const [second] = find(element, '.ring').getAnimations({ subtree: true });
    expect(Math.round(Number(second?.effect?.getTiming().duration) / 1000)).to.equal(30);
  });

  it('goes on saying what changes after a page translator has been there', async () => {
    const gateway = new ScriptedGateway(qr('2@one'));
    const element = await mount({ ...base, 'max-codes': '2' }, { gateway });
    await shows(element, '.life');
    translate(element.shadowRoot!);
    gateway.answer = qr('2@two', 9);
    await until(() => /^Last code · 0:0\d$/.test(find(element, '[part=time]').textContent), 'the last code');
    gateway.answer = { type: 'linked', account: { name: 'Ana' } };
    await isIn(element, 'linked');
    await until(() => find(element, 'h2').textContent === 'WhatsApp is linked to Acme CRM', 'the title of the end');
    expect(find(element, '[part=account]').textContent).to.include('Ana');
  });

  it('says that it was copied for two seconds, with a button as wide as before', async () => {
    const element = await mount(base, { gateway: once({ type: 'code', code: 'ABCD1234', expiresIn: 150 }) });
    void element.requestCode('5511999999999');
    await shows(element, '[part~=copy]');
    const button = find(element, '[part~=copy]');
    const { width } = button.getBoundingClientRect();
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.resolve() },
      configurable: true,
    });
    button.click();
    await until(() => button.textContent === 'Copied ✓', 'that it was copied');
    Reflect.deleteProperty(navigator, 'clipboard');
    expect(button.getBoundingClientRect().width).to.equal(width);
    await until(() => button.textContent === 'Copy code', 'its own name again');
  });
});

describe('what others have written', () => {
  for (const [name, account, shown] of [
    ['a name that turns the line', { name: 'Ana\u202e evil' }, 'Ana\u202e evil'],
    ['a name of a megabyte', { name: 'x'.repeat(1_000_000) }, `${'x'.repeat(79)}…`],
  ] as const)
    it(`is kept apart and short: ${name}`, async () => {
      const element = await mount(base, { gateway: new ScriptedGateway({ type: 'linked', account }) });
      await isIn(element, 'linked');
      await shows(element, '[part=account]');
      expect(find(element, '[part=account] bdi').textContent).to.equal(shown);
      expect(find(element, '.card').getBoundingClientRect().height).to.be.below(600);
    });

  it('is no number where it only looks like one', async () => {
    const account = { phone: '123456789012345@lid', name: 'Ana' };
    const element = await mount(base, { gateway: new ScriptedGateway({ type: 'linked', account }) });
    await isIn(element, 'linked');
    await shows(element, '[part=account]');
    expect(find(element, '[part=account]').textContent).not.to.match(/\d/);
  });
});

describe('an error on the card', () => {
  it('names the page’s owner and a short code for support', async () => {
    const element = await mount(base, { gateway: new ScriptedGateway({ type: 'error', code: 'quota' }) });
    await isIn(element, 'error');
    await shows(element, '[part=support]');
    expect(find(element, '[part=error]').textContent).to.include('Please tell Acme CRM.');
    expect(find(element, '[part=support]').textContent).to.equal('For support: quota');
    element.appName = undefined;
    await element.updateComplete;
    expect(find(element, '[part=error]').textContent).to.include('Please tell the people who run this page.');
  });

  it('rests as long as it asks to wait', async () => {
    const element = await mount(base, { gateway: new ScriptedGateway({ type: 'error', code: 'rate-limited' }) });
    await isIn(element, 'error');
    await shows(element, '.counts');
    expect((find(element, '[part~=button]') as HTMLButtonElement).disabled).to.equal(true);
    await until(() => /^0:5\d$/.test(find(element, '.counts').textContent), 'the seconds');
  });
});

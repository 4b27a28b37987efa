import { expect, nextFrame } from '@open-wc/testing';
import { WaQrLogin, type LoginUpdate } from '../../src/index.js';
import { $, Account, login, mount, pause, record, Scripted, seen, shows, status } from './world.js';
import { Watch } from './watch.js';

const QR: LoginUpdate = { type: 'qr', text: '2@abc,def', expiresIn: 60 };
const never = () => new Promise<never>(() => undefined);
const settled = async () => {
  for (let i = 0; i < 5; i++) await nextFrame();
};

describe('the life of the element', () => {
  it('keeps its login when it is moved in the page', async () => {
    const account = await Account.create();
    const element = await login(account, { transport: 'websocket' });
    const told = record(element);
    await status(element, 'qr');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    await settled();
    expect(element.status).to.equal('qr');
    expect(await account.calls('scanqrcode')).to.equal(1);
    await account.scan((await account.report()).qr ?? '');
    await status(element, 'linked');
    expect(told.filter(({ type }) => type === 'linked')).to.have.length(1);
    place.remove();
  });

  it('does not begin again when it is moved after it was stopped', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({}, { gateway });
    await status(element, 'qr');
    element.stop();
    const { length } = gateway.asked;
    document.body.append(element);
    await settled();
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', length]);
    element.remove();
  });

  it('begins anew when it comes back after a removal, unless it is linked', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({}, { gateway });
    await status(element, 'qr');
    const parent = element.parentElement as HTMLElement;
    element.remove();
    await settled();
    expect(element.status).to.equal('idle');
    parent.append(element);
    await status(element, 'qr');
    gateway.says = { type: 'linked', account: { id: 'a' } };
    await status(element, 'linked');
    element.remove();
    await settled();
    const { length } = gateway.asked;
    parent.append(element);
    await settled();
    expect([element.status, gateway.asked.length]).to.deep.equal(['linked', length]);
  });

  it('asks nothing inside a closed dialog, and begins when it is opened', async () => {
    const gateway = new Scripted(QR);
    const dialog = document.createElement('dialog');
    const element = Object.assign(document.createElement('wa-qr-login'), { gateway });
    dialog.append(element);
    document.body.append(dialog);
    await settled();
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', 0]);
    dialog.showModal();
    await status(element, 'qr');
    dialog.close();
    await settled();
    const { length } = gateway.asked;
    await pause(200);
    expect(gateway.asked.length).to.be.at.most(length + 1);
    dialog.remove();
  });

  it('starts one login for attributes set in a row', async () => {
    const account = await Account.create();
    const element = await mount();
    await status(element, 'error');
    const told = record(element);
    element.gateway = 'green-api';
    element.backendUrl = account.origin;
    element.instance = account.instance;
    element.token = account.token;
    element.transport = 'websocket';
    await status(element, 'qr');
    expect(await account.calls('scanqrcode')).to.equal(1);
    expect(told.map(({ detail }) => detail['status'])).to.deep.equal(['idle', 'waiting', 'qr']);
  });

  it('does not begin anew for a gateway object with the same key, nor for what only changes the looks', async () => {
    const keyed = (): Scripted & { key: string } => Object.assign(new Scripted(QR), { key: 'a' });
    const element = await mount({}, { gateway: keyed() });
    await status(element, 'qr');
    const told = record(element);
    const other = keyed();
    element.gateway = other;
    element.theme = 'dark';
    element.appName = 'Acme';
    element.lang = 'pt';
    element.messages = { newCode: 'Again' };
    element.pollInterval = 9;
    element.maxCodes = 2;
    await settled();
    expect(told).to.have.length(0);
    expect(other.asked).to.have.length(0);
    element.gateway = Object.assign(keyed(), { key: 'b' });
    await seen(() => told.length === 3, 'a new login');
  });

  it('lets an old run write nothing into a new one', async () => {
    let answer: (update: LoginUpdate) => void = () => undefined;
    const gateway = new Scripted(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const element = await mount({}, { gateway });
    await seen(() => gateway.asked.length === 1, 'a question');
    const old = answer;
    element.restart();
    await seen(() => gateway.asked.length === 2, 'a question of the new run');
    const told = record(element);
    old({ type: 'linked', account: { id: 'old' } });
    await settled();
    expect(told).to.have.length(0);
    answer(QR);
    await status(element, 'qr');
  });

  it('has one question under way at a time', async () => {
    let pending = 0;
    let most = 0;
    const gateway = new Scripted(async () => {
      most = Math.max(most, ++pending);
      await pause(30);
      pending--;
      return QR;
    });
    const element = await mount({}, { gateway });
    await seen(() => gateway.asked.length > 5, 'questions');
    element.start();
    await settled();
    expect(most).to.equal(1);
  });

  for (const how of ['stop', 'remove', 'restart'] as const)
    it(`can be told to ${how} by the listener of its own event`, async () => {
      const gateway = new Scripted({ type: 'expired' });
      const element = await mount({ manual: '' }, { gateway });
      const told = record(element);
      element.addEventListener('statechange', ({ detail }) => {
        if (detail.status !== 'expired') return;
        gateway.says = never;
        element[how]();
      });
      element.start();
      await seen(() => told.some(({ type }) => type === 'expired'), 'expired');
      await settled();
      expect(element.status).to.equal(how === 'restart' ? 'waiting' : 'idle');
    });

  it('asks for no code while the page is hidden, and at once when it is seen', async () => {
    const gateway = new Scripted(QR);
    const element = await mount({}, { gateway });
    await status(element, 'qr');
    hide(true);
    await settled();
    const { length } = gateway.asked;
    await pause(200);
    expect(gateway.asked.length).to.be.at.most(length + 1);
    hide(false);
    await seen(() => gateway.asked.length > length + 1, 'a question');
  });

  it('goes on where it was when it comes back from the back-forward cache', async () => {
    const account = await Account.create();
    const watch = new Watch();
    const element = await login(account, { transport: 'websocket' });
    await status(element, 'qr');
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await settled();
    const { timers, sockets, requests } = watch.open;
    watch.close();
    expect({ timers, sockets, requests }).to.deep.equal({ timers: undefined, sockets: undefined, requests: undefined });
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await seen(async () => (await account.calls('scanqrcode')) === 2, 'a new socket');
    expect(element.status).to.equal('qr');
    await account.scan((await account.report()).qr ?? '');
    await status(element, 'linked');
  });

  it('shows a code anew only when the person asks, where the page went away before it came', async () => {
    const gateway = new Scripted(never);
    const element = await mount({ manual: '' }, { gateway });
    void element.requestCode('79001234567');
    await seen(() => gateway.asked.length === 1, 'a question');
    const told = record(element);
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled();
    expect(told.find(({ type }) => type === 'error')?.detail['code']).to.equal('code-refused');
    expect(gateway.asked).to.deep.equal(['code']);
  });

  it('has one run when a listener begins another as the page comes back', async () => {
    const gateway = new Scripted({ ...QR, expiresIn: 1 });
    const element = await mount({ 'max-codes': '1' }, { gateway });
    await status(element, 'qr');
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await pause(1_100);
    gateway.says = never;
    const { length } = gateway.asked;
    element.addEventListener('expired', () => element.restart());
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled();
    expect(element.status).to.equal('waiting');
    expect(gateway.asked).to.have.length(length + 1);
  });

  it('asks nothing for an element that is not on the page', async () => {
    const gateway = new Scripted(QR);
    const element = Object.assign(document.createElement('wa-qr-login'), { gateway });
    element.restart();
    await element.requestCode('5511999999999');
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', 0]);
  });

  it('takes a gateway that was taken away for its default', async () => {
    const element = await mount({ gateway: 'telegram', 'backend-url': '/nowhere', manual: '' });
    element.removeAttribute('gateway');
    const told = record(element);
    element.start();
    await status(element, 'error');
    expect(told.at(-1)?.detail['code']).to.equal('not-found');
  });

  it('covers a code whose gateway fell silent', async () => {
    const gateway = new Scripted({ ...QR, expiresIn: 1 });
    const element = await mount({}, { gateway });
    await shows(element, '[part~=qr] canvas');
    gateway.says = never;
    await status(element, 'waiting');
    expect(element.shadowRoot?.querySelector('[part~=qr]')).to.equal(null);
    expect($(element, '.skeleton')).to.exist;
  });

  it('keeps properties that were set before it was defined', async () => {
    const element = Object.assign(document.createElement('wa-qr-login-late'), { appName: 'Acme' });
    WaQrLogin.define('wa-qr-login-late');
    document.body.append(element);
    await settled();
    expect(element).to.be.instanceOf(WaQrLogin);
    expect(element.appName).to.equal('Acme');
    expect(Object.hasOwn(element, 'appName')).to.equal(false);
    element.remove();
  });
});

function hide(hidden: boolean): void {
  if (hidden) Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  else Reflect.deleteProperty(document, 'visibilityState');
  document.dispatchEvent(new Event('visibilitychange'));
}

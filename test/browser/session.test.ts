import { expect } from '@open-wc/testing';
import { WaQrLogin, type LoginUpdate } from '../../src/index.js';
import { fakeTime } from './fake-time.js';
import { mountFor, RemoteAccount } from './simulated-account.js';
import { never, QR, ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, isIn, mount, recordEvents, settled, shows, until } from './world.js';

describe('the life of the element', () => {
  it('keeps its login when it is moved in the page', async () => {
    const account = await RemoteAccount.create();
    const element = await mountFor(account, { transport: 'websocket' });
    const events = recordEvents(element);
    await isIn(element, 'qr');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    await settled();
    expect(element.status).to.equal('qr');
    expect(await account.countCalls('scanqrcode')).to.equal(1);
    await account.scanCurrent();
    await isIn(element, 'linked');
    expect(events.filter(({ type }) => type === 'linked')).to.have.length(1);
    place.remove();
  });

  it('does not begin again when it is moved after it was stopped', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({}, { gateway });
    await isIn(element, 'qr');
    element.stop();
    const { length } = gateway.asked;
    document.body.append(element);
    await settled();
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', length]);
    element.remove();
  });

  it('begins anew when it comes back after a removal, unless it is linked', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({}, { gateway });
    await isIn(element, 'qr');
    const parent = element.parentElement as HTMLElement;
    element.remove();
    await settled();
    expect(element.status).to.equal('idle');
    parent.append(element);
    await isIn(element, 'qr');
    gateway.answer = { type: 'linked', account: { id: 'a' } };
    await isIn(element, 'linked');
    element.remove();
    await settled();
    const { length } = gateway.asked;
    parent.append(element);
    await settled();
    expect([element.status, gateway.asked.length]).to.deep.equal(['linked', length]);
  });

  it('starts one login for attributes set in a row', async () => {
    const account = await RemoteAccount.create();
    const element = await mount();
    await isIn(element, 'error');
    const events = recordEvents(element);
    element.gateway = 'green-api';
    element.backendUrl = account.origin;
    element.instance = account.instance;
    element.token = account.token;
    element.transport = 'websocket';
    await isIn(element, 'qr');
    expect(await account.countCalls('scanqrcode')).to.equal(1);
    expect(events.map(({ detail }) => detail['status'])).to.deep.equal(['idle', 'waiting', 'qr']);
  });

  it('does not begin anew for a gateway object with the same key, nor for what only changes the looks', async () => {
    const keyed = (): ScriptedGateway & { key: string } => Object.assign(new ScriptedGateway(QR), { key: 'a' });
    const element = await mount({}, { gateway: keyed() });
    await isIn(element, 'qr');
    const events = recordEvents(element);
    const other = keyed();
    element.gateway = other;
    element.theme = 'dark';
    element.appName = 'Acme';
    element.lang = 'pt';
    element.messages = { newCode: 'Again' };
    element.pollInterval = 9;
    element.maxCodes = 2;
    await settled();
    expect(events).to.have.length(0);
    expect(other.asked).to.have.length(0);
    element.gateway = Object.assign(keyed(), { key: 'b' });
    await until(() => events.length === 3, 'a new login');
  });

  it('lets an old run write nothing into a new one', async () => {
    let answer: (update: LoginUpdate) => void = () => undefined;
    const gateway = new ScriptedGateway(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const element = await mount({}, { gateway });
    await until(() => gateway.asked.length === 1, 'a question');
    const old = answer;
    element.restart();
    await until(() => gateway.asked.length === 2, 'a question of the new run');
    const events = recordEvents(element);
    old({ type: 'linked', account: { id: 'old' } });
    await settled();
    expect(events).to.have.length(0);
    answer(QR);
    await isIn(element, 'qr');
  });

  it('has one question under way at a time', async () => {
    const time = fakeTime();
    const answers: ((update: LoginUpdate) => void)[] = [];
    const gateway = new ScriptedGateway(() => new Promise((resolve) => answers.push(resolve)));
    const element = await mount({}, { gateway });
    for (let asked = 1; asked <= 3; asked++) {
      await until(() => answers.length === asked, `question ${asked}`);
      element.start();
      await time.tickAsync(5_000);
      expect(answers).to.have.length(asked);
      answers.at(-1)?.(QR);
      await time.tickAsync(20);
    }
  });

  for (const how of ['stop', 'remove', 'restart'] as const)
    it(`can be told to ${how} by the listener of its own event`, async () => {
      const gateway = new ScriptedGateway({ type: 'expired' });
      const element = await mount({ manual: '' }, { gateway });
      const events = recordEvents(element);
      element.addEventListener('statechange', ({ detail }) => {
        if (detail.status !== 'expired') return;
        gateway.answer = never;
        element[how]();
      });
      element.start();
      await until(() => events.some(({ type }) => type === 'expired'), 'expired');
      await settled();
      expect(element.status).to.equal(how === 'restart' ? 'waiting' : 'idle');
    });

  it('takes a gateway that was taken away for its default', async () => {
    const element = await mount({ gateway: 'telegram', 'backend-url': '/nowhere', manual: '' });
    element.removeAttribute('gateway');
    const events = recordEvents(element);
    element.start();
    await isIn(element, 'error');
    expect(events.at(-1)?.detail['code']).to.equal('not-found');
  });

  it('covers a code whose gateway fell silent', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(QR);
    const element = await mount({}, { gateway });
    await shows(element, DRAWN_QR);
    gateway.answer = never;
    await time.tickAsync(60_000);
    await isIn(element, 'waiting');
    expect(element.shadowRoot?.querySelector('[part~=qr]')).to.equal(null);
    expect(find(element, '.skeleton')).to.exist;
  });

  it('goes on after the failures of a gateway that has no words of ours for them', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(() => Promise.reject(new TypeError('Failed to fetch')), {
      pace: { every: 1_000 },
    });
    const element = await mount({ manual: '' }, { gateway });
    const events = recordEvents(element);
    element.start();
    await until(() => gateway.asked.length === 1, 'a question');
    await time.tickAsync(1_500);
    expect(gateway.asked.length).to.be.at.least(2);
    gateway.answer = QR;
    await time.tickAsync(5_000);
    await isIn(element, 'qr');
    expect(events.map(({ detail }) => detail['status'])).to.deep.equal(['waiting', 'qr']);
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

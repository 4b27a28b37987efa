import { expect } from '@open-wc/testing';
import { fakeTime, isLeftAlone } from './fake-time.js';
import { mountFor, RemoteAccount } from './simulated-account.js';
import { never, QR, ScriptedGateway } from './scripted-gateway.js';
import { Watch } from './watch.js';
import { hidePage, isIn, mount, recordEvents, settled, until } from './world.js';

const leavePage = () => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
const returnToPage = () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

describe('an element that is not seen', () => {
  it('asks nothing while it is not on the page', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = Object.assign(document.createElement('wa-qr-login'), { gateway });
    element.restart();
    await element.requestCode('5511999999999');
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', 0]);
  });

  it('asks nothing inside a closed dialog, and begins when it is opened', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(QR);
    const dialog = document.createElement('dialog');
    const element = Object.assign(document.createElement('wa-qr-login'), { gateway });
    dialog.append(element);
    document.body.append(dialog);
    await settled();
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', 0]);
    dialog.showModal();
    await isIn(element, 'qr');
    dialog.close();
    await isLeftAlone(gateway, time);
    dialog.remove();
  });

  it('asks nothing while it has no box, and begins when it gets one', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = Object.assign(document.createElement('wa-qr-login'), { gateway });
    element.style.display = 'contents';
    document.body.append(element);
    await settled();
    expect([element.status, gateway.asked.length]).to.deep.equal(['idle', 0]);
    element.style.display = '';
    await isIn(element, 'qr');
    element.remove();
  });

  it('asks for no code while the page is hidden, and at once when it is seen', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(QR);
    const element = await mount({}, { gateway });
    await isIn(element, 'qr');
    hidePage(true);
    await isLeftAlone(gateway, time);
    const { length } = gateway.asked;
    hidePage(false);
    await until(() => gateway.asked.length > length, 'a question');
  });
});

describe('an element whose page comes back from the back-forward cache', () => {
  it('goes on where it was', async () => {
    const account = await RemoteAccount.create();
    const watch = new Watch();
    const element = await mountFor(account, { transport: 'websocket' });
    await isIn(element, 'qr');
    leavePage();
    await settled();
    const { timers, sockets, requests } = watch.open;
    watch.close();
    expect({ timers, sockets, requests }).to.deep.equal({ timers: undefined, sockets: undefined, requests: undefined });
    returnToPage();
    await until(async () => (await account.countCalls('scanqrcode')) === 2, 'a new socket');
    expect(element.status).to.equal('qr');
    await account.scanCurrent();
    await isIn(element, 'linked');
  });

  it('shows a code anew only when the person asks, where the page was left before it came', async () => {
    const gateway = new ScriptedGateway(never);
    const element = await mount({ manual: '' }, { gateway });
    void element.requestCode('79001234567');
    await until(() => gateway.asked.length === 1, 'a question');
    const events = recordEvents(element);
    leavePage();
    returnToPage();
    await settled();
    expect(events.find(({ type }) => type === 'error')?.detail['code']).to.equal('code-refused');
    expect(gateway.asked).to.deep.equal(['code']);
  });

  it('has one run when a listener begins another at that moment', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ 'max-codes': '1' }, { gateway });
    await isIn(element, 'qr');
    leavePage();
    await time.tickAsync(60_000);
    gateway.answer = never;
    const { length } = gateway.asked;
    element.addEventListener('expired', () => element.restart());
    returnToPage();
    await settled();
    expect(element.status).to.equal('waiting');
    expect(gateway.asked).to.have.length(length + 1);
  });

  it('begins nothing that a script asks for meanwhile, and begins it then', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ manual: '' }, { gateway });
    leavePage();
    element.start();
    await settled();
    expect(gateway.asked).to.deep.equal([]);
    returnToPage();
    await isIn(element, 'qr');
  });

  it('goes on where it was moved out of a window that closes', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const gateway = new ScriptedGateway(QR);
    const element = await mount({}, { gateway });
    await isIn(element, 'qr');
    frame.contentDocument!.body.append(element);
    await settled();
    frame.contentWindow!.dispatchEvent(new Event('pagehide'));
    document.body.append(element);
    gateway.answer = { type: 'linked', account: { id: 'a' } };
    await isIn(element, 'linked');
    for (const node of [element, frame]) node.remove();
  });
});

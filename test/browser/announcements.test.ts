import { expect } from '@open-wc/testing';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { fakeClipboard } from './fake-clipboard.js';
import { fakeTime } from './fake-time.js';
import { shown } from './gallery-card.js';
import { never, ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, isIn, mount, shows, textOf, until } from './world.js';

const base = { 'app-name': 'Acme CRM', lang: 'en', method: 'qr' };
const qr = (text: string, expiresIn = 60): LoginUpdate => ({ type: 'qr', text, expiresIn });

/** What a screen reader has been told last. */
const announced = (element: WaQrLogin): string => textOf(element, '[role=status]');

const announces = (element: WaQrLogin, text: string) =>
  until(
    () => announced(element) === text,
    () => `${text}: ${announced(element)}`,
  );

/** Everything that a screen reader is told from now on. */
function recordAnnouncements(element: WaQrLogin): string[] {
  const texts: string[] = [];
  const observer = new MutationObserver(() => texts.push(announced(element)));
  observer.observe(find(element, '[role=status]'), { childList: true, characterData: true, subtree: true });
  return texts;
}

describe('the status region', () => {
  it('is one, and there from the start, before there are words', async () => {
    const element = document.createElement('wa-qr-login');
    element.manual = true;
    document.body.append(element);
    await element.updateComplete;
    const [region, ...others] = element.shadowRoot!.querySelectorAll('[role=status]');
    expect(region?.textContent.trim()).to.equal('');
    await shows(element, 'h2');
    expect([find(element, '[role=status]'), others.length]).to.deep.equal([region, 0]);
    element.remove();
  });

  it('says that a code is ready, once: a renewal is silent, even by way of a wait', async () => {
    const gateway = new ScriptedGateway(qr('2@one'));
    const element = await mount(base, { gateway });
    await announces(element, 'The QR code is ready');
    const texts = recordAnnouncements(element);
    await shows(element, DRAWN_QR);
    const first = find(element, DRAWN_QR);
    gateway.answer = qr('2@two', 0.1);
    await until(() => element.shadowRoot?.querySelector(DRAWN_QR) !== first, 'the second code');
    gateway.answer = { type: 'waiting' };
    await isIn(element, 'waiting');
    gateway.answer = qr('2@three');
    await isIn(element, 'qr');
    gateway.answer = { type: 'linked' };
    await until(() => texts.length > 0, 'a word');
    expect(texts).to.deep.equal(['WhatsApp is linked']);
  });

  it('says 10 s ahead that the last code ends', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(qr('2@one', 20));
    const element = await mount({ ...base, 'max-codes': '1' }, { gateway });
    await announces(element, 'The QR code is ready');
    gateway.answer = never;
    const texts = recordAnnouncements(element);
    await time.tickAsync(9_000);
    expect(texts).to.deep.equal([]);
    await time.tickAsync(1_000);
    await announces(element, 'The code expires in 10 seconds');
    expect(textOf(element, '[part=time]')).to.match(/^Last code · 0:(10|0\d)$/);
  });

  it('leaves the end of any other code unsaid', async () => {
    const time = fakeTime();
    const gateway = new ScriptedGateway(qr('2@one', 20));
    const element = await mount(base, { gateway });
    await announces(element, 'The QR code is ready');
    gateway.answer = never;
    const texts = recordAnnouncements(element);
    await time.tickAsync(19_000);
    expect([element.status, ...texts]).to.deep.equal(['qr']);
  });

  it('says that a pairing code is ready, that it was copied, and 10 s ahead that it ends', async () => {
    const time = fakeTime();
    fakeClipboard();
    const gateway = new ScriptedGateway({ type: 'code', code: 'ABCD1234', expiresIn: 150 });
    const element = await mount(base, { gateway });
    await element.requestCode('5511999999999');
    await announces(element, 'The pairing code is ready');
    await shows(element, '[part=copy]');
    find(element, '[part=copy]').click();
    await announces(element, 'Copied');
    gateway.answer = never;
    await time.tickAsync(140_000);
    await announces(element, 'The code expires in 10 seconds');
  });

  it('leaves the countdown unspoken, and errors to an alert', async () => {
    const element = await shown('qr-last', 360);
    expect(find(element, '[part=time]').getAttribute('role')).to.equal('timer');
    expect(find(element, '[part=time]').hasAttribute('aria-live')).to.equal(false);
    const failed = await shown('error-offline', 360);
    expect([announced(failed), textOf(failed, '[role=alert]').includes('offline')]).to.deep.equal(['', true]);
  });
});

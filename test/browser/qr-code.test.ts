import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { fakeTime } from './fake-time.js';
import { readScreen } from './screen.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, isIn, mount, recordEvents, shows, textOf } from './world.js';

/** As long as what WhatsApp makes. */
const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;

async function mountDrawn(attributes: Readonly<Record<string, string>> = {}): Promise<WaQrLogin> {
  const gateway = new ScriptedGateway({ type: 'qr', text: TEXT, expiresIn: 60 });
  const element = await mount({ lang: 'en', ...attributes }, { gateway });
  await shows(element, DRAWN_QR);
  return element;
}

describe('the QR code', () => {
  it('is one canvas that a camera reads off the screen, from text', async () => {
    const element = await mountDrawn();
    expect(await readScreen(element)).to.equal(TEXT);
    expect(find(element, '[part~=qr]').querySelectorAll('*')).to.have.length(1);
  });

  it('is read off the screen on a dark page', async () => {
    const element = await mountDrawn({ theme: 'dark' });
    expect(await readScreen(element)).to.equal(TEXT);
    expect(getComputedStyle(find(element, '[part~=qr]')).backgroundColor).to.equal('rgb(255, 255, 255)');
  });

  it('has a quiet zone of four modules, and at least 240 px', async () => {
    const element = await mountDrawn();
    const { width } = find(element, DRAWN_QR) as HTMLCanvasElement;
    expect(width).to.equal(57 + 8); // version 10, the smallest that takes this text at level L
    expect(find(element, '[part~=qr]').getBoundingClientRect().width).to.be.at.least(240);
  });

  it('is labelled by its purpose, never by its payload, and is nowhere but on screen', async () => {
    const element = await mountDrawn();
    const qr = find(element, '[part~=qr]');
    expect([qr.getAttribute('role'), qr.getAttribute('aria-label'), qr.translate]).to.deep.equal([
      'img',
      'QR code to link your WhatsApp',
      false,
    ]);
    expect(element.outerHTML + (element.shadowRoot?.innerHTML ?? '')).not.to.include(TEXT.slice(0, 20));
  });

  it('may be a picture that is no picture: an error, and nothing of it on screen', async () => {
    const image = `data:image/png;base64,${btoa('\x89PNG\r\n\x1a\n and then nothing of a picture')}`;
    const gateway = new ScriptedGateway({ type: 'qr', image, expiresIn: 60 });
    const element = await mount({ lang: 'en', manual: '' }, { gateway });
    const events = recordEvents(element);
    element.start();
    await isIn(element, 'error');
    expect(events.at(-1)).to.deep.include({ type: 'error' });
    expect(events.at(-1)?.detail['code']).to.equal('bad-response');
    await shows(element, '[part~=support]'); // With fewer words until the chunk has come.
    expect(textOf(element, '[role=alert]')).to.include('unexpected answer');
    expect(element.shadowRoot?.querySelector('[part~=qr]')).to.equal(null);
  });

  it('is covered at the end of the last one, while a scan of it may still show', async () => {
    const time = fakeTime();
    const pace = { every: 1_000, qr: 'life', codes: 1, linger: 60_000 } as const;
    const gateway = new ScriptedGateway({ type: 'qr', text: '2@last', expiresIn: 20 }, { pace });
    const element = await mount({ lang: 'en' }, { gateway });
    await shows(element, DRAWN_QR);
    gateway.answer = { type: 'waiting' };
    await time.tickAsync(20_000);
    await shows(element, '.over button');
    expect(element.status).to.equal('qr');
    expect(textOf(element, '[role=status]')).to.equal('The code has expired');
    gateway.answer = { type: 'linked' };
    await time.tickAsync(1_000);
    await isIn(element, 'linked');
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, isIn, mount, recordEvents, settled, shows, until } from './world.js';

/** What a person would notice first if the styles had stayed behind. */
function look(element: WaQrLogin): readonly string[] {
  const view = element.ownerDocument.defaultView as Window;
  const card = view.getComputedStyle(find(element, '.card'));
  const status = view.getComputedStyle(find(element, '[role=status]'));
  return [card.borderTopLeftRadius, card.borderTopStyle, status.position, view.getComputedStyle(element).display];
}

async function frame(): Promise<Document> {
  const place = await fixture<HTMLIFrameElement>(html`<iframe width="700" height="800"></iframe>`);
  await until(() => place.contentDocument?.body, 'the frame');
  return place.contentDocument as Document;
}

describe('an element that is moved into another document', () => {
  for (const [how, move] of [
    ['by append', (element: WaQrLogin, to: Document) => to.body.append(element)],
    ['by adoptNode', (element: WaQrLogin, to: Document) => to.body.append(to.adoptNode(element))],
    [
      'within something else',
      (element: WaQrLogin, to: Document) => {
        const box = element.ownerDocument.createElement('div');
        element.replaceWith(box);
        box.append(element);
        to.body.append(box);
      },
    ],
  ] as const)
    it(`takes its styles along, and brings them back: ${how}`, async () => {
      const gateway = new ScriptedGateway(QR);
      const element = await mount({ method: 'qr', lang: 'en' }, { gateway });
      await shows(element, DRAWN_QR);
      const before = look(element);
      const events = recordEvents(element);
      const inner = await frame();
      move(element, inner);
      await settled();
      expect(element.ownerDocument).to.equal(inner);
      expect(look(element)).to.deep.equal(before);
      move(element, document);
      await settled();
      expect(look(element)).to.deep.equal(before);
      expect(events, 'another login').to.deep.equal([]);
      gateway.answer = { type: 'linked', account: { name: 'Ana' } };
      await isIn(element, 'linked');
      element.remove();
    });

  it('also has the styles that come later, in either document', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ method: 'qr', lang: 'en' }, { gateway });
    await shows(element, DRAWN_QR);
    const inner = await frame();
    inner.body.append(element);
    await settled();
    gateway.answer = { type: 'code', code: 'ABCD1234', expiresIn: 60 };
    void element.requestCode('5511999999999');
    await shows(element, '[part~=copy]');
    const inFrame = element.shadowRoot!.adoptedStyleSheets.length;
    document.body.append(element);
    await settled();
    expect([inFrame > 1, element.shadowRoot!.adoptedStyleSheets.length]).to.deep.equal([true, inFrame]);
    element.remove();
  });

  it('is seen and asked for in the new place, and hears there that the window is left', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ manual: '', method: 'qr' }, { gateway });
    const inner = await frame();
    inner.body.append(element);
    element.start();
    await isIn(element, 'qr');
    const { length } = gateway.asked;
    await until(() => gateway.asked.length > length, 'another question');
    element.remove();
    await until(() => element.status === 'idle', 'the end');
  });
});

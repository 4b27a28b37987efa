import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { WaQrLogin } from '../../src/index.js';
import { QR, ScriptedGateway } from '../browser/scripted-gateway.js';
import { DRAWN_QR, find, isIn, mount, recordEvents, settled, shows, until } from '../browser/world.js';

declare global {
  interface Window {
    documentPictureInPicture?: { requestWindow(options?: object): Promise<Window> };
    opening?: Promise<Window | null>;
  }
}

/** Runs in the page as if the person had just clicked, which windows want. */
const asPerson = (expression: string) =>
  executeServerCommand('cdp', { method: 'Runtime.evaluate', params: { expression, userGesture: true } });

/** The windows that a page can move its parts into, by what opens them. */
const WINDOWS = {
  'a window of its own': `opening = Promise.resolve(open('about:blank', '', 'width=800,height=800'))`,
  'a picture-in-picture window': `opening = documentPictureInPicture.requestWindow({ width: 700, height: 700 })`,
};

const radius = (element: WaQrLogin) =>
  (element.ownerDocument.defaultView as Window).getComputedStyle(find(element, '.card')).borderTopLeftRadius;

for (const [name, open] of Object.entries(WINDOWS))
  describe(`an element that a page moves into ${name}`, () => {
    let popped: Window | null;
    before(async () => {
      await asPerson(open);
      popped = (await window.opening) ?? null;
    });
    after(() => popped?.close());

    it('goes on there in its own looks, and is linked back in the page', async () => {
      const gateway = new ScriptedGateway(QR);
      const element = await mount({ method: 'qr', lang: 'en' }, { gateway });
      await shows(element, DRAWN_QR);
      const [before, home] = [radius(element), element.parentElement as HTMLElement];
      const events = recordEvents(element);
      popped!.document.body.append(element);
      await settled();
      expect(element.ownerDocument).to.equal(popped!.document);
      expect([before === '0px', radius(element)]).to.deep.equal([false, before]);
      home.append(element);
      await settled();
      expect(radius(element)).to.equal(before);
      expect(events).to.deep.equal([]);
      gateway.answer = { type: 'linked' };
      await isIn(element, 'linked');
    });

    it('ends its login with that window', async () => {
      const gateway = new ScriptedGateway(QR);
      const element = await mount({ method: 'qr' }, { gateway });
      await isIn(element, 'qr');
      popped!.document.body.append(element);
      await settled();
      popped!.close();
      await until(() => popped!.closed, 'the end of the window');
      let asked = -1;
      await until(async () => {
        const was = asked;
        asked = gateway.asked.length;
        await settled();
        return was === asked;
      }, 'the last question');
    });
  });

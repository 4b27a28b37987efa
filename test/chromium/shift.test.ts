import { expect } from '@open-wc/testing';
import '../../src/index.js';
import { ScriptedGateway } from '../browser/scripted-gateway.js';
import { DRAWN_QR, isIn, settled, shows, until } from '../browser/world.js';

type LayoutShift = PerformanceEntry & { readonly value: number };

/** How far the page moves meanwhile. Of its whole life, https://web.dev/articles/cls calls up to 0.1 good. */
async function shifts(act: () => Promise<void>): Promise<number> {
  let sum = 0;
  const count = (entries: PerformanceEntryList) => {
    for (const entry of entries) sum += (entry as LayoutShift).value;
  };
  const observer = new PerformanceObserver((list) => count(list.getEntries()));
  observer.observe({ type: 'layout-shift' });
  await act();
  count(observer.takeRecords());
  observer.disconnect();
  return sum;
}

function createBox(width: number): HTMLElement {
  const box = document.createElement('div');
  box.style.inlineSize = `${width}px`;
  return box;
}

describe('the layout', () => {
  for (const width of [320, 360, 390, 600, 720, 900])
    it(`stays where it is from the first frame to the second code, ${width} px wide`, async () => {
      const gateway = new ScriptedGateway({ type: 'waiting' });
      const box = createBox(width);
      const sum = await shifts(async () => {
        const element = document.createElement('wa-qr-login');
        Object.assign(element, { gateway, lang: 'en', method: 'qr' });
        box.append(element, 'What follows on the page');
        document.body.append(box);
        await isIn(element, 'waiting');
        await settled();
        for (const [n, text] of ['2@one', '2@two'].entries()) {
          gateway.answer = { type: 'qr', text, expiresIn: 60 };
          await shows(element, DRAWN_QR);
          await until(() => element.shadowRoot?.querySelector('.odd') !== null === (n === 0), text);
          await settled();
        }
      });
      box.remove();
      expect(sum).to.be.below(0.02);
    });

  it('is seen to shift by this measure where something comes above what stands there', async () => {
    const box = createBox(360);
    const below = Object.assign(document.createElement('p'), { textContent: 'What follows on the page' });
    box.append(below);
    document.body.append(box);
    await settled();
    const sum = await shifts(async () => {
      const above = document.createElement('div');
      above.style.blockSize = '300px';
      below.before(above);
      await settled();
    });
    box.remove();
    expect(sum).to.be.above(0.02);
  });
});

import { expect } from '@open-wc/testing';
import '../../src/index.js';
import { Scripted, pause, seen } from '../browser/world.js';

/** Of the page's whole life so far: https://web.dev/articles/cls calls up to 0.1 good. */
async function shifts(act: () => Promise<void>): Promise<number> {
  let sum = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
  });
  observer.observe({ type: 'layout-shift' });
  await act();
  await pause(100);
  observer.disconnect();
  return sum;
}

describe('the layout', () => {
  for (const width of [320, 360, 390, 600, 720, 900])
    it(`stays where it is from the first frame to the second code, ${width} px wide`, async () => {
      const gateway = new Scripted({ type: 'waiting' });
      const box = document.createElement('div');
      box.style.inlineSize = `${width}px`;
      const sum = await shifts(async () => {
        const element = document.createElement('wa-qr-login');
        element.gateway = gateway;
        element.lang = 'en';
        element.method = 'qr';
        box.append(element, 'What follows on the page');
        document.body.append(box);
        await seen(() => element.status === 'waiting' && element.shadowRoot?.querySelector('h2'), 'words');
        await pause(50);
        for (const text of ['2@one', '2@two']) {
          gateway.says = { type: 'qr', text, expiresIn: 60 };
          await seen(() => element.shadowRoot?.querySelector('.qr svg'), text);
          await pause(50);
        }
      });
      box.remove();
      expect(sum).to.be.below(0.02);
    });
});

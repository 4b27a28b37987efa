import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { sizeQr } from '../../src/qr/size-qr.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { find, mount, shows, until } from './world.js';

/** As long as what WhatsApp makes: 57 modules, and 69 with its link in front. */
const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;
const LONG = `https://wa.me/settings/linked_devices#${TEXT}${'x'.repeat(60)}`;

const own = Object.getOwnPropertyDescriptor(globalThis, 'devicePixelRatio')!;
afterEach(() => Object.defineProperty(globalThis, 'devicePixelRatio', own));

async function shown(text: string, width: number): Promise<WaQrLogin> {
  const element = await mount({ method: 'qr' }, { gateway: new ScriptedGateway({ type: 'qr', text }) });
  element.style.inlineSize = `${width}px`;
  await shows(element, '.qr canvas');
  await element.updateComplete;
  return element;
}

const canvasOf = (element: WaQrLogin) => find(element, '.qr canvas') as HTMLCanvasElement;

/** How many device pixels a module is wide. */
function module(element: WaQrLogin): number {
  const canvas = canvasOf(element);
  return (canvas.getBoundingClientRect().width * devicePixelRatio) / canvas.width;
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 0.01;

describe('the size of a code', () => {
  for (const modules of [65, 77])
    for (const available of [240, 264, 300.5, 350, 560])
      for (const ratio of [1, 1.100000023841858, 1.25, 1.5, 2, 2.625, 3])
        it(`is whole device pixels a module: ${modules} in ${available} px at ${ratio}×`, () => {
          const canvas = Object.assign(document.createElement('canvas'), { width: modules, height: modules });
          sizeQr(canvas, available, ratio);
          const width = parseFloat(canvas.style.inlineSize);
          const pixels = (width * ratio) / modules;
          expect(isWhole(pixels), `${pixels} px`).to.equal(true);
          expect(width).to.be.at.most(available + 0.01);
          expect(width + modules / ratio).to.be.above(available);
        });

  it('keeps what fits exactly', () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 65, height: 65 });
    for (const ratio of [1.1, 1.100000023841858, 1.3333333730697632]) {
      sizeQr(canvas, (65 * 4) / ratio, ratio);
      expect((parseFloat(canvas.style.inlineSize) * ratio) / 65).to.be.closeTo(4, 0.01);
    }
  });

  it('is all there is where a module would be less than a device pixel', () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 177, height: 177 });
    sizeQr(canvas, 100, 1);
    expect(canvas.style.inlineSize).to.equal('100%');
  });
});

describe('a code on the card', () => {
  for (const [what, text] of Object.entries({ short: TEXT, long: LONG }))
    for (const width of [280, 320, 360, 720])
      it(`has whole device pixels a module, and stays within: ${what}, ${width} px`, async () => {
        const element = await shown(text, width);
        await until(
          () => isWhole(module(element)),
          () => `whole pixels, not ${module(element)}`,
        );
        if (width >= 360) expect(module(element)).to.be.at.least(4 * devicePixelRatio);
        const [code, tile] = [canvasOf(element).getBoundingClientRect(), find(element, '.qr').getBoundingClientRect()];
        expect(code.left).to.be.at.least(tile.left);
        expect(code.right).to.be.at.most(tile.right);
        expect(code.width).to.be.closeTo(code.height, 0.01);
        expect(code.left - tile.left).to.be.closeTo(tile.right - code.right, 1.01);
        expect(getComputedStyle(canvasOf(element)).imageRendering).to.match(/pixelated|crisp-edges/);
      });

  it('has five pixels a module beside the steps, where a code is as long as those of today', async () => {
    const element = await shown('x'.repeat(237), 720);
    await until(
      () => module(element) === 5 * devicePixelRatio,
      () => `five pixels, not ${module(element)}`,
    );
  });

  it('follows the card, and comes back', async () => {
    const element = await shown(LONG, 720);
    await until(() => isWhole(module(element)), 'whole pixels');
    const wide = module(element);
    element.style.inlineSize = '280px';
    await until(() => module(element) < wide && isWhole(module(element)), 'a smaller code');
    expect(element.scrollWidth).to.be.at.most(280);
    element.style.inlineSize = '720px';
    await until(() => module(element) === wide, 'the code as it was');
  });

  it('follows its enlargement, and comes back', async () => {
    const element = await shown(TEXT, 720);
    await until(() => isWhole(module(element)), 'whole pixels');
    const before = module(element);
    find(element, '[part~=resize]').click();
    await until(
      () => module(element) > before && isWhole(module(element)),
      () => `a larger code, not ${module(element)} px`,
    );
    find(element, '[part~=resize]').click();
    await until(() => module(element) === before, 'the code as it was');
  });

  it('follows the zoom of its page, until it is removed', async () => {
    const element = await shown(TEXT, 360);
    await until(() => isWhole(module(element)), 'whole pixels');
    const zoom = (ratio: number) => {
      Object.defineProperty(document.defaultView, 'devicePixelRatio', { get: () => ratio, configurable: true });
      dispatchEvent(new Event('resize'));
    };
    await until(
      () => {
        zoom(1.3); // The card may begin to listen a moment after it has drawn the code.
        return isWhole(module(element));
      },
      () => `whole pixels: ${module(element)} px`,
    );
    const canvas = canvasOf(element);
    const former = canvas.style.inlineSize;
    element.remove();
    await Promise.resolve();
    zoom(1.7);
    expect(canvas.style.inlineSize).to.equal(former);
  });
});

import { expect } from '@open-wc/testing';
import { disable, enable } from 'darkreader';
import type { LoginUpdate } from '../../src/index.js';
import { drawPicture } from '../../src/qr/draw.js';
import { readScreen } from './screen.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { find, mount, shows, until } from './world.js';

/** As long as what WhatsApp makes. */
const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;

async function picture(): Promise<string> {
  const code = await drawPicture({ text: TEXT });
  const large = Object.assign(document.createElement('canvas'), { width: 4 * code.width, height: 4 * code.width });
  const context = large.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(code, 0, 0, large.width, large.width);
  return large.toDataURL();
}

describe('a code on a page that Dark Reader recolours', () => {
  afterEach(() => disable());

  for (const theme of ['light', 'dark'] as const)
    for (const kind of ['text', 'image'] as const)
      it(`is read off the screen: ${kind}, theme ${theme}`, async () => {
        const says: LoginUpdate = kind === 'text' ? { type: 'qr', text: TEXT } : { type: 'qr', image: await picture() };
        const element = await mount({ theme, method: 'qr' }, { gateway: new ScriptedGateway(says) });
        enable({ brightness: 100 });
        await until(() => brightness(document.body) < 100, 'a dark page');
        await shows(element, '.qr canvas');
        expect(await readScreen(element)).to.equal(TEXT);
      });

  it('is what a style sheet’s colours are not: they change', async () => {
    const element = await mount(
      { theme: 'light', method: 'qr' },
      { gateway: new ScriptedGateway({ type: 'qr', text: TEXT }) },
    );
    await shows(element, '.qr canvas');
    expect(brightness(find(element, '.card'))).to.equal(255);
    enable({ brightness: 100 });
    await until(() => brightness(find(element, '.card')) < 100, 'a dark card');
    expect(await readScreen(element)).to.equal(TEXT);
  });
});

/** Of its background: the red of it, 0 to 255. */
function brightness(element: Element): number {
  return Number(/\d+/.exec(getComputedStyle(element).backgroundColor)?.[0]);
}

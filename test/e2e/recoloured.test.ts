import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { payload } from '../../demo/gallery-states.js';
import { startDemo, type Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { decode } from '../tools/decode.js';
import { codeIsPainted } from './gallery-code.js';

/** Chrome for Android's "Dark theme for websites", which is a flag on a computer: pages without a dark theme are recoloured. */
describe('where Chrome recolours pages (Auto Dark)', () => {
  let demo: Demo;
  let browser: Browser;
  let lens: Page;
  before(async () => {
    [demo, browser] = await Promise.all([
      startDemo({ port: 0 }),
      launchChromium({
        args: ['--enable-features=WebContentsForceDark', '--blink-settings=forceDarkModeEnabled=true'],
      }),
    ]);
    lens = await browser.newPage();
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  for (const theme of ['light', 'dark', 'auto'])
    for (const state of ['qr', 'qr-image'])
      it(`a code is read off the screen: ${state}, theme ${theme}`, async () => {
        const page = await browser.newPage();
        await page.setViewport({ width: 480, height: 900 });
        await page.goto(
          `${demo.address}demo/gallery.html?${new URLSearchParams({ state, theme, width: '360', bare: '' })}`,
        );
        await codeIsPainted(page);
        const png = await page.screenshot({ encoding: 'base64' });
        await page.close();
        assert.deepEqual(await decode(lens, png), { jsqr: payload, qr: payload });
      });

  it('what is painted by a style sheet is recoloured', async () => {
    const page = await browser.newPage();
    await page.setContent('<!doctype html><style>body { background: #fff }</style>');
    const png = await page.screenshot({ encoding: 'base64', clip: { x: 40, y: 40, width: 1, height: 1 } });
    const shade = await lens.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, 1, 1).data[0]!;
    }, png);
    await page.close();
    assert.ok(shade < 100, `white has become ${shade}: this Chromium does not recolour pages`);
  });
});

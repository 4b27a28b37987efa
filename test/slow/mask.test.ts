import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import qrcode from 'qrcode/lib/core/qrcode.js';
import { encodeText } from '../../src/qr/encode-text.js';
import { randomPayload } from '../../src/simulator/random.js';
import { launchChromium } from '../tools/browser-page.js';
import { decode, type Degradation } from '../tools/decode.js';

/** Of each form of payload. */
const PAYLOADS = 100;

/** At 4 px a module, what both decoders read of any mask (src/qr/README.md). */
const DEGRADATIONS: Readonly<Record<string, Degradation>> = {
  'as it is': {},
  'through a little blur': { blur: 1 },
  'turned by 5°': { turn: 5 },
  'turned by -5°': { turn: -5 },
  'as a JPEG': { jpeg: 0.3 },
  'at 3 px a module': { scale: 0.75 },
};

describe('a code that is drawn with one mask', () => {
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
  });
  after(() => browser.close());

  for (const form of ['raw', 'url'] as const)
    it(`is read by two decoders: ${PAYLOADS} random texts, ${form}`, async () => {
      const misread: Record<string, number> = {};
      for (let made = 0; made < PAYLOADS; made++) {
        const text = randomPayload(form);
        const { size, data } = encodeText(text, qrcode);
        const png = await page.evaluate(draw, size, Array.from(data));
        for (const [what, degradation] of Object.entries(DEGRADATIONS)) {
          const read = await decode(page, png, degradation);
          for (const [decoder, found] of Object.entries(read))
            if (found !== text) misread[`${what}, ${decoder}`] = (misread[`${what}, ${decoder}`] ?? 0) + 1;
        }
      }
      assert.deepEqual(misread, {});
    });
});

/** Runs in the page: a PNG in base64, 4 px a module. */
function draw(size: number, data: readonly number[]): string {
  const side = 4 * (size + 8);
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#000';
  for (const [i, dark] of data.entries())
    if (dark) context.fillRect(16 + 4 * (i % size), 16 + 4 * Math.floor(i / size), 4, 4);
  return canvas.toDataURL().split(',')[1]!;
}

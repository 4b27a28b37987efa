import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { payload } from '../../demo/gallery-states.js';
import { startDemo, type Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { decode, type Degradation } from '../tools/decode.js';
import { codeIsPainted } from './gallery-code.js';

interface Screen {
  readonly theme?: 'light' | 'dark';
  readonly width?: '280' | '360' | '720';
  readonly state?: 'qr' | 'qr-image' | 'qr-large';
  /** Device pixels per CSS pixel. */
  readonly ratio?: number;
  readonly forced?: boolean;
}

/** Version 10 and its quiet zone: what WhatsApp's text takes at level L. */
const MODULES = 57 + 8;

describe('the QR code on screen', { concurrency: 3 }, () => {
  let demo: Demo;
  let browser: Browser;
  let lens: Page;
  before(async () => {
    [demo, browser] = await Promise.all([startDemo({ port: 0 }), launchChromium()]);
    lens = await browser.newPage();
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  const shots = new Map<string, ReturnType<typeof take>>();
  /** Each screen is painted once, however often it is read. */
  function shoot(screen: Screen): ReturnType<typeof take> {
    const key = JSON.stringify(screen);
    const shot = shots.get(key) ?? take(screen);
    shots.set(key, shot);
    return shot;
  }

  /** The whole window as it is painted, and how wide the code is in it. */
  async function take({ theme = 'light', width = '360', state = 'qr', ratio = 1, forced }: Screen) {
    const page = await browser.newPage({ type: 'window' });
    await page.setViewport({ width: width === '720' ? 800 : 480, height: 900, deviceScaleFactor: ratio });
    if (forced) await forceColors(page);
    const search = new URLSearchParams({ theme, width, state, bare: '' }).toString();
    await page.goto(`${demo.address}demo/gallery.html?${search}`);
    await codeIsPainted(page);
    const png = await page.screenshot({ encoding: 'base64' });
    // Not before: on a busy machine the code is fitted to the card at the last moment.
    const side = await page.$eval('wa-qr-login >>> .qr > *', (code) => code.getBoundingClientRect().width);
    await page.close();
    return { png, side: side * ratio };
  }

  async function reads(screen: Screen, degradation?: Degradation): Promise<void> {
    const { png } = await shoot(screen);
    assert.deepEqual(await decode(lens, png, degradation), { jsqr: payload, qr: payload });
  }

  for (const ratio of [1, 2]) {
    for (const theme of ['light', 'dark'] as const)
      it(`is read in ${theme}, at ${ratio}×`, () => reads({ theme, ratio }));
    it(`is read in forced colours, at ${ratio}×`, () => reads({ ratio, theme: 'dark', forced: true }));
  }

  it('is read at 280 px wide', () => reads({ width: '280' }));
  for (const ratio of [1, 2])
    it(`is read where the gateway sends a picture without a margin, at ${ratio}×`, () =>
      reads({ theme: 'dark', state: 'qr-image', ratio }));
  it('is read beside the steps', () => reads({ width: '720' }));
  it('is read when enlarged', () => reads({ width: '720', state: 'qr-large' }));
  it('is read through a little blur', () => reads({}, { blur: 1 }));
  for (const turn of [-5, 5]) it(`is read when turned by ${turn}°`, () => reads({}, { turn }));

  it('is read when scaled down to 3 px a module', async () => {
    const { png, side } = await shoot({});
    assert.deepEqual(await decode(lens, png, { scale: (3 * MODULES) / side }), { jsqr: payload, qr: payload });
  });
});

async function forceColors(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  const features = [{ name: 'forced-colors', value: 'active' }];
  await session.send('Emulation.setEmulatedMedia', { features });
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, CDPSession, Page, ScreenshotClip } from 'puppeteer-core';
import { payload } from '../../demo/gallery-states.js';
import { startDemo, type Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { decode, type Degradation } from '../tools/decode.js';
import { codeIsPainted, holdRing, nextFrames } from './gallery-code.js';

/** What a gateway sends: the text, or a picture of it. */
interface Form {
  readonly text: string;
  readonly isPicture?: boolean;
}

const FORMS: Readonly<Record<string, Form>> = {
  'a text as WhatsApp makes it today': { text: payload },
  'a text of 275 characters': { text: payload.padEnd(275, 'Zq7+') },
  'a picture without a margin': { text: payload, isPicture: true },
};

const WIDTHS = [280, 320, 360, 390, 720, 900, 1280];
const THEMES = ['light', 'dark', 'forced colours'] as const;
/** How far the ring around the code has run: no picture of it may look like a part of the code. */
const RING = [0, 0.3, 0.62];
/** Where the picture is of the whole window, which takes long to search; elsewhere, of the code and what is around it. */
const WHOLE_AT = 0.3;
/** What is around the code when a camera looks at it, CSS px. */
const AROUND = 40;

/** What screens, hands, rooms and cameras do to a picture. `3 px a module` stands for its scale. */
const DEGRADATIONS: Readonly<Record<string, Degradation | '3 px a module'>> = {
  'a little blur': { blur: 0.7 },
  blur: { blur: 1 },
  'much blur': { blur: 1.5 },
  'far too much blur': { blur: 2 },
  'turned left': { turn: -5 },
  'turned right': { turn: 5 },
  'turned far left': { turn: -10 },
  'turned far right': { turn: 10 },
  JPEG: { jpeg: 0.6 },
  'poor JPEG': { jpeg: 0.3 },
  'very poor JPEG': { jpeg: 0.15 },
  'far away': '3 px a module',
  'a dimmed screen': { brightness: 0.35 },
  'little contrast': { contrast: 0.3 },
  'a lamp in the middle': { glare: [0.5, 0.5] },
  'a lamp at the top': { glare: [0.5, 0.15] },
  'a lamp over the corner without a finder pattern': { glare: [0.8, 0.8] },
  'a noisy camera': { noise: 25 },
  'a dimmed screen, turned and blurred': { brightness: 0.5, turn: 3, blur: 0.7 },
};
const ENOUGH = 16;

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

  for (const [name, form] of Object.entries(FORMS)) {
    it(`is read by both decoders on every screen: ${name}`, async (test) => {
      const screen = await CodeScreen.open(browser, demo, form);
      const missed: string[] = [];
      let count = 0;
      const read = async (png: string, what: string) => {
        count++;
        missed.push(...(await decoders(lens, png, form)).map((decoder) => `${decoder}: ${what}`));
      };
      for (const theme of THEMES)
        for (const ratio of [1, 2])
          for (const width of WIDTHS) {
            await screen.show(theme, width, ratio);
            for (const part of RING) {
              await holdRing(screen.page, part);
              const isWhole = part === WHOLE_AT;
              const png = await (isWhole ? screen.whole() : screen.closeUp());
              await read(png, `${theme}, ${width} px, ${ratio}×, ring at ${part}`);
            }
          }
      await screen.close();
      test.diagnostic(`${count} pictures read by two decoders, ${missed.length} times nothing`);
      assert.deepEqual(missed, []);
    });

    for (const width of [360, 720])
      it(`is read through ${ENOUGH} of ${Object.keys(DEGRADATIONS).length} degradations, ${width} px wide: ${name}`, async (test) => {
        const screen = await CodeScreen.open(browser, demo, form);
        await screen.show('light', width, 1);
        for (const part of RING.slice(1)) {
          await holdRing(screen.page, part);
          const png = await screen.closeUp();
          const scale = 3 / (await screen.pixelsOfModule());
          const missed = { jsqr: [] as string[], qr: [] as string[] };
          for (const [degradation, effect] of Object.entries(DEGRADATIONS))
            for (const decoder of await decoders(lens, png, form, effect === '3 px a module' ? { scale } : effect))
              missed[decoder].push(degradation);
          for (const [decoder, missing] of Object.entries(missed)) {
            const read = Object.keys(DEGRADATIONS).length - missing.length;
            test.diagnostic(`${decoder}, ring at ${part}: ${read} read; not: ${missing.join(', ')}`);
            assert.ok(read >= ENOUGH, `${decoder} misses ${missing.join(', ')}`);
          }
        }
        await screen.close();
      });
  }
});

/** Those of the two decoders that do not read the text. */
async function decoders(lens: Page, png: string, { text }: Form, effect?: Degradation) {
  const found = await decode(lens, png, effect);
  return (['jsqr', 'qr'] as const).filter((decoder) => found[decoder] !== text);
}

/** A page with one card and its code. */
class CodeScreen {
  readonly page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  static async open(browser: Browser, demo: Demo, form: Form): Promise<CodeScreen> {
    const page = await browser.newPage({ type: 'window' }); // a tab in the background paints nothing
    const state = form.isPicture ? 'qr-image' : 'qr';
    await page.goto(
      `${demo.address}demo/gallery.html?${new URLSearchParams({ state, width: '360', theme: 'light', bare: '' })}`,
    );
    await codeIsPainted(page);
    await page.evaluate(showForAnHour, '/demo/gallery-states.ts', form.isPicture ? undefined : form.text);
    await page.waitForFunction(() => document.querySelector('wa-qr-login')?.status === 'qr');
    await codeIsPainted(page);
    return new CodeScreen(page, await page.createCDPSession());
  }

  /** `width`: the window's; the card takes all of it. */
  async show(theme: (typeof THEMES)[number], width: number, ratio: number): Promise<void> {
    await this.page.setViewport({ width, height: width < 640 ? 900 : 640, deviceScaleFactor: ratio });
    const isForced = theme === 'forced colours';
    const features = [{ name: 'forced-colors', value: isForced ? 'active' : 'none' }];
    await this.#session.send('Emulation.setEmulatedMedia', { features });
    await this.page.evaluate(dress, isForced ? 'dark' : theme);
    await nextFrames(this.page);
  }

  async whole(): Promise<string> {
    return this.page.screenshot({ encoding: 'base64' });
  }

  /** The code, its ring and what is around them. */
  async closeUp(): Promise<string> {
    const clip = await this.page.$eval('wa-qr-login >>> .life', boxAround, AROUND);
    return this.page.screenshot({ encoding: 'base64', clip });
  }

  /** CSS px. */
  async pixelsOfModule(): Promise<number> {
    return this.page.$eval('wa-qr-login >>> .qr > canvas', (code) => code.clientWidth / code.width);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/* What follows runs in the page. */

async function showForAnHour(module: string, text: string | undefined): Promise<void> {
  const { scripted, states } = (await import(module)) as typeof import('../../demo/gallery-states.js');
  const said = states['qr-image']!.says as () => Promise<{ type: 'qr'; image: string }>;
  const shown = text === undefined ? await said() : { type: 'qr' as const, text };
  document.querySelector('wa-qr-login')!.gateway = scripted({ says: { ...shown, expiresIn: 3_600 } });
}

function dress(theme: 'light' | 'dark'): void {
  document.body.style.padding = '0';
  const element = document.querySelector('wa-qr-login')!;
  document.documentElement.dataset['theme'] = theme;
  Object.assign(element.parentElement!.style, { padding: '0', inlineSize: '100%' });
  element.parentElement!.dataset['theme'] = theme;
  element.style.inlineSize = '100%';
  element.theme = theme;
}

function boxAround(element: Element, around: number): ScreenshotClip {
  const { x, y, width, height } = element.getBoundingClientRect();
  return {
    x: Math.max(0, x - around),
    y: Math.max(0, y + scrollY - around),
    width: width + 2 * around,
    height: height + 2 * around,
  };
}

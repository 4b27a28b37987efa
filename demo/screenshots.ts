// npm run screenshots [-- folder [name…]] takes pictures of the gallery in Chromium: all, or those whose names begin so. The two
// for the README are written to this folder.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { launchChromium } from '../test/tools/browser-page.js';
import { startDemo } from './server.js';

interface Picture {
  readonly name: string;
  /** The query of the gallery's address; the gallery has a default for each parameter. */
  readonly search: Readonly<Record<string, string>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

const demo = fileURLToPath(new URL('.', import.meta.url));
const readme: readonly Picture[] = [
  {
    name: 'picture-light',
    search: { state: 'qr', theme: 'light', width: '720' },
    viewport: { width: 792, height: 700 },
  },
  { name: 'picture-phone', search: { state: 'code', theme: 'dark' }, viewport: { width: 432, height: 900 } },
];
const sheets: readonly Picture[] = [
  ...['light', 'dark'].flatMap((theme) =>
    ['280', '320', '390', '600', '720', '900'].map((width) => ({
      name: `states-${theme}-${width}`,
      search: { state: 'all', theme, width },
    })),
  ),
  ...['qr', 'code', 'form-number', 'expired', 'linked'].map((state) => ({
    name: `languages-${state}`,
    search: { state, theme: 'light', lang: 'all', width: '390' },
  })),
  ...['de', 'ar', 'he', 'hi', 'ja', 'ko', 'th', 'zh-cn', 'zh-tw'].flatMap((lang) =>
    ['light', 'dark'].flatMap((theme) =>
      ['320', '390', '720', '900'].map((width) => ({
        name: `states-${lang}-${theme}-${width}`,
        search: { state: 'all', theme, lang, width },
      })),
    ),
  ),
];

async function take(browser: Browser, address: string, folder: string, picture: Picture): Promise<void> {
  const page = await browser.newPage();
  const { name, search, viewport = { width: 1600, height: 1200 } } = picture;
  await page.setViewport({ ...viewport, deviceScaleFactor: viewport.width < 1000 ? 2 : 1 });
  const bare = viewport.width < 1000 ? { bare: '' } : {};
  await page.goto(`${address}demo/gallery.html?${new URLSearchParams({ ...search, ...bare }).toString()}`);
  await settled(page);
  const target = viewport.width < 1000 ? await page.waitForSelector('wa-qr-login') : undefined;
  const path = join(folder, `${name}.png`) as `${string}.png`;
  await (target ? page.screenshot({ path, clip: await around(page) }) : page.screenshot({ path, fullPage: true }));
  console.log(path);
  await page.close();
}

/** Returns the area of the card with a margin of 24 px. */
async function around(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const [x = 0, y = 0, width = 0, height = 0] = await page.$eval('wa-qr-login', (element) => {
    const box = element.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height];
  });
  return { x: x - 24, y: y - 24, width: width + 48, height: height + 48 };
}

/** Scrolls through the page, because a card begins when it is on screen, until none is still on its way to its state. */
async function settled(page: Page): Promise<void> {
  do {
    const height = await page.evaluate(() => document.body.scrollHeight);
    for (let y = 0; y < height; y += 600) {
      await page.evaluate((top) => scrollTo(0, top), y);
      await pause(60);
    }
    await page.evaluate(() => scrollTo(0, 0));
    await pause(700);
  } while (await isUnderWay(page));
}

/** Whether a card still waits for what it is to show, or has not drawn its code yet. */
function isUnderWay(page: Page): Promise<boolean> {
  return page.$$eval('figure', (figures) =>
    figures.some((figure) => {
      const card = figure.querySelector('wa-qr-login');
      const shown = figure.dataset['state'] ?? '';
      if (!card || shown.includes('waiting')) return false;
      return card.status === 'waiting' || (card.status === 'qr' && !card.shadowRoot?.querySelector('.qr canvas'));
    }),
  );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const [folder = 'screenshots', ...names] = process.argv.slice(2);
const isChosen = ({ name }: Picture) => names.length === 0 || names.some((start) => name.startsWith(start));
const [server, browser] = await Promise.all([startDemo({ port: 0 }), launchChromium()]);
try {
  for (const picture of readme.filter(isChosen)) await take(browser, server.address, demo, picture);
  await mkdir(folder, { recursive: true });
  for (const picture of sheets.filter(isChosen)) await take(browser, server.address, folder, picture);
} finally {
  await browser.close();
  await server.close();
}

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { snippetWith } from '../tools/snippets.js';
import { drawn, MODULE, World } from './drop-in.js';

declare global {
  /** How much the layout of the page has shifted, each time. */
  var shifts: number[];
}

/** The rule that the README tells every page to have, with what its comment says for narrow ones. */
function rule(): string {
  const css = snippetWith('README.md', 'wa-qr-login:not(:defined)');
  const [, narrow, below] = /\/\* (\d+px) where it is narrower than (\d+px) \*\//.exec(css) ?? [];
  return `${css} @media (max-width: ${below}) { wa-qr-login:not(:defined) { min-height: ${narrow} } }`;
}

/** The whole life of a page whose script is slow: its first paint without the element's class, the skeleton, the code. */
describe('the layout of a page with the rule of the README', () => {
  let world: World;

  before(async () => (world = await World.start()));
  beforeEach(() => world.reset());
  after(() => world.close());

  async function shiftsOf(width: number, css: string, lang = 'en'): Promise<number> {
    let come = () => {};
    const script = new Promise<void>((resolve) => (come = resolve));
    world.site.hold = (path) => (path.startsWith('/wa-qr-login') ? script : undefined);
    const page = await world.browser.newPage();
    await page.setViewport({ width, height: 800 });
    await page.evaluateOnNewDocument(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          globalThis.shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    world.site.pages.set(
      '/page',
      `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><meta name="viewport" content="width=device-width"><style>body { margin: 0 } ${css}</style>
      ${world.element(world.account(), 'app-name="Acme CRM"')}<p>What follows on the page.</p>${MODULE}`,
    );
    const loaded = page.goto(`${world.site.origin}/page`);
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    come();
    await loaded;
    await drawn(page);
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
    );
    return page.evaluate(() => globalThis.shifts.reduce((sum, value) => sum + value, 0));
  }

  /** https://web.dev/articles/cls calls up to 0.1 good. */
  const MOST = 0.02;

  for (const width of [320, 360, 390, 600, 720, 900])
    it(`moves by at most ${MOST}, ${width} px wide, in Latin, Arabic, Indian and East Asian letters`, async () => {
      for (const lang of ['en', 'de', 'ar', 'hi', 'ja', 'th']) {
        const sum = await shiftsOf(width, rule(), lang);
        assert.ok(sum <= MOST, `${lang} moved by ${sum}`);
      }
    });

  it('would move by far more without the rule', async () => {
    assert.ok((await shiftsOf(360, '')) > 0.5);
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Gateway } from '../../src/gateways/gateway.js';
import { createRelay, type FirstCode } from '../../src/relay/index.js';
import { environmentFor, startNode } from '../backends/running-example.js';
import { decode } from '../tools/decode.js';
import { snippetWith } from '../tools/snippets.js';
import { drawn, MODULE, until, World } from './drop-in.js';
import { passTimeUntil, installPageClock } from './page-clock.js';

const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'`;

declare global {
  /** How much the layout of the page has shifted, and what its policy has refused. */
  var noted: { shifts: number; refused: string[] };
}

/** The rules that both READMEs tell a page to have, with what their comments say for narrow ones. */
function rules(): string {
  const room = snippetWith('README.md', 'wa-qr-login:not(:defined)');
  const place = snippetWith('src/relay/README.md', 'wa-qr-login:not(:defined) > svg');
  const [, height, below] = /\/\* (\d+px) where it is narrower than (\d+px) \*\//.exec(room) ?? [];
  const [, top, narrow] = /\/\* (\d+px) where it is narrower than (\d+px) \*\//.exec(place) ?? [];
  return `${room} ${place}
    @media (max-width: ${below}) { wa-qr-login:not(:defined) { min-height: ${height} } }
    @media (max-width: ${narrow}) { wa-qr-login:not(:defined) > svg { top: ${top}; margin-inline: auto } }`;
}

/** The code as a server hands it over. */
async function firstCode(expiresIn = 600): Promise<FirstCode> {
  const gateway: Gateway = {
    key: 'one',
    methods: ['qr'],
    pace: { every: 1_000, qr: 'answer', fastest: { qr: 1, state: 1 }, codes: 5, window: 1e6, patience: 1e6, grace: 0 },
    qr: () => Promise.resolve({ type: 'qr', text: TEXT, expiresIn }),
    state: () => Promise.resolve(undefined),
  };
  return createRelay({ gateway }).first(new Request('https://host.example/page'), { wait: 10 });
}

describe('a page that brings its first code along', () => {
  let world: World;
  let lens: Page;

  before(async () => {
    world = await World.start();
  });
  beforeEach(async () => {
    await world.reset();
    lens = await world.browser.newPage();
  });
  after(() => world.close());

  /** Serves the page, and a backend that answers with the same code at once. */
  async function serve(head = '', first?: FirstCode): Promise<void> {
    const { html, update } = first ?? (await firstCode());
    world.site.pages.set('/login', JSON.stringify(update));
    world.site.pages.set(
      '/page',
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Page</title>${head}
      <wa-qr-login backend-url="/login" method="qr" app-name="Acme CRM">${html}</wa-qr-login><p>What follows on the page.</p>${MODULE}`,
    );
  }

  async function open(width = 900, ratio = 1): Promise<Page> {
    const page = await world.browser.newPage();
    await page.setViewport({ width, height: 1_000, deviceScaleFactor: ratio });
    return page;
  }

  const read = async (page: Page) => {
    await page.bringToFront();
    return decode(lens, await page.screenshot({ encoding: 'base64' }));
  };
  const BOTH = { jsqr: TEXT, qr: TEXT };
  const login = () => world.site.asked.filter((path) => path.startsWith('/login'));

  for (const [width, ratio] of [
    [900, 1],
    [900, 2],
    [360, 3],
  ] as const)
    it(`is read off the screen without any script, under a strict policy, ${width} px wide at a ratio of ${ratio}`, async () => {
      await serve();
      world.site.headers = { 'content-security-policy': POLICY };
      const page = await open(width, ratio);
      await page.setJavaScriptEnabled(false);
      await page.goto(`${world.site.origin}/page`);
      assert.deepEqual(await read(page), BOTH);
      assert.deepEqual(login(), []);
    });

  it('hides the code at its end, without any script', async () => {
    await serve('', await firstCode(1));
    const page = await open();
    await page.setJavaScriptEnabled(false);
    await page.goto(`${world.site.origin}/page`);
    const visibility = () => page.$eval('svg', (svg) => getComputedStyle(svg).visibility);
    for (let tries = 0; (await visibility()) !== 'hidden'; tries++) {
      assert.ok(tries < 600, 'it stays');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.deepEqual(await read(page), { jsqr: undefined, qr: undefined });
  });

  it('asks for no first code, refuses nothing of its policy, and goes on by the version that it was handed', async () => {
    const first = await firstCode();
    await serve('', first);
    world.site.headers = { 'content-security-policy': POLICY };
    const page = await open();
    await installPageClock(page);
    await note(page);
    await page.goto(`${world.site.origin}/page`);
    await drawn(page);
    assert.deepEqual(login(), []);
    await passTimeUntil(page, () =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/login?')),
    );
    assert.deepEqual(login()[0], `/login?want=qr&wait=20&seen=${first.update.version}`);
    assert.deepEqual(await read(page), BOTH);
    assert.equal(await page.$eval('wa-qr-login', (element) => element.childElementCount), 0);
    assert.deepEqual(await page.evaluate(() => globalThis.noted.refused), []);
  });

  for (const width of [390, 900])
    it(`can be scanned all the time, and moves nothing, ${width} px wide`, async () => {
      await serve(`<style>body { margin: 0 } ${rules()}</style>`);
      const [entry, card] = [new Gate(), new Gate()];
      world.site.hold = (path) =>
        path.startsWith('/wa-qr-login') ? entry.open : path.startsWith('/card-') ? card.open : undefined;
      const page = await open(width);
      await note(page);
      const loaded = page.goto(`${world.site.origin}/page`);
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      const before = await middleOf(page, 'svg');
      assert.deepEqual(await read(page), BOTH, 'before the element');
      entry.let();
      await until(() => world.site.asked.some((path) => path.startsWith('/card-')), 'the frame');
      await page.waitForFunction(() => document.querySelector('wa-qr-login > svg')?.assignedSlot);
      const meanwhile = await middleOf(page, 'svg');
      assert.deepEqual(await read(page), BOTH, 'in the frame');
      card.let();
      await loaded;
      await drawn(page);
      assert.deepEqual(await read(page), BOTH, 'drawn');
      const places = [before, meanwhile, await middleOf(page, 'wa-qr-login >>> canvas')];
      for (const axis of ['x', 'y'] as const) {
        const along = places.map((place) => place[axis]);
        assert.ok(Math.max(...along) - Math.min(...along) <= 3, `${axis}: ${along.join(', ')}`);
      }
      const { shifts } = await page.evaluate(() => globalThis.noted);
      // The words of the card, which come with it, may move it by a line (drop-in-shift.test.ts).
      console.log(`${width} px wide, the layout shifts by ${shifts.toFixed(4)}`);
      assert.ok(shifts < 0.02, `moved by ${shifts}`);
      assert.ok(!login().includes('/login?want=qr'));
    });

  it('is what the example for Express makes of a gateway’s picture', async (t) => {
    const account = world.gateway.simulator.add({ gateway: 'green-api' });
    const origin = await startNode(t, 'demo/examples/express-page.ts', environmentFor(world.gateway.origin, account));
    const page = await open();
    await page.setJavaScriptEnabled(false);
    await page.goto(`${origin}/whatsapp`);
    assert.equal(await page.$('svg'), null, 'a stranger is handed a code');
    await world.browser.setCookie({ name: 'session', value: 'demo', domain: 'localhost', path: '/' });
    const answer = await page.goto(`${origin}/whatsapp`);
    assert.equal(answer?.headers()['cache-control'], 'no-store');
    assert.deepEqual(await read(page), { jsqr: account.qr, qr: account.qr });
    await page.setJavaScriptEnabled(true);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${origin}/whatsapp`);
    await drawn(page);
    assert.deepEqual(
      asked.filter((url) => url.endsWith('?want=qr')),
      [],
    );
    assert.deepEqual(await read(page), { jsqr: account.qr, qr: account.qr });
  });
});

/** Holds answers until it is opened. */
class Gate {
  let: () => void = () => undefined;
  readonly open = new Promise<void>((resolve) => (this.let = resolve));
}

async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const handle = await page.$(selector);
  const { x, y, width, height } = (await handle?.boundingBox()) ?? assert.fail(`no ${selector}`);
  return { x: x + width / 2, y: y + height / 2 };
}

async function note(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    globalThis.noted = { shifts: 0, refused: [] };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      if (!blockedURI.includes('favicon')) globalThis.noted.refused.push(`${violatedDirective} ${blockedURI}`);
    });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        globalThis.noted.shifts += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

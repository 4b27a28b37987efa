import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { CLASSIC, drawn, has, MODULE, status, statusInTime, World } from '../e2e/drop-in.js';
import { launchOldestChromium, OLDEST_CHROMIUM } from '../tools/oldest-chromium.js';

const QR = JSON.stringify({ type: 'qr', text: '2@a-code-of-the-page-s-own-backend', expiresIn: 600 });
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';

/** What the card needs of a browser shows here: a newer feature would be an error, or a look that is not there. */
describe(`the built files in Chromium ${OLDEST_CHROMIUM}, the oldest that the README names`, () => {
  let world: World;

  before(async () => (world = await World.start(launchOldestChromium)));
  beforeEach(() => world.reset());
  after(() => world.close());

  const backend = (more = '') => `<wa-qr-login backend-url="/login" ${more}></wa-qr-login>${MODULE}`;
  const styleOf = (page: Page, part: string, property: string) =>
    page.$eval(
      'wa-qr-login',
      (login, selector, name) => getComputedStyle(login.shadowRoot!.querySelector(selector)!).getPropertyValue(name),
      part,
      property,
    );

  it('run in that version', async () => {
    assert.equal((await world.browser.version()).replace(/\D+(\d+)\..*/, '$1'), String(OLDEST_CHROMIUM));
    assert.match(readFileSync('README.md', 'utf8'), new RegExp(`from ${OLDEST_CHROMIUM} on`));
  });

  for (const script of [MODULE, CLASSIC])
    it(`draw a code and link a number: ${script}`, async () => {
      const account = world.account();
      const page = await world.open(world.element(account) + script);
      await drawn(page);
      account.scan(account.qr ?? '');
      await status(page, 'linked');
      await has(page, '[part~=account]');
      assert.deepEqual(page.crashes, []);
    });

  it('draw a picture of a code', async () => {
    const picture = JSON.stringify({ type: 'qr', image: `data:image/png;base64,${PIXEL}`, expiresIn: 600 });
    world.site.pages.set('/login', picture);
    const page = await world.open(backend('method="qr"'));
    await drawn(page);
    assert.deepEqual(page.crashes, []);
  });

  for (const [theme, surface] of [
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(23, 32, 28)'],
  ] as const)
    it(`have their colours, and as much room as the card (${theme})`, async () => {
      world.site.pages.set('/login', QR);
      const page = await world.open(backend(`method="qr" theme="${theme}"`));
      await drawn(page);
      assert.equal(await styleOf(page, '.card', 'background-color'), surface);
      // What is as wide as the container, and the place of the code beside the steps, are container queries.
      const width = await page.$eval('wa-qr-login >>> [part~=qr]', (qr) => qr.getBoundingClientRect().width);
      assert.equal(width, 325);
    });

  it('ask for a number, frame the field that is wrong, and show a pairing code', async () => {
    const account = world.account();
    const page = await world.open(world.element(account, 'lang="pt"').replace('method="qr"', 'method="code"') + MODULE);
    await has(page, 'input[type=tel]');
    await page.locator('wa-qr-login >>> input[type=tel]').fill('123');
    await page.locator('wa-qr-login >>> button[type=submit]').click();
    await has(page, '.field:has([aria-invalid=true])');
    await page.locator('wa-qr-login >>> input[type=tel]').fill('5511999999999');
    await page.locator('wa-qr-login >>> button[type=submit]').click();
    await has(page, '[part~=code]');
    assert.deepEqual(page.crashes, []);
  });

  it('say what went wrong, and go on by the button', async () => {
    world.site.pages.set('/login', JSON.stringify({ type: 'error', code: 'quota', message: 'no more' }));
    const page = await world.open(backend('method="qr"'));
    await statusInTime(page, 'error');
    await has(page, '[role=alert]');
    world.site.pages.set('/login', QR);
    await page.evaluate(() => document.querySelector('wa-qr-login')?.restart());
    await drawn(page);
    assert.deepEqual(page.crashes, []);
  });
});

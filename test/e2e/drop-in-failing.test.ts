import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { HTTPRequest } from 'puppeteer-core';
import { drawn, drawnInTime, has, MODULE, statusInTime, until, World, type Tab } from './drop-in.js';

const QR = JSON.stringify({ type: 'qr', text: '2@a-code-before-the-network-fails', expiresIn: 600 });
const ELEMENT = '<wa-qr-login backend-url="/login" method="qr"></wa-qr-login>';
/** The chunk with the states that follow the code, and its texts. */
const LATER = /^\/(?:more|en-later)-/;

/** What a person reads in the middle of the card. */
const wordsOf = (page: Tab) =>
  page.evaluate(() => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('.body')?.textContent ?? '');

describe('a network that fails after the first code', () => {
  let world: World;
  /** Lets go whatever is held. */
  let release: () => void;

  before(async () => (world = await World.start()));
  beforeEach(async () => {
    await world.reset();
    world.site.pages.set('/login', QR);
    const released = new Promise<void>((resolve) => (release = resolve));
    world.site.hold = (path) => (LATER.test(path) ? released : undefined);
  });
  after(() => world.close());

  const asksForLater = () => world.site.asked.some((path) => LATER.test(path));

  it('leaves a card that says so in the words that it has, with a way on, and shows all again when it is back', async () => {
    const page = await world.open(ELEMENT + MODULE);
    await drawn(page);
    await until(asksForLater, 'the chunk that never comes');
    const fail = (request: HTTPRequest) => void request.abort('internetdisconnected');
    await page.setRequestInterception(true);
    page.on('request', fail);
    await statusInTime(page, 'error');
    assert.match(await wordsOf(page), /That did not work/);
    assert.match(await wordsOf(page), /Try again/);
    await has(page, '[role=alert][part=error]');

    page.off('request', fail);
    await page.setRequestInterception(false);
    release();
    await page.evaluate(() => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('button')?.click());
    await drawnInTime(page);
    assert.deepEqual(page.crashes, []);
  });

  it('says more as soon as the chunk is there', async () => {
    world.site.pages.set('/login', JSON.stringify({ type: 'error', code: 'inactive' }));
    const page = await world.open(ELEMENT + MODULE);
    await statusInTime(page, 'error');
    await until(asksForLater, 'the chunk');
    await has(page, '[role=alert]');
    const before = await wordsOf(page);
    assert.match(before, /That did not work/);
    release();
    await has(page, '[part=support]');
    assert.match(await wordsOf(page), /inactive/);
    assert.doesNotMatch(before, /inactive/);
  });

  it('has had what shows a failure fetched at its first sign, before any code', async () => {
    world.site.pages.delete('/login');
    world.site.fail(/^\/login/);
    const page = await world.open(ELEMENT + MODULE);
    await until(asksForLater, 'the chunk');
    const status = await page.evaluate(() => document.querySelector('wa-qr-login')?.getAttribute('status'));
    assert.equal(status, 'waiting');
  });
});

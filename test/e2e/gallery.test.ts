import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { states } from '../../demo/gallery-states.js';
import { startDemo, type Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { LANGUAGES } from '../../src/messages/index.js';
import { texts } from '../../src/messages/later/en.js';

/** What can be done about a passkey, in each state of it. */
const PASSKEYS = {
  'passkey-ready': texts.passkeyContinue,
  'passkey-compare': texts.passkeyCompare,
  'passkey-missing': texts.passkeyInstall,
  'passkey-phone': texts.passkeyComputer,
};

/** Waits until the cards of a state show a text, also those that are in a frame. */
async function shows(page: Page, state: string, text: string): Promise<void> {
  await page.waitForFunction(
    (name, wanted) =>
      [...document.querySelectorAll(`[data-state=${name}]`)].every((figure) => {
        const place = figure.querySelector('iframe')?.contentDocument ?? figure;
        return place.querySelector('wa-qr-login')?.shadowRoot?.textContent.includes(wanted);
      }),
    {},
    state,
    text,
  );
}

describe('the gallery', () => {
  let demo: Demo;
  let browser: Browser;
  before(async () => {
    [demo, browser] = await Promise.all([startDemo({ port: 0 }), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  it('shows every state, each in both themes, and complains of nothing', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.setViewport({ width: 3_000, height: 9_000 });
    await page.goto(`${demo.address}demo/gallery.html`);
    const names = Object.keys(states);
    await page.waitForFunction(
      (count) =>
        [...document.querySelectorAll('wa-qr-login')].filter((card) => card.shadowRoot?.querySelector('h2')).length ===
        count,
      {},
      names.filter((name) => !states[name]?.onPhone).length * 2,
    );
    await page.waitForFunction(() => !document.querySelector('[data-state^=error] wa-qr-login:not([status=error])'));
    const shown = await page.$$eval('figure', (figures) => figures.map(({ dataset }) => dataset['state']));
    assert.deepEqual([...new Set(shown)], names);
    assert.deepEqual(complaints, []);
    for (const [state, text] of Object.entries(PASSKEYS)) await shows(page, state, text);
    await page.close();
  });

  it('shows one state in every language, which the address names', async () => {
    const page = await browser.newPage();
    await page.setViewport({ width: 1600, height: 12_000 });
    await page.goto(`${demo.address}demo/gallery.html?state=expired&theme=dark&lang=all&width=280`);
    await page.waitForFunction(
      (count) =>
        [...document.querySelectorAll('wa-qr-login')].filter((card) => card.shadowRoot?.querySelector('h2')).length ===
        count,
      {},
      LANGUAGES.size,
    );
    const titles = await page.$$eval('wa-qr-login', (cards) =>
      cards.map((card) => card.shadowRoot?.querySelector('h2')?.textContent),
    );
    assert.equal(titles.length, LANGUAGES.size);
    // Two languages may have the same title, but not many.
    assert.ok(new Set(titles).size >= LANGUAGES.size - 3, String(new Set(titles).size));
    await page.close();
  });
});

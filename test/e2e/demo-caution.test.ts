import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { startQuickDemo, visit } from './demo-visit.js';

describe('what the demo says of a page that asks a gateway itself', () => {
  let demo: Demo;
  let browser: Browser;
  before(async () => {
    [demo, browser] = await Promise.all([startQuickDemo(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });

  for (const [settings, expected] of [
    [{ way: 'direct', gateway: 'plugchat' }, 'Asked by a page: unknown; the token can send.'],
    [{ way: 'direct', gateway: 'waha' }, 'Asked by a page: yes, with credentials that are made for a page.'],
    [{ gateway: 'plugchat' }, undefined],
  ] as const)
    it(`is for ${JSON.stringify(settings)}: ${expected ?? 'nothing'}`, async (t) => {
      const v = await visit(t, browser, `${demo.address}demo/`, settings);
      await v.isDrawn();
      const said = await v.page.$eval('#caution', (line) => (line.checkVisibility() ? line.textContent : undefined));
      assert.equal(said ?? undefined, expected);
    });
});

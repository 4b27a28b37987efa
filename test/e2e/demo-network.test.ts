import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { faults } from '../../demo/faults.js';
import type { Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { SOCKET, startQuickDemo, visit, type Visit } from './demo-visit.js';
import { passTimeUntil } from './page-clock.js';

/** What Chromium says of answers that are faulty on purpose. */
const FAULTY = [SOCKET, /^Failed to load resource: /, /has been blocked by CORS policy/];

let demo: Demo;
let browser: Browser;

before(async () => {
  [demo, browser] = await Promise.all([startQuickDemo(), launchChromium()]);
});

after(async () => {
  await browser.close();
  await demo.close();
});

const open = (t: TestContext, settings: Record<string, string> = {}) =>
  visit(t, browser, `${demo.address}demo/`, settings);

/** When the gateway was first asked for a login through the relay, ms. The list of calls tells the last time only of what is asked again. */
async function askedAt(v: Visit): Promise<number> {
  const name = (await v.attribute('backend-url'))?.split('/').at(-1) ?? '';
  const [first] = demo.simulator.simulator.account(name)?.calls ?? [];
  assert.ok(first, `Nobody asked for ${name}`);
  return first.at;
}

/** The answers of which nothing can be shown. */
const gatewayFaults = Object.entries(faults).filter(([, fault]) => 'gateway' in fault);

// Most of their time they wait.
describe('a network fault of the demo', { concurrency: 3 }, () => {
  for (const [name] of gatewayFaults)
    for (const transport of name === 'no-cors' ? ['polling'] : ['auto', 'polling'])
      it(`“${name}” keeps a login from its code until it is switched off (${transport})`, async (t) => {
        const v = await open(t, { way: 'direct', network: name, transport });
        await v.isIn('waiting');
        await passTimeUntil(
          v.page,
          () =>
            [...document.querySelectorAll('#calls li')]
              .map((row) => Number(row.querySelector('b + span')?.textContent.slice(1) ?? 1))
              .reduce((sum, times) => sum + times, 0) >= 3,
        );
        assert.deepEqual(await v.statuses(), ['waiting']);
        await v.spoil('none');
        await v.isDrawnInTime();
        await v.link();
        v.assertNoComplaints(...FAULTY);
      });

  it('reaches a login that is under way, over its open WebSocket too', async (t) => {
    const v = await open(t, { way: 'direct' });
    await v.isDrawn();
    await v.page.waitForFunction(() => document.querySelector('#sockets')!.textContent === '1');
    await v.spoil('error-500');
    await v.page.waitForFunction(() => document.querySelector('#sockets')!.textContent === '0');
    assert.match(await v.page.$eval('#network-hint', (hint) => hint.textContent), /30 seconds/);
    assert.equal((await v.detailInTimeOf('error')).code, 'unavailable');
    v.assertNoComplaints(...FAULTY);
  });

  it('of CORS ends as blocked, and is offered only where the page asks the gateway itself', async (t) => {
    const v = await open(t, { way: 'direct', network: 'no-cors', gateway: 'plugchat' });
    assert.equal((await v.detailInTimeOf('error')).code, 'blocked');
    await v.page.select('#settings [name="way"]', 'relay');
    await v.isDrawn();
    const shown = await v.page.$$eval('#network label', (labels) =>
      labels.filter((label) => label.checkVisibility()).map((label) => label.querySelector('input')!.value),
    );
    assert.deepEqual(
      shown,
      Object.keys(faults).filter((name) => name !== 'no-cors'),
    );
    assert.equal(await v.page.$eval('#network :checked', (radio) => (radio as HTMLInputElement).value), 'none');
  });

  it('“offline” is told by the browser, lets nothing through, and ends as offline', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    const asked = () => v.page.$$eval('#calls li', (rows) => rows.map((row) => row.textContent));
    await v.spoil('offline');
    assert.equal(await v.page.evaluate(() => navigator.onLine), false);
    assert.equal((await v.detailInTimeOf('error')).code, 'offline');
    const before = await asked();
    const [failed, socket] = await v.page.evaluate(async () => [
      await fetch('./accounts').catch(String),
      await new Promise((resolve) => {
        new WebSocket(`ws://${location.host}/demo/login/1`).addEventListener('close', ({ code }) => resolve(code));
      }),
    ]);
    assert.equal(failed, 'TypeError: Failed to fetch');
    assert.equal(socket, 1006);
    assert.deepEqual(await asked(), before);
    await v.spoil('none');
    assert.equal(await v.page.evaluate(() => navigator.onLine), true);
    await v.page.locator('wa-qr-login >>> button').click();
    await v.isDrawn();
    v.assertNoComplaints(SOCKET);
  });

  for (const transport of ['auto', 'polling'])
    it(`“slow” is late by seconds, and comes (${transport})`, async (t) => {
      const v = await open(t, { network: 'slow', transport });
      await v.isDrawn();
      const asked = await askedAt(v);
      const drawn = await v.page.$eval('#events li time', ({ dateTime }) => Date.parse(dateTime));
      // The clock of the page is the demo's own: what is measured is the delay that it promises.
      assert.ok(drawn - asked >= 2_500, `${drawn - asked}`);
      await v.link();
      v.assertNoComplaints();
    });

  it('a dropped connection costs the next two answers where no WebSocket is open', async (t) => {
    const v = await open(t, { manual: 'true' });
    await v.page.waitForSelector('wa-qr-login:defined');
    await v.page.locator('#drop').click();
    const answers = await v.page.evaluate(async () => {
      const said = [];
      for (let n = 0; n < 3; n++) said.push(await fetch('./demo.css').then(({ status }) => status, String));
      return said;
    });
    assert.deepEqual(answers, ['TypeError: Failed to fetch', 'TypeError: Failed to fetch', 200]);
  });

  for (const [network, gateway] of [
    ['half', 'z-api'],
    ['half', 'plugchat'],
  ] as const)
    it(`“${network}” befalls a gateway without a WebSocket, too (${gateway})`, async (t) => {
      const v = await open(t, { way: 'direct', network, gateway });
      await passTimeUntil(v.page, () => Number(document.querySelector('#calls b + span')?.textContent.slice(1)) >= 2);
      assert.deepEqual(await v.statuses(), ['waiting']);
      await v.spoil('none');
      await v.isDrawnInTime();
      v.assertNoComplaints(...FAULTY);
    });

  it('lives in the address', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    await v.spoil('html');
    await v.page.waitForFunction(() => location.search === '?network=html');
    await v.reload();
    assert.equal(await v.page.$eval('#network :checked', (radio) => (radio as HTMLInputElement).value), 'html');
    await v.isIn('waiting');
  });

  for (const way of ['relay', 'direct'])
    for (const transport of ['auto', 'polling'])
      it(`a dropped connection is mended (${way}, ${transport})`, async (t) => {
        const v = await open(t, { way, transport });
        await v.isDrawn();
        const cdp = await v.page.createCDPSession();
        await cdp.send('Network.enable');
        const closed = new Promise((resolve) => cdp.on('Network.webSocketClosed', resolve));
        const opened = new Promise((resolve) => cdp.on('Network.webSocketCreated', resolve));
        await v.page.locator('#drop').click();
        if (transport === 'auto') await Promise.all([closed, opened]);
        await v.isDrawn();
        await v.link();
        // Green API answers a question between the scan and the link with a 400, of which Chromium complains.
        v.assertNoComplaints(SOCKET, /status of 400/);
      });
});

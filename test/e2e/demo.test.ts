import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { knownGateways } from '../../demo/gateways.js';
import { startDemo, type Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { REFUSED, SOCKET, startQuickDemo, visit } from './demo-visit.js';

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
  visit(t, browser, `${demo.address}demo/`, { way: 'direct', ...settings });

// Most of their time they wait for the gateway's.
describe('the demo page', { concurrency: 6 }, () => {
  for (const transport of ['auto', 'polling'])
    for (const gateway of Object.keys(knownGateways))
      it(`links through the relay, with no credential in the page or in its traffic (${gateway}, ${transport})`, async (t) => {
        const v = await open(t, { way: 'relay', gateway, transport });
        const traffic: string[] = [];
        let frames = 0;
        const cdp = await v.page.createCDPSession();
        await cdp.send('Network.enable');
        cdp.on('Network.webSocketFrameReceived', ({ response }) => (frames++, traffic.push(response.payloadData)));
        v.page.on('request', (request) =>
          traffic.push(request.url(), JSON.stringify(request.headers()), request.hasPostData() ? 'body' : ''),
        );
        v.page.on(
          'response',
          (response) =>
            void response.text().then(
              (body) => traffic.push(body),
              () => undefined,
            ),
        );
        await v.reload();
        await v.isDrawn();
        await v.scan();
        await v.isIn('linked');
        const name = await v.page.$eval('wa-qr-login', (login) =>
          login.getAttribute('backend-url')!.split('/').at(-1)!,
        );
        const token = demo.simulator.simulator.account(name)?.token;
        assert.ok(token);
        const page = await v.page.content();
        assert.equal(page.includes(token), false);
        assert.ok(
          traffic.some((text) => text.includes(name)),
          'the traffic was not looked at',
        );
        assert.deepEqual(
          traffic.filter((text) => text.includes(token)),
          [],
        );
        assert.equal(frames > 0, transport === 'auto');
        v.assertNoComplaints();
      });

  it('keeps the settings in an address that leads to it from the root', async (t) => {
    const v = await visit(t, browser, demo.address, { way: 'direct', theme: 'dark', 'app-name': 'Umbra & Co' });
    assert.equal(new URL(v.page.url()).pathname, '/demo/');
    await v.hasAttribute('app-name', 'Umbra & Co');
    await v.hasAttribute('theme', 'dark');
    v.assertNoComplaints();
  });

  it('a pairing code links through the relay', async (t) => {
    const v = await open(t, { way: 'relay', method: 'code' });
    await v.askForCode();
    await v.enterCode();
    v.assertNoComplaints();
  });

  it('a scan of the picture on screen links, over the WebSocket', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    await v.scan();
    const { account, already } = await v.detailOf('linked');
    assert.equal(account.phone, '15550100123');
    assert.equal(already, false);
    await v.phoneSays('linked');
    v.assertNoComplaints();
  });

  it('a scan of the picture on screen links, polled', async (t) => {
    const v = await open(t, { transport: 'polling' });
    await v.isDrawn();
    await v.scan();
    await v.detailOf('linked');
    // A busy machine takes longer than a code lives, and between two codes there is none.
    const statuses = await v.statuses();
    assert.deepEqual([...statuses.slice(0, 2), ...statuses.slice(-2)], ['waiting', 'qr', 'linking', 'linked']);
    v.assertNoComplaints(REFUSED);
  });

  it('a typed pairing code links', async (t) => {
    const v = await open(t, { method: 'code' });
    await v.askForCode();
    await v.enterCode();
    assert.deepEqual(await v.statuses(), ['waiting', 'code', 'linking', 'linked']);
    v.assertNoComplaints(REFUSED);
  });

  for (const [gateway, format] of [
    ['z-api', 'text'],
    ['plugchat', 'image'],
  ] as const) {
    it(`a scan of the picture on screen links with ${gateway}`, async (t) => {
      const v = await open(t, { gateway, 'qr-format': format });
      await v.page.waitForSelector('wa-qr-login >>> [part~="qr"] canvas', { visible: true });
      await v.scan();
      assert.equal((await v.detailOf('linked')).account.phone, '15550100123');
      assert.deepEqual(await v.statuses(), ['waiting', 'qr', 'linking', 'linked']);
      v.assertNoComplaints();
    });
  }

  it('a typed pairing code links with Z-API', async (t) => {
    const v = await open(t, { gateway: 'z-api', method: 'code' });
    await v.askForCode();
    await v.enterCode();
    assert.deepEqual(await v.statuses(), ['waiting', 'code', 'linking', 'linked']);
    v.assertNoComplaints();
  });

  it('another gateway brings its own scenarios, controls and code to copy', async (t) => {
    const v = await open(t, { scenario: 'quota', transport: 'polling' });
    await v.detailOf('error');
    await v.page.select('select[name="gateway"]', 'plugchat');
    await v.isDrawn();
    await v.page.select('select[name="qr-format"]', 'image');
    await v.page.waitForSelector('wa-qr-login >>> [part~="qr"] canvas', { visible: true });
    const shown = await v.page.$$eval('#settings select, #phone button', (controls) =>
      controls.filter((control) => control.checkVisibility()).map((control) => control.getAttribute('name')),
    );
    for (const name of ['transport', 'method', 'enter-code']) assert.ok(!shown.includes(name), name);
    assert.equal(await v.page.$eval('select[name="scenario"]', ({ value }) => value), 'normal');
    assert.match(
      await v.page.$eval('#snippet', (code) => code.textContent),
      /backend-url="\/whatsapp"\n {2}gateway="plugchat"\n {2}app-name="Acme CRM"\n {2}qr-format="image"\n><\//,
    );
    v.assertNoComplaints(REFUSED);
  });

  it('a scan of an outdated code makes the phone hang, and nothing else', async (t) => {
    const v = await open(t, { transport: 'polling' });
    await v.isDrawn();
    await v.page.waitForSelector('#calls li'); // the phone has seen the first code
    demo.simulator.simulator.account((await v.instance()) ?? '')?.expire(); // the next code comes with the next question
    await v.page.waitForSelector('#phone button[name="scan-outdated"]:enabled');
    await v.press('scan-outdated');
    await v.phoneSays('outdated');
    await v.isAsked((await v.asked()) + 2);
    assert.equal(await v.page.$eval('#state', (state) => state.textContent), 'notAuthorized');
    assert.deepEqual(await v.statuses(), ['waiting', 'qr']);
    v.assertNoComplaints();
  });

  it('a phone without a code before it says so', async (t) => {
    const v = await open(t, { scenario: 'slow' });
    await v.isIn('waiting');
    await v.press('scan');
    await v.phoneSays('nothing');
    await v.press('enter-code');
    await v.phoneSays('nothing');
    v.assertNoComplaints();
  });

  it('theme, language and app name change in place', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    const former = await v.instance();
    await v.page.select('select[name="theme"]', 'dark');
    await v.page.select('select[name="lang"]', 'pt-BR');
    await v.turnTo('Look');
    await v.page.locator('input[name="app-name"]').fill('Ação & Cia');
    await v.page.waitForFunction(() => {
      const title = document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('h2')?.textContent;
      return title?.includes('Ação & Cia') && !title.startsWith('Link');
    });
    assert.equal(await v.instance(), former);
    assert.match(
      await v.page.$eval('#snippet', (code) => code.textContent),
      /app-name="Ação &amp; Cia"\n {2}theme="dark"\n {2}lang="pt-BR"\n {2}phone=/,
    );
    assert.deepEqual(await v.statuses(), ['waiting', 'qr']);
    v.assertNoComplaints();
  });

  it('another scenario is another login, with an account of its own', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    const former = await v.instance();
    await v.page.select('select[name="scenario"]', 'linked');
    assert.equal((await v.detailOf('linked')).already, true);
    assert.notEqual(await v.instance(), former);
    v.assertNoComplaints();
  });

  it('the code to copy and the list of calls hold no credentials', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    await v.page.waitForSelector('#calls li');
    const token = await v.page.$eval('wa-qr-login', (login) => login.token);
    assert.ok(token);
    assert.ok(!(await v.page.$eval('body', (body) => body.textContent)).includes(token));
    v.assertNoComplaints();
  });

  for (const [scenario, code] of Object.entries({ token: 'unauthorized', quota: 'quota', logout: 'logout-required' })) {
    it(`scenario "${scenario}" ends in the error ${code}`, async (t) => {
      const v = await open(t, { scenario });
      assert.equal((await v.detailOf('error')).code, code);
      v.assertNoComplaints(REFUSED, SOCKET);
    });
  }

  it('after a logout the login can be tried again', async (t) => {
    const v = await open(t, { scenario: 'logout' });
    await v.detailOf('error');
    await v.press('log-out');
    await v.page.locator('wa-qr-login >>> button').click();
    await v.isDrawn();
    v.assertNoComplaints();
  });

  it('a passkey is asked for after the scan', async (t) => {
    const v = await open(t, { scenario: 'passkey' });
    await v.isDrawn();
    await v.scan();
    await v.isIn('passkey');
    await v.phoneSays('passkey');
    v.assertNoComplaints();
  });

  for (const scenario of ['starting', 'reset', 'refuseSocket', 'dropSocket', 'hang']) {
    it(`scenario "${scenario}" passes, and a scan links`, async (t) => {
      const v = await open(t, { scenario });
      await v.isDrawnInTime();
      if (scenario === 'dropSocket') await v.isAsked(3);
      await v.scan();
      await v.detailOf('linked');
      // Where no answer can be read, the gateway's root is asked whether it is up; the simulator has no page there.
      v.assertNoComplaints(REFUSED, SOCKET, /^Failed to load resource: (net::ERR_|.* 404 )/);
    });
  }

  it('a dropped connection is mended', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    await v.page.locator('#drop').click();
    await v.isAsked(2);
    await v.scan();
    await v.detailOf('linked');
    v.assertNoComplaints(SOCKET);
  });

  it('nothing is wider than a small phone', async (t) => {
    const v = await open(t);
    await v.page.setViewport({ width: 320, height: 700 });
    await v.isDrawn();
    assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth), 320);
    v.assertNoComplaints();
  });
});

describe('the demo server', () => {
  it('a taken port is left alone, and hidden files are not served', async () => {
    const { port } = new URL(demo.address);
    const other = await startDemo({ port: Number(port) });
    try {
      assert.notEqual(other.address, demo.address);
      assert.equal((await fetch(`${other.address}.git/HEAD`)).status, 404);
      assert.equal((await fetch(`${other.address}demo/%2e%2e/%2egit/HEAD`)).status, 404);
    } finally {
      await other.close();
    }
  });

  it('npm start says where it is, and Ctrl-C ends it', async () => {
    const child = spawn(process.execPath, ['demo/start.mjs'], { env: { ...process.env, PORT: '0' } });
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const address = /^Demo: (http:\/\/localhost:\d+\/)$/.exec(line)?.[1] ?? assert.fail(line);
      assert.match(await (await fetch(address)).text(), /<wa-qr-login /);
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      assert.deepEqual(await ended, [0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

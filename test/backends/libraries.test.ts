import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { tellRelay, type WebClient } from '../../demo/examples/whatsapp-web.js';
import { pushed } from '../../src/gateways/index.js';
import { createRelay } from '../../src/relay/index.js';
import { launchChromium } from '../tools/browser-page.js';
import { decode } from '../tools/decode.js';
import { WhatsAppServer } from '../tools/whatsapp-server.js';
import { PHONE } from './login-visit.js';

const PAGE = `<!doctype html><script type="module" src="/wa.js"></script>
  <wa-qr-login backend-url="/whatsapp/login"></wa-qr-login>`;

describe('Baileys behind the relay', () => {
  let whatsApp: WhatsAppServer;
  let browser: Browser;
  let script: string;
  before(async () => {
    const options = { entryPoints: ['src/index.ts'], bundle: true, format: 'esm', write: false } as const;
    const [server, chromium, bundle] = await Promise.all([WhatsAppServer.start(), launchChromium(), build(options)]);
    [whatsApp, browser, script] = [server, chromium, bundle.outputFiles[0].text];
  });
  after(async () => {
    await browser.close();
    await whatsApp.close();
  });

  /** Starts the example, whose folder is new: nobody is linked. */
  async function startExample(t: TestContext): Promise<{ origin: string; said: () => string }> {
    const folder = mkdtempSync(join(tmpdir(), 'wa-baileys-'));
    const env = { ...process.env, WHATSAPP_URL: whatsApp.url, BAILEYS_FOLDER: folder, PORT: '0' };
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/examples/baileys.ts'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    while (!/port: \d+/.test(said)) await once(child.stdout, 'data');
    return { origin: `http://localhost:${/port: (\d+)/.exec(said)?.[1] ?? ''}`, said: () => said };
  }

  /** A page of the host's, whose other addresses are the example's. */
  async function openPage(origin: string): Promise<Page> {
    const page = await browser.newPage();
    await browser.setCookie({ name: 'session', value: 'demo', domain: 'localhost' });
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname === '/') void request.respond({ contentType: 'text/html', body: PAGE });
      else if (pathname === '/wa.js') void request.respond({ contentType: 'text/javascript', body: script });
      else void request.continue();
    });
    await page.goto(origin);
    return page;
  }

  it('shows its QR code on a page, which a camera reads, and tells of the link once', async (t) => {
    const { origin, said } = await startExample(t);
    const [page, lens] = await Promise.all([openPage(origin), browser.newPage()]);
    const until = (status: string) => page.waitForSelector(`wa-qr-login[status="${status}"]`, { timeout: 60_000 });
    const element = (await until('qr'))!;
    let text: string | undefined;
    // The code is drawn some moments after it has come.
    while (!text) text = (await decode(lens, await element.screenshot({ encoding: 'base64' }))).jsqr;
    assert.equal(await whatsApp.scan(text, PHONE), true);
    await until('linked');
    assert.equal(whatsApp.logins, 1, 'it was told to connect again, and did so once');
    assert.deepEqual(said().match(/linked: \d+/g), [`linked: ${PHONE}`]);
  });
});

describe('whatsapp-web.js behind the relay', () => {
  class FakeClient extends EventEmitter implements WebClient {
    readonly info = { wid: { user: PHONE }, pushname: 'Ana' };
    async initialize(): Promise<void> {
      this.emit('qr', '2@first');
    }
  }

  it('has its events told to the pages', async () => {
    const client = new FakeClient();
    const linked: unknown[] = [];
    const gateway = pushed({ key: 'one', start: () => client.initialize() });
    const relay = createRelay({ gateway, onLinked: (account) => void linked.push(account) });
    tellRelay(client, relay, 'one');
    const ask = async () => (await relay(new Request('https://host.test/login?want=qr'))).json();
    const until = async (type: string) => {
      let update = await ask();
      while (update.type !== type) update = await ask();
      return update;
    };
    assert.equal((await until('qr')).text, '2@first');
    client.emit('qr', '2@second');
    assert.equal((await until('qr')).text, '2@second');
    client.emit('authenticated');
    await until('linking');
    client.emit('ready');
    assert.deepEqual((await until('linked')).account, { phone: PHONE, name: 'Ana' });
    client.emit('ready');
    await relay.close();
    assert.deepEqual(linked, [{ phone: PHONE, name: 'Ana' }]);
  });

  it('says that the login is over when the phone has let go of it', async () => {
    const client = new FakeClient();
    const relay = createRelay({ gateway: pushed({ key: 'one', start: () => client.initialize() }) });
    tellRelay(client, relay, 'one');
    await relay(new Request('https://host.test/login?want=qr'));
    client.emit('disconnected', 'NAVIGATION');
    await new Promise((resolve) => setImmediate(resolve));
    const update = await (await relay(new Request('https://host.test/login?want=state'))).json();
    assert.equal(update.type, 'expired');
    await relay.close();
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { relayFor, type WhatsAppWebClient } from '../../demo/examples/whatsapp-web.js';
import { launchChromium } from '../tools/browser-page.js';
import { decode } from '../tools/decode.js';
import { WhatsAppServer } from '../tools/whatsapp-server.js';
import { PHONE } from './login-visit.js';

const PAGE = `<!doctype html><script type="module" src="/wa.js"></script>
  <wa-qr-login backend-url="/whatsapp/login"></wa-qr-login>`;

interface RunningExample {
  readonly origin: string;
  /** Everything that it has written to its output. */
  said(): string;
}

describe('Baileys behind the relay', () => {
  let whatsApp: WhatsAppServer;
  let browser: Browser;
  let script: string;
  before(async () => {
    [whatsApp, browser, script] = await Promise.all([WhatsAppServer.start(), launchChromium(), bundledElement()]);
  });
  after(async () => {
    await browser.close();
    await whatsApp.close();
  });

  /** Starts the example with the keys that are in `folder`. */
  async function startExample(t: TestContext, folder: string): Promise<RunningExample> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/examples/baileys.ts'], {
      env: { ...process.env, WHATSAPP_URL: whatsApp.url, BAILEYS_FOLDER: folder, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    t.after(async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    while (!/port: \d+/.test(said)) {
      const next = await Promise.race([once(child.stdout, 'data'), ended.then(() => undefined)]);
      assert.ok(next, `The example has ended: ${said}`);
    }
    return { origin: `http://localhost:${/port: (\d+)/.exec(said)?.[1] ?? ''}`, said: () => said };
  }

  const newFolder = () => mkdtempSync(join(tmpdir(), 'wa-baileys-'));

  /** A page of the host's, whose other addresses are the example's. */
  async function openPage(t: TestContext, origin: string): Promise<Page> {
    const page = await browser.newPage();
    t.after(() => page.close());
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

  const untilStatus = (page: Page, status: string) =>
    page.waitForSelector(`wa-qr-login[status="${status}"]`, { timeout: 60_000 });

  /** What a phone's camera reads off the page. The code is drawn some moments after it has come. */
  async function readCode(t: TestContext, page: Page): Promise<string> {
    const element = await untilStatus(page, 'qr');
    const lens = await browser.newPage();
    t.after(() => lens.close());
    await page.bringToFront();
    for (let tries = 0; tries < 100; tries++) {
      const { jsqr } = await decode(lens, await element!.screenshot({ encoding: 'base64' }));
      if (jsqr) return jsqr;
    }
    throw new Error('No camera could read the code');
  }

  it('shows its QR code on a page, which a camera reads, and tells of the link once', async (t) => {
    const { origin, said } = await startExample(t, newFolder());
    const page = await openPage(t, origin);
    assert.equal(await whatsApp.scan(await readCode(t, page), PHONE), true);
    await untilStatus(page, 'linked');
    assert.equal(whatsApp.loginsOf(PHONE), 1, 'it was told to connect again, and did so once');
    assert.deepEqual(said().match(/linked: \d+/g), [`linked: ${PHONE}`]);
  });

  it('links by a pairing code, stays linked when the network is lost, and begins anew when the phone has removed it', async (t) => {
    const phone = '5511888888888';
    const { origin, said } = await startExample(t, newFolder());
    const ask = async (init?: RequestInit): Promise<any> =>
      (await fetch(`${origin}/whatsapp/login?want=qr`, { headers: { cookie: 'session=demo' }, ...init })).json();
    const until = async (holds: () => Promise<boolean> | boolean) => {
      for (let tries = 0; !(await holds()); tries++) {
        assert.ok(tries < 600, `Never: ${holds.toString()}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const { code } = await ask({ method: 'POST', body: JSON.stringify({ type: 'code', phone }) });
    assert.equal(await whatsApp.enterCode(code, phone), true);
    await until(async () => (await ask()).type === 'linked');

    whatsApp.dropConnections();
    await until(() => whatsApp.loginsOf(phone) === 2);
    assert.equal((await ask()).account.phone, phone);

    await whatsApp.removeDevice(phone);
    await until(async () => (await ask()).type === 'qr');
    assert.deepEqual(said().match(/linked: \d+/g), [`linked: ${phone}`]);
  });
});

async function bundledElement(): Promise<string> {
  const { outputFiles } = await build({ entryPoints: ['src/index.ts'], bundle: true, format: 'esm', write: false });
  return outputFiles[0]!.text;
}

/** Emits the events of a `Client` of whatsapp-web.js, in the order of its source (src/Client.js, 1.34.7). */
class ClientDouble extends EventEmitter implements WhatsAppWebClient {
  info: WhatsAppWebClient['info'];
  readonly asked: string[] = [];

  async initialize(): Promise<void> {
    this.asked.push('initialize');
    await Promise.resolve(); // the browser starts
    this.emit('qr', '2@first');
  }

  async requestPairingCode(phone: string): Promise<string> {
    this.asked.push(`code for ${phone}`);
    this.emit('code', 'ABCD1234');
    return Promise.resolve('ABCD1234');
  }

  async cancelPairingCode(): Promise<void> {
    this.asked.push('cancel');
    return Promise.resolve();
  }

  /** What happens after a scan. */
  link(): void {
    this.emit('loading_screen', 100, 'WhatsApp');
    this.emit('authenticated');
    this.info = { wid: { user: PHONE, server: 'c.us' }, pushname: 'Ana' };
    this.emit('ready');
  }
}

describe('whatsapp-web.js behind the relay', () => {
  function open(t: TestContext, onLinked: (account: unknown) => void = () => undefined) {
    const client = new ClientDouble();
    const relay = relayFor(client, 'one', () => true, onLinked);
    t.after(() => relay.close());
    const ask = async (want = 'qr', init?: RequestInit): Promise<any> =>
      (await relay(new Request(`https://host.test/login?want=${want}`, init))).json();
    const post = (command: object) => ask('qr', { method: 'POST', body: JSON.stringify(command) });
    const until = async (type: string) => {
      for (let tries = 0; tries < 100; tries++) {
        const update = await ask();
        if (update.type === type) return update;
        await new Promise((resolve) => setImmediate(resolve));
      }
      throw new Error(`Never ${type}`);
    };
    return { client, relay, ask, post, until };
  }

  it('shows its QR codes, and tells of the link once', async (t) => {
    const linked: unknown[] = [];
    const { client, until, ask } = open(t, (account) => linked.push(account));
    assert.equal((await until('qr')).text, '2@first');
    client.emit('qr', '2@second');
    assert.equal((await ask()).text, '2@second');
    client.emit('loading_screen', 10, 'WhatsApp');
    assert.equal((await ask()).type, 'linking');
    client.link();
    assert.deepEqual((await until('linked')).account, { phone: PHONE, name: 'Ana' });
    client.emit('remote_session_saved');
    client.link(); // it has lost its connection, and is back
    assert.equal((await ask('state')).type, 'linked');
    assert.deepEqual(linked, [{ phone: PHONE, name: 'Ana' }]);
    assert.deepEqual(client.asked, ['initialize']);
  });

  it('gives a pairing code once the browser is ready for it, and goes back to the QR code', async (t) => {
    const { client, post, until } = open(t);
    assert.equal((await post({ type: 'code', phone: PHONE })).code, 'ABCD1234');
    client.emit('qr', '2@second'); // WhatsApp Web goes on with these, whoever looks
    assert.equal((await until('code')).code, 'ABCD1234');
    await post({ type: 'restart' });
    await until('qr');
    assert.deepEqual(client.asked, ['initialize', `code for ${PHONE}`, 'cancel']);
  });

  it('begins again after the end of its codes', async (t) => {
    const { client, post, until, ask } = open(t);
    await until('qr');
    client.emit('disconnected', 'Max qrcode retries reached');
    assert.equal((await ask('state')).type, 'expired');
    await post({ type: 'restart' });
    await until('qr');
    assert.deepEqual(client.asked, ['initialize', 'initialize']);
  });

  it('shows another code when the phone has removed the device', async (t) => {
    const { client, until } = open(t);
    await until('qr');
    client.link();
    await until('linked');
    client.emit('disconnected', 'LOGOUT');
    client.emit('qr', '2@third');
    assert.equal((await until('qr')).text, '2@third');
    assert.deepEqual(client.asked, ['initialize']);
  });

  it('says what is wrong when a session cannot be restored', async (t) => {
    const { client, until, ask } = open(t);
    await until('qr');
    client.emit('auth_failure', 'Session expired');
    const { type, code } = await ask('state');
    assert.deepEqual([type, code], ['error', 'logout-required']);
  });
});

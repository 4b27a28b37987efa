import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { launchChromium } from '../tools/browser-page.js';

/** A server of its own: no test's globals, and no `window`. It renders the built package by its public entry. */
const RENDER = `
  import { render } from '@lit-labs/ssr';
  import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
  import { html } from 'lit';
  import './dist/index.js';
  if (globalThis.window) throw new Error('There is a window');
  console.log(await collectResult(render(html\`<wa-qr-login app-name="Acme CRM" manual lang="de"></wa-qr-login>\`)));
`;

/** What a page with server-rendered Lit elements loads: the support for hydration first. */
const CLIENT = `
  import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
  const card = document.querySelector('wa-qr-login').shadowRoot.querySelector('.card');
  await import('./dist/index.js');
  await customElements.whenDefined('wa-qr-login');
  await document.querySelector('wa-qr-login').updateComplete;
  globalThis.kept = card === document.querySelector('wa-qr-login').shadowRoot.querySelector('.card');
`;

describe('server-side rendering', () => {
  let rendered: string;
  let server: Server;
  let browser: Browser;

  before(async () => {
    const root = new URL('../..', import.meta.url);
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', RENDER], {
      cwd: root,
    });
    rendered = stdout;
    const bundle = await build({
      stdin: { contents: CLIENT, resolveDir: root.pathname },
      bundle: true,
      write: false,
      format: 'esm',
      splitting: false,
      target: 'es2022',
      conditions: ['development'], // the one that warns
    });
    const script = bundle.outputFiles[0]?.text ?? '';
    server = createServer(({ url }, response) => {
      const markup = url === '/without-lang' ? rendered.replaceAll(' lang="de"', '') : rendered;
      if (url === '/client.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
      else
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end(
            `<!doctype html><link rel="icon" href="data:,"><title>Page</title>${markup}<script type="module" src="/client.js"></script>`,
          );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });

  it('gives a card without words: language, touch and time are the client’s to know', () => {
    assert.match(rendered, /<template shadowroot="open" shadowrootmode="open">/);
    const markup = rendered.replace(/<style>[^]*?<\/style>/g, '').replace(/<!--[^]*?-->/g, '');
    assert.match(markup, /class="card/);
    assert.match(markup, /role="status"/);
    assert.equal(markup.replace(/<[^>]*>/g, '').trim(), '');
  });

  it('is hydrated by the package entry in place, without a warning', async () => {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'kept' in globalThis);
    assert.equal(
      await page.evaluate(() => (globalThis as { kept?: boolean }).kept),
      true,
      'the card was rendered anew',
    );
    await page.waitForSelector('wa-qr-login >>> h2', { visible: true });
    assert.match(await page.$eval('wa-qr-login >>> h2', (title) => title.textContent), /Acme CRM/);
    assert.deepEqual(
      said.filter((text) => !text.startsWith('Lit is in dev mode')),
      [],
    );
    assert.equal(await page.$$eval('wa-qr-login >>> .card', (cards) => cards.length), 1);
    await page.close();
  });

  it('says which language its words are in where only the browser knows', async () => {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'language', { value: 'ar' }));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/without-lang`);
    await page.waitForSelector('wa-qr-login >>> h2', { visible: true });
    const [lang, dir] = await page.$eval('wa-qr-login >>> .card', (card) => {
      const { lang: language, dir: direction } = card as HTMLElement;
      return [language, direction];
    });
    assert.deepEqual([lang, dir], ['ar', 'rtl']);
    await page.close();
  });
});

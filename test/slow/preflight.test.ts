import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import type { Gateway, plugChat, zApi } from '../../src/gateways/index.js';
import type { LoginUpdate } from '../../src/login/login.js';
import { launchChromium } from '../tools/browser-page.js';

declare global {
  /** The gateway of the page. */
  var asked: Gateway | undefined;
  var adapters: { readonly zApi: typeof zApi; readonly plugChat: typeof plugChat };
}

/** Answers that no cache may keep, and those that one may. */
const UNKEPT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'nothing said': {},
  'no-store': { 'cache-control': 'no-store' },
  'no life': { 'cache-control': 'private, max-age=0', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
};
const KEPT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'for an hour': { 'cache-control': 'public, max-age=3600' },
  'until a date': { expires: 'Thu, 01 Jan 2099 00:00:00 GMT' },
  'for a tenth of its age': { 'last-modified': 'Thu, 01 Jan 2015 00:00:00 GMT' },
};

/** A header of our own costs a preflight, which a browser remembers, and an answer that it must not remember. */
describe('a gateway of another origin that is asked from a page, with a key in a header', () => {
  let gateway: Server;
  let site: Server;
  let browser: Browser;
  let page: Page;
  let asked: string[];
  let isLinked: boolean;
  let codes: number;
  let caching: Readonly<Record<string, string>>;

  const listen = async (handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> => {
    const server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  before(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { zApi, plugChat } from './index.ts'; globalThis.adapters = { zApi, plugChat };`,
        resolveDir: fileURLToPath(new URL('../../src/gateways/', import.meta.url)),
        loader: 'ts',
      },
      ...{ bundle: true, format: 'esm', write: false, target: 'es2022' },
    });
    const script = outputFiles[0]!.text;
    gateway = await listen(answer);
    site = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>Page</title><script type="module">${script}</script>`);
    });
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(originOf(site));
  });
  beforeEach(async () => {
    await page.goto(originOf(site));
    [asked, isLinked, codes, caching] = [[], false, 0, {}];
  });
  after(async () => {
    await browser.close();
    for (const server of [gateway, site]) {
      server.close();
      server.closeAllConnections();
    }
  });

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.replace(/.*\//, '') ?? '';
    asked.push(`${request.method} ${path}`);
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'client-token, authorization',
      'access-control-max-age': '600',
    };
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
    const body = path === 'qr-code' ? { value: `2@${'a'.repeat(40)}${++codes}` } : { connected: isLinked };
    response.writeHead(200, { ...cors, ...caching, 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  const ask = (name: 'zApi' | 'plugChat', question: 'qr' | 'state'): Promise<LoginUpdate | undefined> =>
    page.evaluate(
      (adapter, backendUrl, what) => {
        const settings = { backendUrl, instance: 'i', token: 't', clientToken: 'c' };
        const gateway = (globalThis.asked ??= globalThis.adapters[adapter](settings));
        return gateway[what](new AbortController().signal);
      },
      name,
      originOf(gateway),
      question,
    );
  const count = (call: string) => asked.filter((one) => one === call).length;

  for (const name of ['zApi', 'plugChat'] as const) {
    for (const [what, headers] of Object.entries(UNKEPT))
      it(`costs one preflight for each address, and is asked itself each time (${name}, ${what})`, async () => {
        caching = headers;
        for (let times = 0; times < 5; times++) await ask(name, 'state');
        assert.equal(count('GET status'), 5);
        assert.ok(count('OPTIONS status') <= 1, `${count('OPTIONS status')} preflights`);
      });

    for (const [what, headers] of Object.entries(KEPT)) {
      it(`brings no code back that was shown before (${name}, ${what})`, async () => {
        caching = headers;
        const shown = [await ask(name, 'qr'), await ask(name, 'qr'), await ask(name, 'qr')];
        const texts = shown.map((update) => (update?.type === 'qr' && 'text' in update ? update.text.slice(-1) : ''));
        assert.deepEqual(texts, ['1', '2', '3']);
      });

      it(`tells of the link, although it has said before that there is none (${name}, ${what})`, async () => {
        caching = headers;
        assert.equal(await ask(name, 'state'), undefined);
        isLinked = true;
        assert.deepEqual(await ask(name, 'state'), { type: 'linked' });
      });
    }

    it(`does not go by an answer of the time before it was said that none may be kept (${name})`, async () => {
      caching = KEPT['for an hour']!;
      await ask(name, 'state');
      caching = {};
      await ask(name, 'state');
      isLinked = true;
      assert.deepEqual(await ask(name, 'state'), { type: 'linked' });
    });
  }
});

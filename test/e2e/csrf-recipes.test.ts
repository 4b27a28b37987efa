import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { greenApi } from '../../src/gateways/green-api.js';
import { createRelay } from '../../src/relay/index.js';
import { toNodeHandler } from '../../src/relay/node/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { launchChromium } from '../tools/browser-page.js';

const TOKEN = 'a-token+of/the=framework';
const PHONE = '5511999999999';

interface Recipe {
  readonly file: string;
  /** The header by which the framework knows that a POST comes from its own page. */
  readonly header: string;
  /** What the framework makes of its tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** What stands in the head of the page that the framework makes by default. */
  readonly head?: string;
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  Django: {
    file: 'django.html',
    header: 'x-csrftoken',
    tags: {
      '{% csrf_token %}': `<input type="hidden" name="csrfmiddlewaretoken" value="${TOKEN}">`,
    },
  },
  Rails: {
    file: 'rails.html.erb',
    header: 'x-csrf-token',
    tags: {},
    head: `<meta name="csrf-param" content="authenticity_token" /><meta name="csrf-token" content="${TOKEN}" />`,
  },
  Laravel: { file: 'laravel.blade.php', header: 'x-csrf-token', tags: { '{{ csrf_token() }}': TOKEN } },
};

/** The page as the framework sends it, with its comments taken out. */
function pageOf({ file, tags, head = '' }: Recipe): string {
  const template = readFileSync(`demo/examples/csrf/${file}`, 'utf8').replace(
    /<%#.*?%>|\{\{--.*?--\}\}|\{#.*?#\}/g,
    '',
  );
  const body = Object.entries(tags).reduce((text, [tag, made]) => {
    assert.ok(text.includes(tag), `${file} holds no ${tag}`);
    return text.replace(tag, made);
  }, template);
  assert.doesNotMatch(body, /\{[{%#]|<%/, 'a tag of the framework is left');
  return `<!doctype html><html lang="en"><head>${head}<link rel="icon" href="data:," /></head><body>${body}</body></html>`;
}

/** A server whose framework answers each POST without its token with 403, as all three do. */
class Site {
  readonly #server: Server;
  /** The token of each request for the login. */
  readonly tokens: (string | undefined)[] = [];

  constructor(recipe: Recipe, relay: ReturnType<typeof toNodeHandler>) {
    this.#server = createServer((request, response) => void this.#answer(recipe, relay, request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(
    recipe: Recipe,
    relay: ReturnType<typeof toNodeHandler>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/') return void response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(recipe));
    if (path.startsWith('/wa-qr-login/')) {
      const file = readFileSync(`dist/cdn/${path.slice('/wa-qr-login/'.length)}`);
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(file);
    }
    const token = request.headers[recipe.header] as string | undefined;
    this.tokens.push(token);
    if (request.method === 'POST' && token !== TOKEN) return void response.writeHead(403).end('Forbidden');
    await relay(request, response);
  }
}

describe('the CSRF token of', { concurrency: 3 }, () => {
  let simulator: SimulatorServer;
  let browser: Browser;
  before(async () => {
    [simulator, browser] = await Promise.all([startSimulator(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await simulator.close();
  });

  for (const [framework, recipe] of Object.entries(RECIPES))
    it(`${framework} rides on each request, so that a pairing code is given`, async (t) => {
      const { instance, token } = simulator.simulator.add({ phone: PHONE, linkDelay: 200 });
      const relay = createRelay({ gateway: () => greenApi({ backendUrl: simulator.origin, instance, token }) });
      const site = new Site(recipe, toNodeHandler(relay));
      t.after(async () => {
        site.close();
        await relay.close();
      });
      const page = await browser.newPage();
      await page.goto(await site.listen());
      await page.waitForSelector('wa-qr-login[status="qr"]');
      await page.$eval('wa-qr-login', (login, phone) => void login.requestCode(phone), PHONE);
      await page.waitForSelector('wa-qr-login[status="code"]');
      assert.deepEqual([...new Set(site.tokens)], [TOKEN]);
      await page.close();
    });
});

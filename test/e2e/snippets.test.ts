import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { acme } from '../../demo/examples/acme.js';
import { createRecordingRelay, tellLinked } from '../../demo/examples/record.js';
import { createSimulator } from '../../src/simulator/index.js';
import { startSimulator } from '../../src/simulator/node.js';
import { environmentFor } from '../backends/running-example.js';
import { snippetWith } from '../tools/snippets.js';
import { drawn, has, MODULE, status, statusInTime, World } from './drop-in.js';

const CDN = 'https://cdn.example';
const QR = JSON.stringify({ type: 'qr', text: '2@a-code-of-the-page-s-own-backend', expiresIn: 600 });
const LINKED = JSON.stringify({ type: 'linked', account: { id: '5511@c.us', phone: '5511999999999' } });

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';

const cdn = new URL('../../dist/cdn/', import.meta.url);
const { files } = JSON.parse(readFileSync(new URL('integrity.json', cdn), 'utf8')) as { files: Record<string, string> };
const card = Object.keys(files).find((name) => name.startsWith('card-'))!;

/** What a reader puts in place of `…`: the name of the card's chunk, and the hash of the file before it. */
const filledIn = (html: string): string =>
  html
    .replaceAll('card-….js', card)
    .replace(/([\w.-]+\.js)(": ?"|" integrity=")sha384-…/g, (_, name: string, between: string) => {
      return `${name}${between}${files[name] ?? assert.fail(name)}`;
    });

/** The code of the documents that no file of its own holds, in a page that a reader would make of it. */
describe('the code that the documents show for a page', () => {
  let world: World;

  before(async () => (world = await World.start()));
  beforeEach(async () => {
    await world.reset();
    world.elsewhere.headers = { 'access-control-allow-origin': '*' };
    world.site.pages.set('/whatsapp/login', QR);
  });
  after(() => world.close());

  const readme = (words: string) => snippetWith('README.md', words).replaceAll(CDN, world.elsewhere.origin);
  const ELEMENT = '<wa-qr-login backend-url="/whatsapp/login" method="qr"></wa-qr-login>';

  it('two lines: they show a code of the page’s backend, and then whose number is linked', async () => {
    const page = await world.open(readme('<wa-qr-login backend-url'));
    await drawn(page);
    world.site.pages.set('/whatsapp/login', LINKED);
    await statusInTime(page, 'linked');
    assert.deepEqual([page.crashes, page.warnings], [[], []]);
  });

  it('the classic file: it is all that is loaded', async () => {
    const page = await world.open(readme('wa-qr-login.classic.js') + ELEMENT);
    await drawn(page);
    assert.deepEqual(
      world.elsewhere.asked.map((path) => path.replace(/.*\//, '')),
      ['wa-qr-login.classic.js'],
    );
  });

  it('one listener: it hears all elements of the page', async () => {
    world.site.pages.set('/whatsapp/login', LINKED);
    const said: string[] = [];
    const script = `<script>${readme("document.addEventListener('linked'")}</script>`;
    const page = await world.open(script + MODULE);
    page.on('console', (message) => said.push(message.text()));
    await page.evaluate((html) => {
      document.body.innerHTML = ['sales', 'support'].map((id) => html.replace(' ', ` id="${id}" `)).join('');
    }, ELEMENT);
    for (const id of ['sales', 'support']) {
      await page.$eval(`#${id}`, (login) => login.scrollIntoView());
      await status(page, 'linked', `#${id}`);
    }
    assert.deepEqual(said.sort(), ['sales 5511999999999', 'support 5511999999999']);
  });

  it('a domain of the customer’s: the page of that domain is framed', async () => {
    const html = readme('qr-domain').replace('1101…', '1101000001').replace('token="…"', 'token="abc"');
    const page = await world.browser.newPage();
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname === '127.0.0.1') return void request.continue();
      void request.respond(
        hostname === 'qr.customer.com'
          ? { contentType: 'text/html', body: 'A code' }
          : {
              contentType: 'application/json',
              headers: { 'access-control-allow-origin': '*' },
              body: '{"stateInstance":"notAuthorized"}',
            },
      );
    });
    world.site.pages.set('/page', `<!doctype html><html lang="en">${html}${MODULE}`);
    await page.goto(`${world.site.origin}/page`);
    await has(page, 'iframe');
    const src = await page.$eval('wa-qr-login >>> iframe', (frame) => frame.getAttribute('src'));
    assert.equal(src, 'https://qr.customer.com/waInstance1101000001/abc');
    await page.close();
  });

  it('an import map: the files run as they were built, and not as somebody has changed them', async () => {
    const html = filledIn(readme('"integrity"')) + ELEMENT;
    assert.doesNotMatch(html, /…/);
    await drawn(await world.open(html));
    await world.reset();
    world.elsewhere.headers = { 'access-control-allow-origin': '*' };
    world.site.pages.set('/whatsapp/login', QR);
    world.elsewhere.change = (path, file) => (path.includes(card) ? `${file};globalThis.evil = true` : file);
    const page = await world.open(html);
    await statusInTime(page, 'error');
    assert.equal(await page.evaluate(() => 'evil' in globalThis), false);
  });

  it('a file loaded ahead: it is a line of the build, and the file is loaded once', async () => {
    const line = filledIn(readme('modulepreload'));
    const built = readFileSync(new URL('preload.html', cdn), 'utf8');
    const folder = `${world.elsewhere.origin}/wa-qr-login@0.1.0/dist/cdn/`;
    assert.ok(built.replaceAll('./', folder).includes(line.replace(/ ?\/?>$/, '')), line);
    const page = await world.open(line + readme('<wa-qr-login backend-url'));
    await drawn(page);
    assert.equal(world.elsewhere.asked.filter((path) => path.includes(card)).length, 1);
  });

  it('a style sheet: it changes the colour, the title, and the outline of the state', async () => {
    const css = snippetWith('src/card/README.md', '--wa-accent: #4f46e5');
    const page = await world.open(`<style>${css}</style>${ELEMENT}${MODULE}`);
    await drawn(page);
    const look = () =>
      page.$eval('wa-qr-login', (login) => {
        const title = getComputedStyle(login.shadowRoot!.querySelector('[part~=title]')!);
        const { outlineStyle, outlineColor } = getComputedStyle(login);
        return {
          title: title.textTransform,
          accent: title.getPropertyValue('--wa-accent'),
          outline: outlineStyle === 'none' ? 'none' : outlineColor,
        };
      });
    assert.deepEqual(await look(), { title: 'uppercase', accent: '#4f46e5', outline: 'none' });
    world.site.pages.set('/whatsapp/login', LINKED);
    await statusInTime(page, 'linked');
    assert.equal((await look()).outline, 'rgb(0, 128, 0)');
  });

  it('a form: it cannot be sent before a number is linked, and then sends the account', async () => {
    const page = await world.open(snippetWith('src/frameworks/README.md', '<form method="post">') + MODULE);
    await has(page, 'h2');
    const form = () => page.$eval('form', (one) => [one.checkValidity(), new FormData(one).get('whatsapp')] as const);
    assert.deepEqual(await form(), [false, null]);
    world.site.pages.set('/whatsapp/login', LINKED);
    await statusInTime(page, 'linked');
    assert.deepEqual(await form(), [true, '5511@c.us']);
  });
});

describe('the code that the documents show for a server', () => {
  it('a link is recorded under the customer’s key, and each change of a status is logged', async (t) => {
    const gateway = await startSimulator();
    t.after(() => gateway.close());
    Object.assign(process.env, environmentFor(gateway.origin, gateway.simulator.add()));
    const saved: unknown[] = [];
    const logged: unknown[] = [];
    const relay = createRecordingRelay({
      database: { saveNumber: async (...row) => void saved.push(row) },
      log: { info: (entry) => void logged.push(entry) },
    });
    t.after(() => relay.close());
    const ask = (headers = {}) => relay(new Request('https://app.example/whatsapp/login?want=qr', { headers }));
    assert.equal((await ask()).status, 401);
    const headers = { cookie: 'session=demo' };
    assert.equal(((await (await ask(headers)).json()) as { type: string }).type, 'qr');
    await tellLinked(relay, { id: 'demo', backendUrl: undefined, instance: undefined, token: undefined });
    assert.deepEqual(saved, [['demo', '5511999999999']]);
    assert.deepEqual(logged.at(-1), { key: 'demo', status: 'linked', previous: 'qr' });
  });

  it('a gateway of one’s own: its answers become updates or errors', async (t) => {
    let status = 200;
    let said: unknown = {};
    const asked: unknown[] = [];
    const server = createServer(({ url, headers }, response) => {
      asked.push([url, headers['x-token']]);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
    t.after(() => server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const gateway = acme(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 'secret');
    const { signal } = new AbortController();
    const answerTo = (json: unknown) => ((said = json), gateway.qr(signal));
    assert.deepEqual(await answerTo({}), { type: 'waiting' });
    assert.deepEqual(await answerTo({ qr: PIXEL }), {
      type: 'qr',
      image: `data:image/png;base64,${PIXEL}`,
      expiresIn: 20,
    });
    assert.deepEqual(await answerTo({ connected: true }), { type: 'linked' });
    await assert.rejects(answerTo({ banned: true }), { code: 'inactive' });
    status = 401;
    await assert.rejects(gateway.state(signal), { code: 'unauthorized' });
    assert.deepEqual(
      [asked[0], asked.at(-1)],
      [
        ['/qr', 'secret'],
        ['/state', 'secret'],
      ],
    );
  });

  it('the simulator: a phone that is held by the test, and faults by their number', async () => {
    // #region simulator
    const simulator = createSimulator(); // or startSimulator() of wa-qr-login/simulator/node, which serves it over HTTP
    const account = simulator.add({ gateway: 'evolution', linkDelay: 3_000 });
    await simulator.fetch(`https://any${account.address('connect')}`, { headers: { apikey: account.token } });
    account.scan(account.qr ?? ''); // the phone
    account.fault('error-502', { on: 'connectionState', times: 2 });
    // #endregion
    assert.equal(account.state, 'connecting');
    const ask = async () =>
      (
        await simulator.fetch(`https://any${account.address('connectionState')}`, {
          headers: { apikey: account.token },
        })
      ).status;
    assert.deepEqual([await ask(), await ask(), await ask()], [502, 502, 200]);
  });
});

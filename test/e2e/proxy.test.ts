import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { WebSocketServer } from 'ws';
import { greenApi } from '../../src/gateways/green-api.js';
import { zApi } from '../../src/gateways/z-api.js';
import { createRelay } from '../../src/relay/index.js';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { launchChromium } from '../tools/browser-page.js';
import { installPageClock } from './page-clock.js';

const PREFIX = '/apps/crm';
const PHONE = '5511999999999';

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

/** The way most embedders go: the page, a reverse proxy under a path prefix, the host with its relay, the gateway. */
describe('the whole way through a proxy', { concurrency: 2 }, () => {
  let simulator: SimulatorServer;
  let host: Server;
  /** Tells the host its public name. */
  let proxy: Server;
  /** Keeps it to itself. */
  let silent: Server;
  let browser: Browser;

  before(async () => {
    simulator = await startSimulator();
    host = hostOf(() => simulator);
    await listen(host);
    [proxy, silent] = [proxyOf(portOf(host), true), proxyOf(portOf(host), false)];
    await Promise.all([listen(proxy), listen(silent)]);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    for (const server of [proxy, silent, host]) {
      server.close();
      server.closeAllConnections();
    }
    await simulator.close();
  });

  const open = async (t: TestContext, account: SimulatedAccount, through: Server, url: string, more = '') => {
    const context = await browser.createBrowserContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await installPageClock(page);
    const traffic = await record(page);
    const at = `127.0.0.1:${portOf(through)}${PREFIX}`;
    await context.setCookie({
      name: 'session',
      value: account.instance.split('').reverse().join(''),
      domain: '127.0.0.1',
    });
    await page.goto(`http://${at}/?${new URLSearchParams({ url: url.replace('{at}', at), more }).toString()}`);
    return { page, traffic };
  };
  const status = (page: Page, wanted: string) =>
    page.waitForSelector(`wa-qr-login[status="${wanted}"]`, { timeout: 60_000 });

  for (const gateway of ['green-api', 'z-api'] as const)
    for (const [way, url] of [
      ['polling', './whatsapp/login?tenant=7'],
      ['a WebSocket', 'ws://{at}/whatsapp/login?tenant=7'],
    ] as const)
      it(`links by ${way}, and neither the page nor its traffic holds a credential (${gateway})`, async (t) => {
        const account = simulator.simulator.add({ gateway, phone: PHONE, linkDelay: 500 });
        const { page, traffic } = await open(t, account, proxy, url);
        await status(page, 'qr');
        assert.equal(account.scan(account.qr!), 'linking');
        await status(page, 'linked');
        const events = await page.evaluate(() => (globalThis as any).events);
        assert.equal(events.at(-1).account.phone, PHONE);
        assert.equal(events.at(-1).already, false);
        const seen = [...(await traffic()), await page.evaluate(everything)].join('\n');
        assert.ok(seen.includes('2@') || seen.includes('data:image/png'), 'nothing was looked at');
        for (const secret of [account.token, account.instance, new URL(simulator.origin).host])
          assert.ok(
            !seen.includes(secret),
            `${secret} in ${seen.slice(Math.max(0, seen.indexOf(secret) - 200), seen.indexOf(secret))}`,
          );
        const sockets = seen.includes('[frame]');
        assert.equal(sockets, way === 'a WebSocket');
      });

  /** The relay rings a phone once in fifteen seconds, whoever asks, so each test has a phone of its own. */
  let phones = 0;

  /** Asks for a pairing code, types it into the phone, and waits for the link. */
  async function linkByCode(page: Page, account: SimulatedAccount): Promise<void> {
    const own = `${Number(PHONE) + ++phones}`;
    await page.$eval('wa-qr-login', (login, phone) => login.requestCode(phone), own);
    await status(page, 'code');
    const shown = await page.waitForSelector('wa-qr-login >>> [part~=code] [aria-hidden]', { visible: true });
    const code = (await shown?.evaluate(({ textContent }) => textContent)) ?? '';
    assert.equal(account.enterCode(code), 'linking', code);
    // The relay asks for the state every few seconds by its own clock. If the page's time flew, the code would expire meanwhile.
    await status(page, 'linked');
  }

  for (const url of ['./whatsapp/login', 'ws://{at}/whatsapp/login'])
    it(`links by a pairing code (${url})`, async (t) => {
      const account = simulator.simulator.add({ phone: PHONE, linkDelay: 500 });
      const { page } = await open(t, account, proxy, url);
      await status(page, 'qr');
      await linkByCode(page, account);
    });

  it('goes on by polling where the proxy hides the name of the host from the socket', async (t) => {
    const account = simulator.simulator.add({ phone: PHONE, linkDelay: 500 });
    const { page, traffic } = await open(t, account, silent, 'ws://{at}/whatsapp/login');
    await status(page, 'qr');
    await linkByCode(page, account);
    const frames = (await traffic()).filter((text) => text.startsWith('[frame]'));
    assert.ok(!frames.some((frame) => frame.includes('"linked"')), frames.join());
  });

  it('says unauthorized without a session, and starts again once the page has renewed it', async (t) => {
    const account = simulator.simulator.add({ phone: PHONE });
    const { page } = await open(t, account, proxy, './whatsapp/login', 'manual');
    const cookies = await page.browserContext().cookies();
    await page.browserContext().deleteCookie(...cookies);
    await page.$eval('wa-qr-login', (login) => login.start());
    await status(page, 'error');
    assert.equal((await page.evaluate(() => (globalThis as any).events)).at(-1).code, 'unauthorized');
    await page.browserContext().setCookie(...cookies);
    await page.$eval('wa-qr-login', (login) => login.restart());
    await status(page, 'qr');
  });
});

/** The host: its page, the drop-in, and the relay. Who is asking stands in the cookie, written backwards. */
function hostOf(simulator: () => SimulatorServer): Server {
  const relay = createRelay({
    gateway({ headers }) {
      const session = /\bsession=(\w+)/.exec(headers.get('cookie') ?? '')?.[1] ?? '';
      const account = simulator().simulator.account(session.split('').reverse().join(''));
      if (!account) return new Response(null, { status: 401 });
      const { instance, token } = account;
      const backendUrl = simulator().origin;
      return account.gateway === 'z-api'
        ? zApi({ backendUrl, instance, token })
        : greenApi({ backendUrl, instance, token });
    },
  });
  const toRequest = (incoming: IncomingMessage) => {
    const body = incoming.method === 'POST' ? Readable.toWeb(incoming) : null;
    const init = { method: incoming.method, headers: incoming.headers, body, duplex: 'half' } as RequestInit;
    return new Request(`http://${incoming.headers.host}${incoming.url}`, init);
  };
  const server = createServer(async (incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url!, 'http://host');
    if (pathname === '/whatsapp/login') {
      const answer = await relay(toRequest(incoming));
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    } else if (pathname === '/') {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(searchParams));
    } else {
      const file = await readFile(new URL(`../../dist/cdn${pathname}`, import.meta.url)).catch(() => undefined);
      outgoing.writeHead(file ? 200 : 404, { 'content-type': 'text/javascript' }).end(file);
    }
  });
  const sockets = new WebSocketServer({ server, path: '/whatsapp/login' });
  sockets.on('connection', (socket, incoming) => void relay.accept(socket, toRequest(incoming)));
  return server;
}

function pageOf(parameters: URLSearchParams): string {
  const [url, more] = [parameters.get('url') ?? '', parameters.get('more') ?? ''];
  return `<!doctype html><title>CRM</title><link rel="icon" href="data:,">
    <script>
      globalThis.events = [];
      for (const type of ['linked', 'expired', 'error'])
        addEventListener(type, ({ detail }) => detail && events.push(detail), true);
    </script>
    <wa-qr-login backend-url="${url}" app-name="CRM" ${more}></wa-qr-login>
    <script type="module" src="./wa-qr-login.js"></script>`;
}

/** Strips the prefix, and speaks to the host by the host's own address, as nginx does when it is told nothing else. */
function proxyOf(port: number, named: boolean): Server {
  const headersOf = ({ headers }: IncomingMessage) => ({
    ...headers,
    host: `127.0.0.1:${port}`,
    ...(named && { 'x-forwarded-host': headers.host }),
  });
  const pathOf = (url = '') => (url.startsWith(`${PREFIX}/`) ? url.slice(PREFIX.length) : '/outside');
  const server = createServer((incoming, outgoing) => {
    const { method, url } = incoming;
    const onward = forward(
      { host: '127.0.0.1', port, path: pathOf(url), method, headers: headersOf(incoming) },
      (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on('upgrade', (incoming, client, head) => {
    const upstream = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(headersOf(incoming)).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      upstream.write(`GET ${pathOf(incoming.url)} HTTP/1.1\r\n${lines.join('')}\r\n`);
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const end of [upstream, client]) end.on('error', () => end.destroy());
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  return server;
}

/** All that goes over the wire: addresses, headers, bodies and frames, both ways. */
async function record(page: Page): Promise<() => Promise<string[]>> {
  const seen: Promise<string>[] = [];
  const note = (...said: unknown[]) => seen.push(Promise.resolve(said.map(String).join(' ')));
  const wire = await page.createCDPSession();
  await wire.send('Network.enable');
  wire.on('Network.requestWillBeSent', ({ request }) => note(JSON.stringify(request)));
  wire.on('Network.requestWillBeSentExtraInfo', ({ headers }) => note(JSON.stringify(headers)));
  wire.on('Network.responseReceivedExtraInfo', ({ headers }) => note(JSON.stringify(headers)));
  wire.on('Network.webSocketCreated', ({ url }) => note(url));
  wire.on('Network.webSocketFrameReceived', ({ response }) => note('[frame]', response.payloadData));
  wire.on('Network.webSocketFrameSent', ({ response }) => note('[frame]', response.payloadData));
  page.on('console', (message) => note(message.text()));
  page.on('response', (response) => seen.push(response.text().catch(() => '')));
  return () => Promise.all(seen);
}

/** The page as a reader of its tree would find it, and what the element holds. Runs in the page. */
function everything(): string {
  const found: string[] = [];
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    for (const child of root.children) found.push(child.outerHTML);
    for (const child of root.querySelectorAll('*')) if (child.shadowRoot) roots.push(child.shadowRoot);
  }
  const login = document.querySelector('wa-qr-login') as unknown as Record<string, unknown>;
  for (const name in login) if (typeof login[name] === 'string') found.push(login[name]);
  const { events } = globalThis as any;
  found.push(JSON.stringify([events, Object.entries(localStorage), Object.entries(sessionStorage)]));
  return found.join('\n');
}

import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { knownGateways } from '../../demo/gateways.js';
import type { Demo } from '../../demo/server.js';
import { FRAMEWORKS, type Framework } from '../../demo/snippet.js';
import type { Account } from '../../src/login/login.js';
import type { GatewayName, SimulatedAccount } from '../../src/simulator/index.js';
import { launchChromium } from '../tools/browser-page.js';
import { installPackages } from '../tools/install.mjs';
import { bundleComponents, type ComponentFramework } from './demo-code-bundle.js';
import { CodeHost } from './demo-code-host.js';
import { startQuickDemo } from './demo-visit.js';

const PHONE = '5511999999999';
/** Who is linked, where that is not told by the number. */
const WHO: Partial<Record<GatewayName, string>> = { 'evolution-go': 'Simulated Person' };
const CDN = 'https://cdn.example/';
const WAYS = ['relay', 'direct'] as const;
const GATEWAYS = Object.keys(knownGateways) as GatewayName[];
const COMPONENTS = FRAMEWORKS.filter((name): name is ComponentFramework => name !== 'HTML');
/** A busy machine takes seconds for what takes a moment, ms. */
const PATIENCE = { timeout: 90_000 };

/** The address bar keeps no headers, so they are typed. */
const HEADERS = '{"X-Team":"sales"}';

type Codes = Readonly<Record<Framework | 'CSS', string>>;

/** What a form says that makes objects, numbers and flags of the code, too. */
const DRESSED = {
  way: 'relay',
  gateway: 'waha',
  'app-name': '"Acme" & {Sons} `${1}`',
  'max-codes': '4',
  theme: 'dark',
  messages: '{"title":"</script> {{our}} title"}',
  accent: '#4f46e5',
  radius: '20',
} as const;

/** One text of the code for a framework, and a gateway for which it is shown. */
interface Sample {
  readonly code: string;
  readonly gateway: GatewayName;
}

let demo: Demo;
let browser: Browser;
let host: CodeHost;
/** What each tab shows, by the way to a gateway and its name. */
const shown = new Map<string, Codes>();
let dressed: Codes;
/** The components to run, by the name of each. */
const samples: Record<ComponentFramework, Map<string, Sample>> = {
  Vue: new Map(),
  React: new Map(),
  Angular: new Map(),
  Svelte: new Map(),
};

before(async () => {
  installPackages('test/e2e/demo-angular');
  [demo, browser] = await Promise.all([startQuickDemo(), launchChromium()]);
  host = new CodeHost(demo.simulator);
  await host.start();
  const page = await openDemo({});
  for (const way of WAYS)
    for (const gateway of GATEWAYS) shown.set(`${way} ${gateway}`, await choose(page, way, gateway));
  await page.close();
  const other = await openDemo(DRESSED);
  await other.$eval(
    'form',
    (form, typed) => {
      const field = form.elements.namedItem('headers') as HTMLTextAreaElement;
      field.value = typed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    HEADERS,
  );
  await other.waitForFunction(() => document.querySelector('#snippet')!.textContent.includes('X-Team'), PATIENCE);
  dressed = await readTabs(other);
  await other.close();
  await Promise.all(COMPONENTS.map(prepare));
});
after(async () => {
  await browser.close();
  await host.close();
  await demo.close();
});

/** Chooses what to run of a framework: all that differs in more than the gateway's name. */
async function prepare(framework: ComponentFramework): Promise<void> {
  const chosen = samples[framework];
  for (const [place, codes] of shown) {
    const [way, gateway] = place.split(' ') as [string, GatewayName];
    const code = codes[framework];
    const kind = `${way} ${code.replace(`gateway="${gateway}"`, 'gateway="…"')}`;
    if (!chosen.has(kind)) chosen.set(kind, { code, gateway });
  }
  chosen.set('dressed', { code: dressed[framework], gateway: DRESSED.gateway });
  const named = [...chosen.values()].map(({ code }, at) => [`c${at}`, code] as const);
  host.scripts.set(`${framework}.js`, await bundleComponents(framework, new Map(named)));
}

/** The page of the component of this number. */
const mounting = (framework: ComponentFramework, at: number): string =>
  `<div id="app" data-component="c${at}"></div><script type="module" src="/${framework}.js"></script>`;

async function openDemo(settings: Readonly<Record<string, string>>): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${demo.address}demo/?${new URLSearchParams(settings).toString()}`);
  await page.waitForFunction(() => document.querySelector('#snippet')?.textContent !== '', PATIENCE);
  return page;
}

/** Each tab of the page's code, as it is shown now. */
const readTabs = (page: Page): Promise<Codes> =>
  page.evaluate(() => {
    const tabs = [...document.querySelectorAll<HTMLElement>('#page-code [role="tab"]')];
    const shown = tabs.map((tab) => {
      tab.click();
      return [tab.textContent, document.querySelector('#snippet')!.textContent] as const;
    });
    return Object.fromEntries(shown) as Codes;
  });

/** The same when a way to a gateway was chosen by hand. */
async function choose(page: Page, way: string, gateway: string): Promise<Codes> {
  await page.evaluate(
    async (wanted) => {
      const form = document.querySelector('form')!;
      const written = new Promise<void>((resolve) => {
        const snippet = document.querySelector('#snippet')!;
        new MutationObserver((_, observer) => {
          observer.disconnect();
          resolve();
        }).observe(snippet, { childList: true });
      });
      for (const [name, value] of Object.entries(wanted))
        (form.elements.namedItem(name) as HTMLSelectElement).value = value;
      (form.elements.namedItem('gateway') as HTMLElement).dispatchEvent(new Event('input', { bubbles: true }));
      await written;
    },
    { way, gateway },
  );
  return readTabs(page);
}

let sites = 0;

/** Makes a page of it on a site of its own, and links a number there. */
async function link(
  t: TestContext,
  gateway: GatewayName,
  body: string,
): Promise<{ readonly page: Page; readonly site: string }> {
  const account = demo.simulator.simulator.add({ gateway, phone: PHONE });
  const site = `site-${++sites}`;
  const html = `<!doctype html><html lang="en"><title>${site}</title><link rel="icon" href="data:,">${body}`;
  // A window of its own is seen; in a tab behind another one no login begins.
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const said: unknown[] = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'log') for (const argument of message.args()) said.push(argument.jsonValue());
  });
  await page.goto(host.add(site, { html, account }));
  await page.waitForSelector('wa-qr-login >>> [part~="qr"] canvas', { ...PATIENCE, visible: true });
  await scan(account);
  await page.waitForSelector('wa-qr-login[status="linked"]', PATIENCE);
  // All that the code says. One gateway tells the name only.
  const accounts = (await Promise.all(said)) as readonly Account[];
  assert.deepEqual([accounts.length, accounts[0]?.phone ?? accounts[0]?.name], [1, WHO[gateway] ?? PHONE]);
  return { page, site };
}

/** Again where the code was replaced meanwhile, as a person does. */
async function scan(account: SimulatedAccount): Promise<void> {
  for (let tries = 0; account.scan(account.qr ?? '') !== 'linking'; tries++) {
    assert.ok(tries < 200, 'no code');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isHere = (code: string): string => code.replace(CDN, '/');

/** Objects, numbers and texts of the code have come to the element as they were typed. */
async function assertDressed(t: TestContext, body: string): Promise<void> {
  const { page, site } = await link(t, DRESSED.gateway, `<style>${dressed.CSS}</style>${body}`);
  const worn = await page.$eval('wa-qr-login', (login) => ({
    appName: login.appName,
    maxCodes: login.maxCodes,
    theme: login.theme,
    messages: login.messages,
    accent: getComputedStyle(login).getPropertyValue('--wa-accent'),
  }));
  const { 'app-name': appName, theme, accent, messages } = DRESSED;
  const isAccent = worn.accent.includes(accent);
  assert.deepEqual(
    { ...worn, accent: isAccent },
    { appName, maxCodes: 4, theme, messages: JSON.parse(messages), accent: true },
  );
  assert.equal(host.headers.get(site)?.get('x-team'), 'sales');
}

describe('the page code of the playground', { concurrency: 8 }, () => {
  for (const gateway of GATEWAYS)
    it(`links a number as HTML, through a proxy in front of ${gateway}`, async (t) => {
      await link(t, gateway, isHere(shown.get(`direct ${gateway}`)!.HTML));
    });

  it('links a number as HTML, through a backend, for each kind of gateway behind it', async (t) => {
    const kinds = new Map(GATEWAYS.map((gateway) => [shown.get(`relay ${gateway}`)!.HTML, gateway]));
    assert.ok(kinds.size < GATEWAYS.length, 'the code tells a page which gateway its backend asks');
    for (const [html, gateway] of kinds) await link(t, gateway, isHere(html));
  });

  it('keeps in HTML what was typed', (t) => assertDressed(t, isHere(dressed.HTML)));

  for (const framework of COMPONENTS)
    it(`links a number in ${framework}, for each kind of gateway, and keeps what was typed`, async (t) => {
      const all = [...samples[framework].values()];
      assert.ok(all.length > WAYS.length, `${all.length} kinds`);
      for (const [at, { gateway }] of all.slice(0, -1).entries()) await link(t, gateway, mounting(framework, at));
      await assertDressed(t, mounting(framework, all.length - 1));
    });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Demo } from '../../demo/server.js';
import { launchChromium } from '../tools/browser-page.js';
import { SOCKET, startQuickDemo, visit, type Visit } from './demo-visit.js';

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

/** Means something in a form only, and there is none around the element of the demo. */
const FOR_FORMS = new Set(['required']);

/** Every property of the element's class, by the name of its attribute or, without one, of itself. */
const names = (v: Visit): Promise<string[]> =>
  v.page.evaluate(async () => {
    const login = (await customElements.whenDefined('wa-qr-login')) as unknown as {
      readonly elementProperties: ReadonlyMap<string, { readonly attribute?: string | false }>;
    };
    return [...login.elementProperties].map(([name, { attribute }]) =>
      typeof attribute === 'string' ? attribute : attribute === false ? name : name.toLowerCase(),
    );
  });

/** Whether the control of a name is there, once its page is open and everything on it. */
const isOffered = (v: Visit, name: string): Promise<boolean> =>
  v.page.$eval(
    'form',
    (form, name) => {
      for (const details of form.querySelectorAll('details')) details.open = true;
      const control = form.elements.namedItem(name);
      if (!(control instanceof HTMLElement)) return false;
      const page = control.closest('[role="tabpanel"]')!;
      document.getElementById(page.getAttribute('aria-labelledby')!)!.click();
      return control.checkVisibility();
    },
    name,
  );

/** Goes where the control of a name is offered, and reaches the element: a newcomer is shown what means something to the gateway. */
async function offer(v: Visit, name: string): Promise<void> {
  const isDirect = await v.page.$eval('select[name="way"]', ({ value }) => value === 'direct');
  if (isDirect && (await isOffered(v, name))) return;
  const gateways = await v.page.$$eval('select[name="gateway"] option', (all) => all.map(({ value }) => value));
  for (const way of ['direct', 'relay'])
    for (const gateway of gateways) {
      await v.page.select('select[name="way"]', way);
      await v.page.select('select[name="gateway"]', gateway);
      if (await isOffered(v, name)) return;
    }
  assert.fail(`There is no control for ${name}`);
}

/** Sets a control by hand, to something that is no default; resolves to what the element should hold. */
async function change(v: Visit, name: string): Promise<unknown> {
  const selector = `#settings [name="${name}"]`;
  const kind = await v.page.$eval(selector, (control) => (control as HTMLInputElement).type);
  if (kind === 'checkbox') {
    await v.page.locator(selector).click();
    return '';
  }
  if (kind === 'select-one') {
    const other = await v.page.$eval(selector, (control) => [...(control as HTMLSelectElement).options].at(-1)!.value);
    await v.page.select(selector, other);
    return other;
  }
  const value = kind === 'number' ? '7' : name === 'backend-url' ? 'http://127.0.0.1:9/login' : 'other.example';
  const key = name === 'passkeyExtension' ? 'id' : 'copy';
  const text = kind === 'textarea' ? `{"${key}": "${value}"}` : value;
  await v.page.locator(selector).fill(text);
  return kind === 'textarea' ? JSON.parse(text) : value;
}

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

describe('the page of the demo', () => {
  for (const theme of ['light', 'dark'])
    it(`has no fault that axe finds, with everything open (${theme})`, async (t) => {
      const v = await open(t, { way: 'direct', theme, network: 'slow', messages: '[]' });
      await v.page.waitForSelector('wa-qr-login:defined');
      await v.page.$$eval('#settings details', (all) => all.forEach((details) => (details.open = true)));
      await v.page.evaluate(axe);
      for (const page of ['Simulation', 'Look', 'Attributes'] as const) {
        await v.turnTo(page);
        const faults = await v.page.evaluate(async () => {
          const { violations } = await (globalThis as any).axe.run(document, { resultTypes: ['violations'] });
          return violations.map(({ id, nodes }: any) => `${id}: ${nodes.map(({ html }: any) => html).join(' ')}`);
        });
        assert.deepEqual(faults, [], page);
      }
    });
});

describe('the settings of the demo', { concurrency: 4 }, () => {
  it('hold a control for every attribute and property but those for forms, and each reaches the element', async (t) => {
    const v = await open(t);
    const all = (await names(v)).filter((name) => !FOR_FORMS.has(name));
    assert.ok(all.length >= 20, all.join(' '));
    for (const name of all) {
      await offer(v, name);
      const value = await change(v, name);
      if (typeof value === 'string') await v.hasAttribute(name, value);
      else
        await v.page.waitForFunction(
          (name, json) => JSON.stringify(Reflect.get(document.querySelector('wa-qr-login')!, name)) === json,
          {},
          name,
          JSON.stringify(value),
        );
    }
  });

  it('show the common ones, and those for which a gateway has a use', async (t) => {
    const v = await open(t, { way: 'direct', gateway: 'plugchat' });
    await v.isDrawn();
    const shown = () =>
      v.page.$$eval('#settings :is(select, input:not([type="radio"]), textarea)', (controls) =>
        controls.filter((control) => control.checkVisibility()).map((control) => control.getAttribute('name')),
      );
    assert.deepEqual(await shown(), ['gateway', 'way', 'scenario']);
    await v.turnTo('Look');
    assert.deepEqual(await shown(), ['accent', 'density', 'radius', 'app-name', 'theme', 'lang']);
    await v.turnTo('Attributes');
    const login = ['qr-format', 'manual', 'max-codes', 'poll-interval', 'heading-level', 'messages'];
    assert.deepEqual(await shown(), login);
    await v.page.$$eval('#settings details', (all) => all.forEach((details) => (details.open = true)));
    assert.deepEqual(await shown(), [...login, 'backend-url', 'token', 'auth-scheme']);
  });

  it('live in the address, but for credentials and headers', async (t) => {
    const v = await open(t, { way: 'direct' });
    await offer(v, 'token');
    for (const [name, value] of [
      ['token', 'hush'],
      ['instance', '77'],
      ['max-codes', '4'],
      ['messages', '{"copy":"Take"}'],
    ] as const)
      await v.page.locator(`#settings [name="${name}"]`).fill(value);
    await v.page.locator('#settings [name="manual"]').click();
    await v.page.select('#settings [name="lang"]', 'he');
    await v.page.select('#settings [name="way"]', 'relay');
    await v.page.locator('#settings [name="headers"]').fill('{"X-Session":"hush"}');
    await v.page.select('#settings [name="credentials"]', 'omit');
    await v.hasAttribute('max-codes', '4');
    await v.page.waitForFunction(() => location.search.includes('lang=he'));
    const search = new URLSearchParams(await v.page.evaluate(() => location.search));
    assert.deepEqual(
      [...search],
      [
        ['lang', 'he'],
        ['manual', 'true'],
        ['max-codes', '4'],
        ['messages', '{"copy":"Take"}'],
        ['credentials', 'omit'],
      ],
    );
    await v.reload();
    assert.equal(await v.page.$eval('#settings [name="credentials"]', (one) => one.closest('details')!.open), true);
    await v.hasAttribute('max-codes', '4');
    assert.equal(await v.attribute('lang'), 'he');
    assert.equal(await v.attribute('manual'), '');
    assert.deepEqual(await v.page.$eval('wa-qr-login', ({ messages }) => messages), { copy: 'Take' });
  });

  it('tell what is wrong with a JSON, and keep the text and the last good one', async (t) => {
    const v = await open(t);
    await v.isDrawn();
    await offer(v, 'messages');
    await v.isDrawn();
    const field = v.page.locator('#settings [name="messages"]');
    const title = () =>
      v.page.$eval('wa-qr-login', (login) => login.shadowRoot!.querySelector('h2')!.textContent.trim());
    await field.fill('{"title":"Go on, {app}"}');
    await v.page.waitForFunction(
      () =>
        document.querySelector('wa-qr-login')!.shadowRoot!.querySelector('h2')!.textContent.trim() ===
        'Go on, Acme CRM',
    );
    for (const [text, wrong] of [
      ['{"title":', /JSON/],
      ['[]', /object/],
      ['{"titel":"x"}', /“titel”/],
      ['{"title":1}', /kind/],
      ['{"errors":{"quoat":"x"}}', /“quoat”/],
    ] as const) {
      await field.fill(text);
      assert.match(await v.page.$eval('#messages-wrong', (small) => small.textContent), wrong);
      assert.equal(
        await v.page.$eval('#settings [name="messages"]', (area) => area.getAttribute('aria-invalid')),
        'true',
      );
      assert.equal(await title(), 'Go on, Acme CRM');
    }
    await v.reload();
    await v.isDrawn();
    assert.equal(await v.page.$eval('textarea[name="messages"]', ({ value }) => value), '{"errors":{"quoat":"x"}}');
    assert.match(await v.page.$eval('#messages-wrong', (small) => small.textContent), /“quoat”/);
    v.assertNoComplaints();
  });

  it('headers ride on each request to the backend', async (t) => {
    const v = await open(t);
    const seen = v.page.waitForRequest((request) => request.headers()['x-team'] === 'sales');
    await offer(v, 'headers');
    await v.page.locator('#settings [name="headers"]').fill('{"X-Team":"sales"}');
    assert.match((await seen).url(), /\/demo\/login\/\d+\?want=qr$/);
  });

  it('a wrong token is refused, and the right client token is what a login lacked', async (t) => {
    const v = await open(t, { way: 'direct', gateway: 'z-api', scenario: 'clientToken' });
    assert.equal((await v.detailOf('error')).code, 'config');
    await offer(v, 'token');
    await v.page.select('#settings [name="gateway"]', 'z-api');
    await v.page.select('#settings [name="scenario"]', 'clientToken');
    await v.page.locator('#settings [name="client-token"]').fill('security');
    await v.isDrawn();
    await v.page.locator('#settings [name="token"]').fill('wrong');
    assert.notEqual((await v.detailOf('error')).code, undefined);
    assert.ok(!(await v.page.$eval('body', (body) => body.textContent)).includes('security"'));
  });

  it('the gateway’s own page is framed, and a scan of it links', async (t) => {
    const v = await open(t, { way: 'direct', 'qr-domain': demo.simulator.origin });
    const frame = await (await v.page.waitForSelector('wa-qr-login >>> iframe'))!.contentFrame();
    await frame.locator('button').click();
    await frame.waitForSelector('img:not([hidden])');
    await v.page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('[name="scan"]')!.disabled);
    await v.link();
  });

  it('manual asks nothing before start(), and stop() and restart() do what they say', async (t) => {
    const v = await open(t, { manual: 'true', way: 'direct' });
    await v.page.waitForSelector('wa-qr-login:defined');
    const press = (name: string) => v.page.locator(`.methods [name="${name}"]`).click();
    const says = (status: string) => v.page.waitForSelector(`#status[data-status="${status}"]`);
    await says('idle');
    assert.equal(await v.page.$$eval('#calls li', ({ length }) => length), 0);
    await press('start');
    await says('qr');
    await press('stop');
    await says('idle');
    await press('restart');
    await says('qr');
    assert.deepEqual(await v.statuses(), ['waiting', 'qr', 'idle', 'waiting', 'qr']);
    assert.equal(await v.page.$eval('#status', (status) => status.textContent), 'qr');
    v.assertNoComplaints(SOCKET);
  });

  it('manual, chosen while a login runs, makes the next one wait', async (t) => {
    const v = await open(t, { way: 'direct' });
    await v.isDrawn();
    const former = await v.instance();
    await offer(v, 'manual');
    await v.page.locator('#settings [name="manual"]').click();
    await v.page.waitForFunction((name) => document.querySelector('wa-qr-login')!.instance !== name, {}, former);
    await v.isIn('idle');
    // The page looks at the next account now, and finds that nobody has asked it for anything.
    await v.page.waitForFunction(() => document.querySelectorAll('#calls li').length === 0);
    const account = demo.simulator.simulator.account((await v.instance()) ?? '');
    assert.deepEqual(account?.calls, []);
  });
});

describe('the code to copy', { concurrency: 2 }, () => {
  it('is there for each framework, by mouse and by keyboard, and follows the settings', async (t) => {
    const v = await open(t, { 'app-name': 'Ação "1"', theme: 'dark' });
    await v.isDrawn();
    const expected = {
      HTML: /wa-qr-login\.js"[^]*\n {2}app-name="Ação &quot;1&quot;"\n {2}theme="dark"[^]*addEventListener\('linked'/,
      Vue: /'wa-qr-login\/vue'[^]*app-name="Ação &quot;1&quot;"\n {4}theme="dark"[^]*@linked="onLinked"/,
      React: /'wa-qr-login\/react'[^]*appName="Ação &quot;1&quot;"\n {6}theme="dark"[^]*onLinked=\{/,
      Angular: /CUSTOM_ELEMENTS_SCHEMA[^]*app-name="Ação &quot;1&quot;"\n {6}theme="dark"[^]*\(linked\)="/,
      Svelte: /'wa-qr-login\/svelte'[^]*app-name="Ação &quot;1&quot;"\n {2}theme="dark"[^]*\{onlinked\}/,
      CSS: /^\/\* The card looks as it does by itself/,
    };
    for (const [framework, pattern] of Object.entries(expected)) assert.match(await v.code(framework), pattern);
    await v.page.focus('#tab-Svelte');
    const chosen = () =>
      v.page.evaluate(() => [
        document.activeElement?.textContent,
        document.querySelector('#page-code [role="tab"][aria-selected="true"]')?.textContent,
        [...document.querySelectorAll<HTMLElement>('#page-code [role="tab"]')].filter(({ tabIndex }) => tabIndex === 0)
          .length,
        document.querySelector('#page-code [role="tabpanel"]')?.getAttribute('aria-labelledby'),
      ]);
    for (const [key, framework] of [
      ['ArrowRight', 'CSS'],
      ['ArrowRight', 'HTML'],
      ['ArrowLeft', 'CSS'],
      ['ArrowLeft', 'Svelte'],
      ['Home', 'HTML'],
      ['End', 'CSS'],
    ] as const) {
      await v.page.keyboard.press(key);
      assert.deepEqual(await chosen(), [framework, framework, 1, `tab-${framework}`]);
      assert.match(await v.page.$eval('#snippet', (code) => code.textContent), expected[framework]);
    }
    await v.page.keyboard.press('Home');
    await v.page.select('#settings [name="theme"]', 'light');
    assert.match(await v.page.$eval('#snippet', (code) => code.textContent), /theme="light"/);
  });

  it('goes to the clipboard', async (t) => {
    const v = await open(t);
    for (const name of ['clipboard-read', 'clipboard-write'])
      await v.page.browserContext().setPermission(demo.address, { permission: { name }, state: 'granted' });
    await v.isDrawn();
    const shown = await v.code('Vue');
    await v.page.locator('#copy').click();
    await v.page.waitForFunction(() => document.querySelector('#copy')!.textContent === 'Copied');
    assert.equal(await v.page.evaluate(() => navigator.clipboard.readText()), shown);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Demo } from '../../demo/server.js';
import { PRESETS } from '../../demo/theming.js';
import { LANGUAGES } from '../../src/messages/index.js';
import { BUDGETS } from '../size/budgets.js';
import { launchChromium } from '../tools/browser-page.js';
import { startQuickDemo, visit, type Visit } from './demo-visit.js';

let demo: Demo;
let browser: Browser;

before(async () => {
  [demo, browser] = await Promise.all([startQuickDemo(), launchChromium()]);
});

after(async () => {
  await browser.close();
  await demo.close();
});

const open = async (t: TestContext, settings: Record<string, string> = {}, viewport = { width: 1280, height: 900 }) => {
  const v = await visit(t, browser, `${demo.address}demo/`, settings, (page) => page.setViewport(viewport));
  await v.isDrawn();
  return v;
};

/** What the card makes of its custom properties. */
const lookOf = (v: Visit) =>
  v.page.$eval('wa-qr-login', (login) => {
    const own = getComputedStyle(login);
    const card = getComputedStyle(login.shadowRoot!.querySelector('[part~="card"]')!);
    return {
      accent: own.getPropertyValue('--wa-accent'),
      radius: own.getPropertyValue('--wa-radius'),
      space: own.getPropertyValue('--wa-space'),
      corner: card.borderTopLeftRadius,
    };
  });

const choose = (v: Visit, preset: string) => v.page.locator(`#presets button::-p-text(${preset})`).click();

const css = (v: Visit) => v.page.$eval('#css', ({ textContent }) => textContent);

/** The selectors of what does not lie within the window wholly. */
const cutOff = (v: Visit, ...selectors: string[]) =>
  v.page.evaluate((all) => {
    const isCut = (selector: string) => {
      const element = document.querySelector<HTMLElement>(selector)!;
      const { top, left, right, bottom } = element.getBoundingClientRect();
      const isOutside = top < 0 || left < 0 || right > innerWidth || bottom > innerHeight;
      return isOutside || element.scrollHeight > element.clientHeight + 1;
    };
    return all.filter(isCut);
  }, selectors);

describe('the look of the demo', { concurrency: 3 }, () => {
  for (const { label, radius } of [PRESETS.indigo, PRESETS.coral, PRESETS.graphite])
    it(`the brand “${label}” dresses the card with the very CSS that is there to copy`, async (t) => {
      const v = await open(t);
      const plain = await lookOf(v);
      assert.deepEqual(plain, { accent: '', radius: '', space: '', corner: '16px' });
      await v.turnTo('Look');
      await choose(v, label);
      const [look, text] = [await lookOf(v), await css(v)];
      assert.equal(look.corner, `${radius}px`);
      for (const value of [look.accent, look.radius, look.space].filter((one) => one !== ''))
        assert.ok(text.includes(`: ${value};`), `${value} is not in ${text}`);
      assert.equal(await v.code('CSS'), text);
      const pressed = await v.page.$$eval('#presets [aria-pressed="true"]', (all) => all.map((one) => one.textContent));
      assert.deepEqual(pressed, [label]);
      await choose(v, PRESETS.own.label);
      assert.deepEqual(await lookOf(v), plain);
      v.assertNoComplaints();
    });

  it('accent, radius and density change the card in place, and live in the address', async (t) => {
    const v = await open(t);
    const former = await v.attribute('backend-url');
    await v.turnTo('Look');
    for (const [name, value] of Object.entries({ accent: '#aa3377', radius: '3', density: 'roomy' }))
      await v.page.$eval(
        `#settings [name="${name}"]`,
        (control, chosen) => {
          (control as HTMLInputElement).value = chosen;
          control.dispatchEvent(new Event('input', { bubbles: true }));
        },
        value,
      );
    const look = await lookOf(v);
    assert.match(look.accent, /^light-dark\(#aa3377, #[0-9a-f]{6}\)$/);
    assert.deepEqual([look.radius, look.space, look.corner], ['3px', '40px', '3px']);
    assert.equal(await v.attribute('backend-url'), former, 'the login went on');
    assert.equal(await v.page.$$eval('#presets [aria-pressed="true"]', ({ length }) => length), 0);
    await v.reload();
    await v.isDrawn();
    assert.deepEqual(await lookOf(v), look);
    v.assertNoComplaints();
  });

  it('the CSS goes to the clipboard', async (t) => {
    const v = await open(t, { radius: '4' });
    for (const name of ['clipboard-read', 'clipboard-write'])
      await v.page.browserContext().setPermission(demo.address, { permission: { name }, state: 'granted' });
    await v.turnTo('Look');
    await v.page.locator('#copy-css').click();
    await v.page.waitForFunction(() => document.querySelector('#copy-css')!.textContent === 'Copied');
    assert.equal(await v.page.evaluate(() => navigator.clipboard.readText()), 'wa-qr-login {\n  --wa-radius: 4px;\n}');
  });
});

describe('the room on the page of the demo', { concurrency: 3 }, () => {
  it('nothing is cut at 1280 × 900: neither the card, nor the phone, nor a page of the settings', async (t) => {
    const v = await open(t, { way: 'direct' });
    const whole = ['header', 'wa-qr-login', '.methods', '#phone', '#settings'];
    for (const page of ['Simulation', 'Look', 'Attributes'] as const) {
      await v.turnTo(page);
      if (page === 'Look') await choose(v, PRESETS.coral.label);
      assert.deepEqual(await cutOff(v, ...whole), [], page);
    }
    assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth), 1280);
  });

  it('on a phone, the simulated one is a bar at the bottom, wherever the page is scrolled', async (t) => {
    const v = await open(t, { method: 'qr' }, { width: 390, height: 844 });
    const bar = () =>
      v.page.$eval('#phone', (phone) => {
        const { top, bottom, width } = phone.getBoundingClientRect();
        return { height: bottom - top, bottom, width };
      });
    for (const scrolled of [0, 1_000, 100_000]) {
      await v.page.evaluate((y) => scrollTo(0, y), scrolled);
      const { height, bottom, width } = await bar();
      assert.deepEqual([bottom, width], [844, 390]);
      assert.ok(height < 110, `${height}`);
    }
    const end = await v.page.$eval('footer', (footer) => footer.getBoundingClientRect().bottom);
    assert.ok(end <= 844 - (await bar()).height, 'the bar covers the end of the page');
    assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth), 390);
    await v.page.evaluate(() => scrollTo(0, 0));
    await v.link();
    await v.phoneSays('linked');
    await v.press('log-out');
    await v.phoneSays('logged-out');
    v.assertNoComplaints();
  });
});

describe('what the demo says of the element', () => {
  it('are its bytes, its languages and its gateways', async (t) => {
    const v = await open(t);
    const facts = await v.page.$$eval('[data-fact]', (all) => all.map(({ textContent }) => textContent));
    const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000)} kB`;
    const formerNames = ['in', 'iw'];
    const languages = [...LANGUAGES.keys()].filter((tag) => !formerNames.includes(tag)).length;
    const gateways = await v.page.$$eval('select[name="gateway"] option', ({ length }) => length);
    assert.deepEqual(facts, [
      kilobytes(BUDGETS['entry']!),
      kilobytes(BUDGETS['to the first QR code']!),
      String(languages),
      String(gateways),
    ]);
  });

  it('are backends that the tests run, each as it stands in its file', async (t) => {
    const v = await open(t);
    const shown = async (name: string) => {
      await v.page.locator(`#tab-${name}`).click();
      return v.page.$eval('#backend-panel', (panel) => panel.textContent);
    };
    const files = {
      Express: ['express.ts'],
      Next: ['next/relay.ts', 'next/app/whatsapp/login/route.ts'],
      PHP: ['backend.php'],
      Python: ['backend.py'],
    };
    for (const [name, those] of Object.entries(files)) {
      const lines = those.flatMap((file) => readFileSync(`demo/examples/${file}`, 'utf8').split('\n'));
      const text = await shown(name);
      assert.match(text, /Your session check|session check/, name);
      for (const line of text.split('\n')) assert.ok(lines.includes(line), `${name}: ${line}`);
      assert.doesNotMatch(text, /#region/);
    }
    assert.equal((await shown('Python')).trim(), readFileSync('demo/examples/backend.py', 'utf8').trim());
    v.assertNoComplaints();
  });
});

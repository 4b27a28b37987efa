import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { startDemo, type Demo } from '../../demo/server.js';
import { installPageClock, passTimeUntil } from './page-clock.js';

/** Chromium reports every refusal of a gateway, however calmly the page takes it. */
export const REFUSED = /^Failed to load resource: the server responded with a status of (400|401|466)/;
export const SOCKET = /^WebSocket connection to .* failed/;

/** A busy machine takes seconds for what takes a moment, ms. */
const PATIENCE = 90_000;

/** The demo, with accounts that are linked soon after a scan. */
export async function startQuickDemo(): Promise<Demo> {
  const demo = await startDemo({ port: 0 });
  const { simulator } = demo.simulator;
  const add = simulator.add.bind(simulator);
  simulator.add = (script) => add({ linkDelay: 300, ...script });
  return demo;
}

/** A page of the demo, which closes with the test. `prepare`: before it is opened. */
export async function visit(
  t: TestContext,
  browser: Browser,
  address: string,
  settings: Readonly<Record<string, string>> = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Visit> {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width: 1280, height: 1000 });
  await installPageClock(page);
  await prepare?.(page);
  const visit = new Visit(page);
  await page.goto(`${address}?${new URLSearchParams(settings).toString()}`);
  await visit.isBuilt();
  return visit;
}

/** Somebody at the demo's page. */
export class Visit {
  readonly page: Page;
  readonly #complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.#complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text());
    });
  }

  /** The form has its controls: the demo learns from the gateways' adapters which ones mean something. */
  async isBuilt(): Promise<void> {
    await this.page.waitForSelector('select[name="gateway"] option');
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.isBuilt();
  }

  press(name: string): Promise<void> {
    return this.page.locator(`#phone button[name="${name}"]`).click();
  }

  async phoneSays(result: string): Promise<void> {
    await this.page.waitForSelector(`#phone[data-result="${result}"]`);
  }

  /** Scans what is on screen, and again where the phone hangs because the code was replaced meanwhile, as a person does. */
  async scan(): Promise<void> {
    for (;;) {
      await this.page.$eval('#phone', (phone) => phone.setAttribute('data-result', ''));
      await this.press('scan');
      const phone = await this.page.waitForSelector('#phone:not([data-result=""])');
      const result = await phone?.evaluate((said) => said.getAttribute('data-result'));
      if (result !== 'outdated' && result !== 'nothing') return;
      await this.isDrawn();
    }
  }

  async link(): Promise<void> {
    await this.scan();
    await this.isIn('linked');
  }

  /**
   * Asks for a pairing code for the number in the form. As soon as the countries' numbering plans have come, the form says under
   * the field whose number it is, which moves the button: a click at that moment would miss it.
   */
  async askForCode(): Promise<void> {
    const root = 'wa-qr-login >>> ';
    await this.page.waitForSelector(`${root}#hint b`);
    await this.page.locator(`${root}button[type="submit"]`).click();
    await this.isIn('code');
  }

  /** Types the pairing code into the phone, and comes back when that is linked. */
  async enterCode(): Promise<void> {
    await this.press('enter-code');
    await this.phoneSays('linked');
    await this.passTimeUntil('wa-qr-login[status="linked"]'); // the page asks every few seconds only
  }

  async isIn(status: string): Promise<void> {
    await this.page.waitForSelector(`wa-qr-login[status="${status}"]`);
  }

  /** Lets time fly in the page until it has what the selector names: for waits in which only time passes. */
  passTimeUntil(selector: string): Promise<void> {
    return passTimeUntil(this.page, (wanted) => document.querySelector(wanted) !== null, selector);
  }

  /** The same until a QR code is drawn. */
  async isDrawnInTime(): Promise<void> {
    await passTimeUntil(this.page, () =>
      Boolean(document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('[part~="qr"] canvas')),
    );
    await this.isDrawn();
  }

  /** A QR code is drawn, not only known. */
  async isDrawn(): Promise<void> {
    await this.page.waitForSelector('wa-qr-login >>> [part~="qr"] canvas', { visible: true });
  }

  /** How often in a row the gateway was asked the same. */
  asked(): Promise<number> {
    return this.page.evaluate(() => Number(document.querySelector('#calls b + span')?.textContent.slice(1) ?? 1));
  }

  async isAsked(times: number): Promise<void> {
    await this.page.waitForFunction(
      (least) => Number(document.querySelector('#calls b + span')?.textContent.slice(1)) >= least,
      {},
      times,
    );
  }

  instance(): Promise<string | undefined> {
    return this.page.$eval('wa-qr-login', (login) => login.instance);
  }

  /** What the list of events shows, oldest first. */
  async events(): Promise<(readonly [type: string, detail: any])[]> {
    const rows = await this.page.$$eval('#events li', (items) =>
      items.map((item) => [item.querySelector('b')!.textContent, item.querySelector('code')!.textContent] as const),
    );
    return rows.map(([type, detail]) => [type, JSON.parse(detail)] as const).reverse();
  }

  async statuses(): Promise<string[]> {
    return (await this.events()).filter(([type]) => type === 'statechange').map(([, { status }]) => status);
  }

  /** Waits for an event to be listed. */
  async detailOf(type: string): Promise<any> {
    await this.page.waitForSelector(`#events [data-type="${type}"]`);
    return (await this.events()).find(([name]) => name === type)?.[1];
  }

  /** The same, where the element tries for half a minute first. */
  async detailInTimeOf(type: string): Promise<any> {
    await this.passTimeUntil(`#events [data-type="${type}"]`);
    return this.detailOf(type);
  }

  /** What the element holds now. */
  attribute(name: string): Promise<string | null> {
    return this.page.$eval('wa-qr-login', (login, name) => login.getAttribute(name), name);
  }

  async hasAttribute(name: string, value: string | null): Promise<void> {
    await this.page.waitForFunction(
      (name, value) => document.querySelector('wa-qr-login')?.getAttribute(name) === value,
      {},
      name,
      value,
    );
  }

  /** Chooses how the connection is spoiled. */
  async spoil(fault: string): Promise<void> {
    await this.page.$eval(`#network [value="${fault}"]`, (radio) => (radio as HTMLInputElement).click());
  }

  /** Opens a page of the settings, by its tab. */
  async turnTo(page: 'Simulation' | 'Look' | 'Attributes'): Promise<void> {
    await this.page.locator(`#tab-${page}`).click();
  }

  /** The code to copy, for one framework. */
  async code(framework = 'HTML'): Promise<string> {
    await this.page.locator(`#tab-${framework}`).click();
    return this.page.$eval('#snippet', (code) => code.textContent);
  }

  assertNoComplaints(...expected: RegExp[]): void {
    assert.deepEqual(
      this.#complaints.filter((text) => !expected.some((pattern) => pattern.test(text))),
      [],
    );
  }
}

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';

/** Chromium reports every refusal of a gateway, however calmly the page takes it. */
export const REFUSED = /^Failed to load resource: the server responded with a status of (400|401|466)/;
export const SOCKET = /^WebSocket connection to .* failed/;

/** Some logins try for 30 s before they fail, ms. */
const PATIENCE = 90_000;

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
  await prepare?.(page);
  const visit = new Visit(page);
  await page.goto(`${address}?${new URLSearchParams(settings).toString()}`);
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

  press(name: string): Promise<void> {
    return this.page.locator(`#phone button[name="${name}"]`).click();
  }

  /** Scans as a person does: a code that had just been replaced is scanned again. */
  async link(): Promise<void> {
    const linked = 'wa-qr-login[status="linked"]';
    for (let attempt = 0; attempt < 9; attempt++) {
      await this.page.$eval('#phone button[name="scan"]', (button) => button.click());
      const isLinked = await this.page.waitForSelector(linked, { timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (isLinked) return;
    }
    await this.isIn('linked');
  }

  async phoneSays(result: string): Promise<void> {
    await this.page.waitForSelector(`#phone[data-result="${result}"]`);
  }

  async isIn(status: string): Promise<void> {
    await this.page.waitForSelector(`wa-qr-login[status="${status}"]`);
  }

  /** A QR code is drawn, not only known. */
  async isDrawn(): Promise<void> {
    await this.page.waitForSelector('wa-qr-login >>> [part~="qr"] canvas', { visible: true });
  }

  /** How often in a row the gateway was asked the same. */
  asked(): Promise<number> {
    return this.page.$eval('#calls b + span', (times) => Number(times.textContent.slice(1)));
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

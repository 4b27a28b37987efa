import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import type { Browser, JSHandle, Page } from 'puppeteer-core';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { launchChromium } from '../tools/browser-page.js';
import { Site } from './drop-in.js';

/** A stand-in for the published extension, which signs with nothing. Its identifier follows from the key in its manifest. */
const EXTENSION = fileURLToPath(new URL('passkey-extension', import.meta.url));
const EXTENSION_ID = 'cpjeofpmfdgkbickeinbnobpdjeicmpl';

describe('a passkey, with an extension in a real browser', () => {
  let simulator: SimulatorServer;
  let site: Site;
  let browser: Browser;

  before(async () => {
    [simulator, site] = [await startSimulator(), await Site.start()];
    browser = await launchChromium({ enableExtensions: [EXTENSION], pipe: true });
  });
  after(async () => {
    await browser.close();
    site.close();
    await simulator.close();
  });

  /** A page whose login has got as far as the passkey. */
  const open = async (passkeyConfirmation: boolean, id: string) => {
    const account = simulator.simulator.add({ gateway: 'waha', passkeyConfirmation });
    const { instance, token } = account;
    site.pages.set(
      `/${instance}`,
      `<!doctype html><html lang="en"><script type="module">
        import '/wa-qr-login.js';
        document.querySelector('wa-qr-login').passkeyExtension = { id: '${id}' };
      </script>
      <wa-qr-login gateway="waha" backend-url="${simulator.origin}" instance="${instance}" token="${token}"></wa-qr-login>`,
    );
    const page = await browser.newPage();
    await page.goto(`${site.origin}/${instance}`);
    await reaches(page, 'qr');
    account.passkey();
    await reaches(page, 'passkey');
    return { account, page };
  };
  const reaches = (page: Page, status: string) =>
    page.waitForSelector(`wa-qr-login[status=${status}]`, { timeout: 60_000 });
  const shown = async (page: Page, selector: string, text: string) => {
    const found = await page.waitForFunction(
      (part, words) => {
        const found = document.querySelector('wa-qr-login')?.shadowRoot?.querySelectorAll<HTMLElement>(part) ?? [];
        return Array.from(found).find(({ textContent }) => textContent?.includes(words));
      },
      { timeout: 60_000 },
      selector,
      text,
    );
    return found as JSHandle<HTMLElement>;
  };
  const press = async (page: Page, text: string) => {
    const button = await shown(page, 'button', text);
    await button.evaluate((found) => found.click());
  };

  for (const isCompared of [false, true])
    it(`is signed by it, and the number is linked (${isCompared ? 'with' : 'without'} a code to compare)`, async () => {
      const { account, page } = await open(isCompared, EXTENSION_ID);
      await press(page, 'Continue with your passkey');
      if (isCompared) {
        await shown(page, '[part=code]', '4 7 1 1');
        await press(page, 'Yes, it is the same');
      }
      await reaches(page, 'linked');
      const [signed] = account.calls.filter(({ method }) => method === 'passkey');
      assert.match(JSON.stringify(signed?.body), /"signature":"9WVUYm9AsQ/);
      assert.equal(account.logins, 1);
      await page.close();
    });

  it('leads to where it is installed if it is not there, and the login goes on', async () => {
    const { account, page } = await open(false, 'a'.repeat(32));
    const link = await shown(page, '[part=link]', 'Install the browser extension');
    assert.match(
      await link.evaluate((found) => (found as HTMLAnchorElement).href),
      /^https:\/\/chromewebstore\.google\.com\//,
    );
    account.set({ state: 'WORKING' });
    await reaches(page, 'linked');
    await page.close();
  });
});

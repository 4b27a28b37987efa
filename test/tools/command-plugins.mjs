// Commands of our own for executeServerCommand() in the browser tests.

/** `window-size` with `{ width, height }`, in every engine: the viewport where the driver has one, the window elsewhere. */
export function windowSizePlugin() {
  return {
    name: 'window-size',
    async executeCommand({ command, payload, session: { browser, id } }) {
      if (command !== 'window-size') return undefined;
      if (browser.type === 'puppeteer') await browser.getPage(id).setViewport(payload);
      else await browser.setWindowSize(payload.width, payload.height);
      return { done: true };
    },
  };
}

/** `cdp` with `{ method, params }`: one command of the DevTools protocol, in Chromium only. What it sets lasts for the page. */
export function cdpPlugin() {
  const sessions = new WeakMap();
  return {
    name: 'cdp',
    async executeCommand({ command, payload, session: { browser, id } }) {
      if (command !== 'cdp') return undefined;
      const page = browser.getPage(id);
      if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
      const result = await sessions.get(page).send(payload.method, payload.params);
      return { result };
    },
  };
}

/** `screenshot`: what the page has really painted, as a PNG in base64. */
export function screenshotPlugin() {
  return {
    name: 'screenshot',
    async executeCommand({ command, session: { browser, id } }) {
      if (command !== 'screenshot') return undefined;
      if (browser.type === 'puppeteer') return { png: await browser.getPage(id).screenshot({ encoding: 'base64' }) };
      return { png: Buffer.from(await browser.takeScreenshot(id)).toString('base64') };
    },
  };
}

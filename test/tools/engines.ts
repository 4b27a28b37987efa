import puppeteer from 'puppeteer-core';
import { findFirefox, findWebkit } from './find-browsers.mjs';
import { WebKitLauncher } from './webkit-launcher.mjs';

/** A window of a browser that cannot be driven as Chromium is. */
export interface EngineWindow {
  open(address: string): Promise<void>;
  /** Runs the body of a function in the page; what it returns crosses as JSON. */
  run(body: string): Promise<unknown>;
  resize(width: number, height: number): Promise<void>;
  /** A PNG of what is seen. */
  photograph(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** How a window of each engine is opened that this machine has besides Chromium; WTR_REQUIRE=1 makes a missing one an error. */
export const otherEngines: ReadonlyMap<string, () => Promise<EngineWindow>> = new Map(
  Object.entries({ Firefox: firefox(), WebKitGTK: webkit() }).flatMap(([name, open]) => {
    if (open) return [[name, open] as const];
    if (process.env['WTR_REQUIRE']) throw new Error(`No ${name} on this machine`);
    console.warn(`No ${name} on this machine: its tests are left out`);
    return [];
  }),
);

function firefox(): (() => Promise<EngineWindow>) | undefined {
  const found = findFirefox();
  return (
    found &&
    (async () => {
      const browser = await puppeteer.launch({ browser: 'firefox', executablePath: found.path, headless: true });
      const page = await browser.newPage();
      return {
        open: async (address) => {
          await page.goto(address);
        },
        run: (body) => page.evaluate(`(() => { ${body} })()`),
        resize: (width, height) => page.setViewport({ width, height }),
        photograph: () => page.screenshot(),
        close: () => browser.close(),
      };
    })
  );
}

function webkit(): (() => Promise<EngineWindow>) | undefined {
  const found = findWebkit();
  return (
    found &&
    (async () => {
      const launcher = new WebKitLauncher(found);
      return {
        open: (address) => launcher.startSession('window', address),
        run: (body) => launcher.evaluate(body),
        resize: (width, height) => launcher.setWindowSize(width, height),
        photograph: () => launcher.takeScreenshot(),
        close: () => launcher.stop(),
      };
    })
  );
}

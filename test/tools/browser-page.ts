import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core';
import { chromiumArguments } from './chromium-arguments.mjs';
import { findChromium } from './find-browsers.mjs';

/** The Chromium of the browser tests, for tests that drive it from Node. The caller closes it. */
export function launchChromium({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  const found = findChromium();
  if (!found) throw new Error('No Chromium on this machine: run npm test once, or set CHROME_PATH');
  return puppeteer.launch({
    executablePath: found.path,
    headless: found.shell ? 'shell' : true,
    args: [...chromiumArguments, ...args],
    env: { ...process.env, ...found.env },
    ...options,
  });
}

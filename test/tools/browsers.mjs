// One Web Test Runner launcher per engine of this machine.
import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { chromiumArguments } from './chromium-arguments.mjs';
import { findChromium, findFirefox, findWebkit } from './find-browsers.mjs';
import { WebKitLauncher } from './webkit-launcher.mjs';

function chromium() {
  const found = findChromium();
  if (!found) return undefined;
  const launcher = chromeLauncher({
    puppeteer: puppeteerCore,
    launchOptions: {
      executablePath: found.path,
      headless: found.shell ? 'shell' : true,
      args: chromiumArguments,
      env: { ...process.env, ...found.env },
    },
    concurrency: Number(process.env.WTR_CONCURRENCY ?? 2),
    // A tab in the background gets no frames and no keys, and a screenshot of one hides the others: every page has a window
    // of its own, and is told it has the focus.
    async createPage({ context }) {
      const page = await context.newPage({ type: 'window' });
      await page.emulateFocusedPage(true);
      return page;
    },
  });
  launcher.name = 'Chromium';
  return launcher;
}

/** By WebDriver BiDi, which puppeteer-core speaks: no geckodriver. */
function firefox() {
  const found = findFirefox();
  if (!found) return undefined;
  const launchOptions = { browser: 'firefox', executablePath: found.path, headless: true };
  return chromeLauncher({ puppeteer: puppeteerCore, launchOptions, concurrency: 1 });
}

function webkit() {
  const found = findWebkit();
  return found && new WebKitLauncher(found);
}

const engines = { chromium, firefox, webkit };

/**
 * WTR_BROWSERS=chromium,firefox,webkit picks; WTR_REQUIRE=1 makes a missing one an error.
 * @returns {Record<string, object>} launchers by engine
 */
export function browsers() {
  const names = (process.env.WTR_BROWSERS ?? Object.keys(engines).join(',')).split(',');
  const launchers = {};
  for (const name of names) {
    if (!engines[name]) throw new Error(`WTR_BROWSERS: there is no ${name}, only ${Object.keys(engines).join(', ')}`);
    const launcher = engines[name]();
    if (launcher) launchers[name] = launcher;
    else if (process.env.WTR_REQUIRE || name === 'chromium') throw new Error(`No ${name} on this machine`);
    else console.warn(`[browsers] no ${name} on this machine: its run is left out`);
  }
  return launchers;
}

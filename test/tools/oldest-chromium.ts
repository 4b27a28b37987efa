import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromiumArguments } from './chromium-arguments.mjs';
import { installPackages } from './install.mjs';

const folder = resolve('test/tools/oldest-browser');
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The version of Chromium that the package brings: the first number of its own version. */
export const OLDEST_CHROMIUM = Number.parseInt(about.dependencies['@sparticuz/chromium'] ?? '', 10);

/** Installs and starts it. Its libraries come with it, because it was built for another system than this one may be. */
export async function launchOldestChromium(): Promise<Browser> {
  installPackages(folder);
  const home = join(folder, 'node_modules', '.chromium');
  const unpack = resolve('test/tools/browser/unpack.mjs');
  const said = execFileSync(process.execPath, [unpack, home, folder], { encoding: 'utf8' });
  return puppeteer.launch({
    executablePath: said.trim(),
    headless: 'shell',
    args: [...chromiumArguments],
    env: { ...process.env, LD_LIBRARY_PATH: join(home, 'al2023', 'lib') },
  });
}

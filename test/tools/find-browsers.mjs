// Finds the browsers of this machine. Node built-ins only: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where unpack.mjs puts the Chromium that npm ships. */
export const shellDir = fileURLToPath(new URL('./browser/node_modules/.chromium', import.meta.url));

const first = (...paths) => paths.find((path) => path && existsSync(path));

function which(...names) {
  for (const name of names) {
    const found = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim().split(/\r?\n/)[0];
  }
  return undefined;
}

function installedChromium() {
  try {
    // It knows the many places of macOS and Windows, too.
    const require = createRequire(createRequire(import.meta.url).resolve('@web/test-runner-chrome'));
    const path = require('chrome-launcher').Launcher.getFirstInstallation();
    if (path) return path;
  } catch {
    // Not installed yet, or no Chrome.
  }
  return (
    which('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome') ??
    first(
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    )
  );
}

const caches = { linux: '.cache', darwin: 'Library/Caches', win32: 'AppData/Local' };
const chromiumNames = /^(chrome-headless-shell|headless_shell|chrome|Chromium|Google Chrome for Testing)(\.exe)?$/;

/** A Chromium which `npx playwright install` has downloaded. */
function playwrightChromium() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), caches[process.platform] ?? '', 'ms-playwright');
  if (!existsSync(cache)) return undefined;
  const folders = readdirSync(cache).filter((name) => name.startsWith('chromium'));
  for (const folder of folders.sort().reverse()) {
    const files = readdirSync(join(cache, folder), { recursive: true, withFileTypes: true });
    const program = files.find((file) => file.isFile() && chromiumNames.test(file.name));
    if (program) return join(program.parentPath ?? program.path, program.name);
  }
  return undefined;
}

function npmChromium() {
  const path = join(shellDir, 'chromium');
  if (!existsSync(path)) return undefined;
  // NSS and fonts travel with it: used only where the machine has none.
  const lacksLibraries = /not found/.test(spawnSync('ldd', [path], { encoding: 'utf8' }).stdout ?? '');
  const env = {};
  if (lacksLibraries) env.LD_LIBRARY_PATH = join(shellDir, 'al2023', 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(shellDir, 'fonts');
  return { path, from: 'npm', shell: true, env };
}

export function findChromium() {
  const given = first(process.env.CHROME_PATH);
  if (given) return { path: given, from: 'CHROME_PATH' };
  const installed = installedChromium();
  if (installed) return { path: installed, from: 'installed' };
  const downloaded = playwrightChromium();
  if (downloaded) return { path: downloaded, from: 'playwright', shell: /headless.shell/.test(downloaded) };
  return npmChromium();
}

export function findFirefox() {
  const path = first(
    process.env.FIREFOX_PATH,
    which('firefox', 'firefox-esr'),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  );
  return path && { path, from: 'installed' };
}

/** WebKitGTK on Linux. Safari only when asked for: it needs "Allow remote automation" in its settings. */
export function findWebkit() {
  if (process.platform === 'darwin' && process.env.WTR_SAFARI) return { path: '/usr/bin/safaridriver', from: 'Safari' };
  if (process.platform !== 'linux') return undefined;
  const driver = which('WebKitWebDriver');
  const versions = ['4.1', '6.0', '4.0'];
  const machines = ['x86_64', 'aarch64'];
  const browsers = versions.flatMap((v) => machines.map((m) => `/usr/lib/${m}-linux-gnu/webkit2gtk-${v}/MiniBrowser`));
  const browser = first(process.env.MINIBROWSER_PATH, ...browsers);
  const hasScreen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!driver || !browser || !(hasScreen || which('Xvfb'))) return undefined;
  return { path: driver, browser, from: 'WebKitGTK', needsScreen: !hasScreen };
}

// Brings what a fresh clone lacks: the packages of the lockfile, and a Chromium. Node built-ins only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findChromium, shellDir } from './find-browsers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const browserPackage = fileURLToPath(new URL('./browser', import.meta.url));
const windows = process.platform === 'win32';

function run(command, args, options = {}) {
  console.log(`[install] ${command} ${args.join(' ')}`);
  const program = windows && /^np[mx]$/.test(command) ? `${command}.cmd` : command;
  return spawnSync(program, args, { cwd: root, encoding: 'utf8', shell: windows, ...options });
}

/** An attempt: its failure is one line, since another attempt may follow. */
function attempt(command, args, options = {}) {
  const { status, stderr, error } = run(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 300_000,
    ...options,
  });
  if (status === 0) return true;
  const lines = (stderr ?? '').trim().split('\n');
  const reason = error?.message ?? lines.find((line) => /error|fail|not found|denied/i.test(line)) ?? `exit ${status}`;
  console.log(`[install]   no: ${reason}`);
  return false;
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** npm writes node_modules/.package-lock.json last, so an interrupted installation counts as none. */
function packagesAreInstalled(folder) {
  const written = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(written)) return false;
  const wanted = readJson(join(folder, 'package-lock.json')).packages;
  const present = readJson(written).packages;
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === version : Boolean(optional || peer);
  });
}

/** Installs what package-lock.json names, unless it is there already. Throws when npm cannot. */
export function installPackages(folder = root) {
  if (packagesAreInstalled(folder)) return;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = run('npm', args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`npm ci failed (${error?.message ?? `exit ${status}`})`);
}

function downloadChromium() {
  if (process.env.WA_NO_DOWNLOAD) return false;
  return attempt('npx', ['--yes', 'playwright@1.65.1', 'install', 'chromium', '--only-shell']);
}

/** Kept out of package.json: 70 MB which only Linux machines without a browser need. */
function unpackNpmChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const unpack = join(browserPackage, 'unpack.mjs');
  return (
    attempt('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: browserPackage }) &&
    attempt(process.execPath, [unpack, shellDir])
  );
}

function installDebianChromium() {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    attempt('apt-get', ['update', '-q'], { env }) &&
    attempt('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env })
  );
}

/** Finds a Chromium or brings one: Playwright's, the one npm ships, Debian's. Throws when there is none to be had. */
export function installChromium() {
  for (const bring of [undefined, downloadChromium, unpackNpmChromium, installDebianChromium]) {
    if (bring && !bring()) continue;
    const found = findChromium();
    if (found) return found;
  }
  throw new Error('No Chromium could be found or brought. Install Chrome or Chromium, or set CHROME_PATH.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  installPackages();
  const { path, from } = installChromium();
  console.log(`[install] Chromium: ${path} (${from})`);
}

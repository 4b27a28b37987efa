// npm test: brings what is missing, runs every check and closes with one line, `N passed, N failed`.
//
//   node test/tools/run.mjs [step …] [test file …] [-- option of the runner …]
//
// Steps: check, lint, build, size, package, unit, e2e, browser; without any, all of them. A test file narrows its own step.
// Two more are named only by `npm run test:runtimes` and `npm run test:embed`: runtimes, which weigh 350 MB, and embed,
// the apps of five frameworks, which weigh more.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine } from './counts.mjs';
import { installChromium, installPackages } from './install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
process.env.NODE_ENV ??= 'test';

const scratch = mkdtempSync(join(tmpdir(), 'wa-test-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** A test that hangs must not hang the run. The slowest honest file takes seconds. */
const fileTimeout = 5 * 60_000;

const given = process.argv.slice(2);
const split = given.includes('--') ? given.indexOf('--') : given.length;
const [words, options] = [given.slice(0, split), given.slice(split + 1)];
const files = words.filter((word) => word.endsWith('.ts'));

const node = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
const bin = (path, ...args) => node(join('node_modules', path), ...args);

function testFiles(...folders) {
  const found = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
  );
  const chosen = files.filter((file) => folders.some((folder) => join(file).startsWith(join(folder, '/'))));
  return files.length > 0 ? chosen : found.sort();
}

/** A step that is one thing to pass. */
const asOne = (status) => (status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner which fails without a failed test, or says nothing, has failed once. */
function counted(file, status) {
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 };
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function nodeTests(folder) {
  const chosen = testFiles(folder);
  if (chosen.length === 0) return { passed: 0, failed: 0 };
  const file = join(scratch, 'node.json');
  const reporters = [
    ['spec', 'stdout'],
    ['./test/tools/count-reporter.mjs', file],
  ].flatMap(([reporter, to]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${to}`]);
  rmSync(file, { force: true });
  const status = node(
    '--import',
    'tsx',
    '--test',
    `--test-timeout=${fileTimeout}`,
    ...reporters,
    ...options,
    ...chosen,
  );
  return counted(file, status);
}

function browserTests() {
  const chosen = testFiles('test/browser', 'test/chromium');
  if (chosen.length === 0) return { passed: 0, failed: 0 };
  const file = join(scratch, 'browser.json');
  process.env.WA_COUNTS = file;
  if (files.length > 0) process.env.WTR_FILES = chosen.join(',');
  return counted(file, bin('@web/test-runner/dist/bin.js', ...options));
}

const steps = {
  check: () => asOne(bin('typescript/bin/tsc', '--noEmit')),
  lint: () => asOne(bin('eslint/bin/eslint.js', '.')),
  build: () => asOne(spawnSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit', shell: true }).status),
  size: () => nodeTests('test/size'),
  package: () => nodeTests('test/package'),
  unit: () => nodeTests('test/unit'),
  e2e: () => nodeTests('test/e2e'),
  browser: browserTests,
};

/** Not among the steps of every run. */
const more = { runtimes: () => nodeTests('test/runtimes'), embed: () => nodeTests('test/embed') };

const named = words.filter((word) => !word.endsWith('.ts'));
const unknown = named.find((name) => !steps[name] && !more[name]);
if (unknown) throw new Error(`There is no step ${unknown}, only ${Object.keys(steps).join(', ')}`);

/** Nothing of ours can run without them: the run is one failure. */
function install() {
  try {
    installPackages();
    if (named.includes('runtimes')) installPackages(join(root, 'test/runtimes'));
    else installChromium();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

const total = { passed: 0, failed: 0 };
if (install()) {
  for (const name of named.length > 0 ? named : Object.keys(steps)) {
    console.log(`\n── ${name}`);
    const counts = { ...steps, ...more }[name]();
    console.log(`── ${name}: ${closingLine(counts)}`);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
} else total.failed++;

console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

// npm test: brings what is missing, runs every check and closes with one line, `N passed, N failed`.
//
//   node test/tools/run.mjs [step …] [test file …] [-- option of the runner …]
//
// Without a step it runs check, lint, build, package, unit, e2e and browser. If a test file is named, its step runs this file
// only. test/README.md describes these and the other steps: slow, backends, size, runtimes, embed and watch.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './built.mjs';
import { closingLine } from './counts.mjs';
import { installChromium, installPackages } from './install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
process.env.NODE_ENV ??= 'test';

const scratch = mkdtempSync(join(tmpdir(), 'wa-test-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** A test that hangs must not hang the run. On a quiet machine the slowest file takes a minute and a half. */
const fileTimeout = 10 * 60_000;

/** How many test files run at the same time. By itself Node leaves one core unused: on two cores it would run one file. */
const filesAtOnce = Math.max(availableParallelism(), 2);

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

const sum = (counts) =>
  counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), { passed: 0, failed: 0 });

/** Counts each program as one test. */
const asOnes = (...statuses) =>
  sum(statuses.map((status) => (status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })));

/** A runner which fails without a failed test, or says nothing, has failed once. */
function counted(file, status) {
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : sum([]);
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function nodeTests(folders, { atOnce = filesAtOnce, args = [] } = {}) {
  const chosen = testFiles(...[folders].flat());
  if (chosen.length === 0) return sum([]);
  const file = join(scratch, 'node.json');
  const reporters = [
    ['spec', 'stdout'],
    ['./test/tools/count-reporter.mjs', file],
  ].flatMap(([reporter, to]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${to}`]);
  const limits = [`--test-timeout=${fileTimeout}`, `--test-concurrency=${atOnce}`];
  rmSync(file, { force: true });
  const status = node('--import', 'tsx', '--test', ...limits, ...reporters, ...args, ...options, ...chosen);
  return counted(file, status);
}

function browserTests() {
  const chosen = testFiles('test/browser', 'test/chromium');
  if (chosen.length === 0) return sum([]);
  const file = join(scratch, 'browser.json');
  process.env.WA_COUNTS = file;
  if (files.length > 0) process.env.WTR_FILES = chosen.join(',');
  return counted(file, bin('@web/test-runner/dist/bin.js', ...options));
}

/**
 * ESLint's cache skips a file as long as its own text is the same, although a change of another file may break a rule about
 * types in it. Therefore CI uses no cache.
 */
function lint() {
  const cache = ['--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/eslint/'];
  return asOnes(
    bin('eslint/bin/eslint.js', '.', ...(process.env.CI ? [] : cache)),
    bin('dependency-cruiser/bin/dependency-cruise.mjs', 'src'),
    bin('knip/bin/knip.js', '--no-config-hints'),
  );
}

function build() {
  if (isBuilt()) {
    console.log('dist is newer than its sources');
    return asOnes(0);
  }
  return asOnes(spawnSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit', shell: true }).status);
}

const steps = {
  check: () => asOnes(bin('typescript/bin/tsc', '--noEmit')),
  lint,
  build,
  package: () => nodeTests(['test/package', 'test/environments']),
  unit: () => nodeTests('test/unit'),
  e2e: () => nodeTests('test/e2e'),
  browser: browserTests,
};

/** These run only when they are named. */
const more = {
  slow: () => nodeTests('test/slow'),
  backends: () => nodeTests('test/backends'),
  size: () => nodeTests('test/size'),
  runtimes: () => nodeTests('test/runtimes'),
  embed: () => nodeTests('test/embed'),
  watch: () => nodeTests('test/unit', { args: ['--watch'] }),
};

const named = words.filter((word) => !word.endsWith('.ts'));
const all = { ...steps, ...more };
const unknown = named.find((name) => !all[name]);
if (unknown) throw new Error(`There is no step ${unknown}, only ${Object.keys(all).join(', ')}`);

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

function run(name) {
  const start = performance.now();
  console.log(`\n── ${name}`);
  const counts = all[name]();
  console.log(`── ${name}: ${closingLine(counts)}, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return counts;
}

const chosen = named.length > 0 ? named : Object.keys(steps);
const total = install() ? sum(chosen.map(run)) : { passed: 0, failed: 1 };
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

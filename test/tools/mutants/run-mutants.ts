import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleTests } from './bundle.js';
import type { MutatedFile, Mutant } from './find-mutants.js';
import { isAsked, unitTests } from './rooms.js';

/** How many processes run tests at the same time. */
const WORKERS = Number(process.env['MUTANT_WORKERS'] ?? Math.max(2, availableParallelism()));
/** A test that takes so many times as long as without a mutant, and so many ms more, hangs: that is noticed, too. */
const SLOWER = 5;
const HANGING = 15_000;
/** On a machine where others work, too, one failure says little. */
const ATTEMPTS = 3;

interface Test {
  readonly name: string;
  readonly bundle: string;
  /** Without a mutant, ms. */
  readonly takes: number;
  readonly covers: ReadonlySet<string>;
}

/**
 * Those of `mutants` that no unit test notices. One of which `isExpected` holds is tried again where it seems to be noticed: a test
 * that a busy machine has slowed down, or that fails by chance, would otherwise look like a test that notices it.
 */
export async function survivorsOf(
  mutants: readonly Mutant[],
  mutated: ReadonlyMap<string, MutatedFile>,
  isExpected: (mutant: Mutant) => boolean,
): Promise<readonly Mutant[]> {
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync(resolve('node_modules/.cache/mutants-'));
  try {
    const asked = unitTests().filter((test) => mutants.some(({ file }) => isAsked(test, file)));
    const bundles = [...(await bundleTests(asked, mutated, folder))];
    const tests = await inTurns(bundles, ([name, bundle]) => tryTest(name, bundle, folder));
    // The quick ones first, since one that fails is enough.
    tests.sort((a, b) => a.takes - b.takes);
    const lives = await inTurns(mutants, (mutant) => survives(mutant, tests, isExpected(mutant) ? ATTEMPTS : 1));
    return mutants.filter((_, index) => lives[index]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a test without a mutant. */
async function tryTest(name: string, bundle: string, folder: string): Promise<Test> {
  const coverage = join(folder, `${name.replaceAll('/', '-')}.json`);
  let told = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const began = performance.now();
    const { passed, output } = await run(bundle, { MUTANT_COVERAGE: coverage }, 600_000);
    told = output;
    if (!passed) continue;
    const covers = new Set(JSON.parse(readFileSync(coverage, 'utf8')) as readonly string[]);
    return { name, bundle, takes: performance.now() - began, covers };
  }
  throw new Error(`${name} fails without a mutant:\n${told.slice(-4_000)}`);
}

/** A test that fails in each of so many attempts has noticed the mutant. */
async function survives({ id, file }: Mutant, tests: readonly Test[], attempts: number): Promise<boolean> {
  for (const { name, bundle, takes, covers } of tests) {
    if (!covers.has(id) || !isAsked(name, file)) continue;
    const env = { __STRYKER_ACTIVE_MUTANT__: id };
    let isNoticed = true;
    for (let attempt = 0; isNoticed && attempt < attempts; attempt++)
      isNoticed = !(await run(bundle, env, takes * SLOWER + HANGING)).passed;
    if (isNoticed) return false;
  }
  return true;
}

const preload = new URL('coverage.mjs', import.meta.url).href;

/** Runs a test until it ends, fails for the first time, or hangs. */
function run(bundle: string, env: NodeJS.ProcessEnv, patience: number): Promise<{ passed: boolean; output: string }> {
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
  const child = spawn(process.execPath, ['--import', preload, '--test-reporter=tap', bundle], {
    env: { ...outer, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  const timer = setTimeout(kill, patience);
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    // A failure is told in a few lines that begin with this one and end with three dots.
    if (/^\s*not ok[^]*^\s*\.\.\.$/m.test(output)) kill();
  });
  return new Promise((done) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ passed: code === 0, output });
    });
  });
}

/** What `work` makes of each of them, some at the same time. */
async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const takeTurns = async () => {
    for (let index = next++; index < all.length; index = next++) results[index] = await work(all[index]!);
  };
  await Promise.all(Array.from({ length: WORKERS }, takeTurns));
  return results;
}

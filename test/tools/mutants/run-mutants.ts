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

interface Test {
  readonly name: string;
  readonly bundle: string;
  /** Without a mutant, ms. */
  readonly takes: number;
  readonly covers: ReadonlySet<string>;
}

/** Those of `mutants` that no unit test notices. */
export async function survivorsOf(
  mutants: readonly Mutant[],
  mutated: ReadonlyMap<string, MutatedFile>,
): Promise<readonly Mutant[]> {
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync(resolve('node_modules/.cache/mutants-'));
  try {
    const asked = unitTests().filter((test) => mutants.some(({ file }) => isAsked(test, file)));
    const bundles = [...(await bundleTests(asked, mutated, folder))];
    const tests = await inTurns(bundles, ([name, bundle]) => tryTest(name, bundle, folder));
    // The quick ones first, since one that fails is enough.
    tests.sort((a, b) => a.takes - b.takes);
    const lives = await inTurns(mutants, (mutant) => survives(mutant, tests));
    return mutants.filter((_, index) => lives[index]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a test without a mutant. */
async function tryTest(name: string, bundle: string, folder: string): Promise<Test> {
  const coverage = join(folder, `${name.replaceAll('/', '-')}.json`);
  const began = performance.now();
  if (!(await passes(bundle, { MUTANT_COVERAGE: coverage }, 600_000)))
    throw new Error(`${name} fails without a mutant`);
  const covers = new Set(JSON.parse(readFileSync(coverage, 'utf8')) as readonly string[]);
  return { name, bundle, takes: performance.now() - began, covers };
}

async function survives({ id, file }: Mutant, tests: readonly Test[]): Promise<boolean> {
  for (const { name, bundle, takes, covers } of tests) {
    if (!covers.has(id) || !isAsked(name, file)) continue;
    if (!(await passes(bundle, { __STRYKER_ACTIVE_MUTANT__: id }, takes * SLOWER + HANGING))) return false;
  }
  return true;
}

const preload = new URL('coverage.mjs', import.meta.url).href;

/** Whether a test passes. The first failure ends it. */
function passes(bundle: string, env: NodeJS.ProcessEnv, patience: number): Promise<boolean> {
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
  const child = spawn(process.execPath, ['--import', preload, '--test-reporter=tap', bundle], {
    env: { ...outer, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const kill = () => void child.kill('SIGKILL');
  const timer = setTimeout(kill, patience);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (/^\s*not ok/m.test(text)) kill();
  });
  return new Promise((done) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      done(code === 0);
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

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { explainedMutants, wholeFiles } from '../tools/mutants.js';

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number } };
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A line of code that no test misses when it is changed. */
interface Survivor {
  readonly file: string;
  readonly line: string;
  readonly mutant: string;
}

/** The files that are kept without an unexplained survivor; the other rooms are the matter of `npm run test:mutants`. */
describe('mutants of the transport', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wa-mutants-'));
  const config = join(folder, 'stryker.config.mjs');
  const report = join(folder, 'mutants.json');
  let survivors: readonly Survivor[];
  let count: number;

  before(() => {
    const change = {
      mutate: Object.keys(wholeFiles),
      jsonReporter: { fileName: report },
      reporters: ['json'],
      tempDirName: join(root, 'node_modules/.cache/stryker-sample'),
    };
    const tests = JSON.stringify([...new Set(Object.values(wholeFiles).flat())]);
    writeFileSync(
      config,
      `import base from ${JSON.stringify(join(root, 'stryker.config.mjs'))};
      export default { ...base, ...${JSON.stringify(change)}, tap: { ...base.tap, testFiles: ${tests} } };`,
    );
    const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const run = spawnSync(process.execPath, [stryker, 'run', config], { cwd: root, encoding: 'utf8', env });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    const { files } = JSON.parse(readFileSync(report, 'utf8')) as {
      readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
    };
    count = Object.values(files).reduce((sum, { mutants }) => sum + mutants.length, 0);
    survivors = Object.entries(files).flatMap(([file, { source, mutants }]) =>
      mutants
        .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
        .map(({ mutatorName, replacement = '', location }) => ({
          file,
          line: source.split('\n')[location.start.line - 1]?.trim() ?? '',
          mutant: `${mutatorName}: ${replacement}`,
        })),
    );
    console.log(`${count} mutants of ${Object.keys(files).length} files, ${survivors.length} survived`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are killed by a test, or explained', () => {
    assert.ok(count > 40, String(count));
    const isExplained = ({ file, line, mutant }: Survivor) =>
      explainedMutants.some((one) => one.file === file && one.line === line && one.mutant === mutant);
    const unexplained = survivors.filter((survivor) => !isExplained(survivor));
    assert.equal(unexplained.length, 0, JSON.stringify(unexplained, undefined, 2));
  });

  it('are not explained without need', () => {
    const isAlive = (one: Survivor) =>
      survivors.some(({ file, line, mutant }) => one.file === file && one.line === line && one.mutant === mutant);
    assert.deepEqual(
      explainedMutants.filter((one) => !isAlive(one)),
      [],
    );
  });
});

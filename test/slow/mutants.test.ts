import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { explainedMutants } from '../tools/mutants/explained.js';
import { mutate, sampleOf, type Mutant } from '../tools/mutants/find-mutants.js';
import { mutatedFiles } from '../tools/mutants/rooms.js';
import { survivorsOf } from '../tools/mutants/run-mutants.js';

/** The whole is `npm run test:mutants`; otherwise so many of each file are drawn by this seed. `MUTANT_FILES`: below this path. */
const SAMPLE = process.env['MUTANTS'] === 'all' ? Infinity : Number(process.env['MUTANTS'] ?? 3);
const SEED = Number(process.env['MUTANT_SEED'] ?? 20_261_126);
/** What no mistake of the code may escape: its mutants all run, always. */
const WHOLE = ['src/transport/retry.ts'];

interface Change {
  readonly file: string;
  readonly line: string;
  readonly change: string;
}

const isSame = (a: Change, b: Change) => a.file === b.file && a.line === b.line && a.change === b.change;

const isExplained = (mutant: Mutant) => explainedMutants.some((one) => isSame(one, mutant));

describe(`mutants of what nobody sees on screen (seed ${SEED})`, () => {
  let chosen: readonly Mutant[];
  let survivors: readonly Mutant[];

  before(async () => {
    const mutated = await mutate(mutatedFiles(process.env['MUTANT_FILES']));
    const all = [...mutated].map(([file, { mutants }]) => ({ file, mutants }));
    chosen = all.flatMap(({ file, mutants }) => sampleOf(mutants, WHOLE.includes(file) ? Infinity : SAMPLE, SEED));
    survivors = await survivorsOf(chosen, mutated, isExplained);
    const count = all.reduce((sum, { mutants }) => sum + mutants.length, 0);
    console.log(
      `${chosen.length} of ${count} mutants of ${mutated.size} files, seed ${SEED}: ${survivors.length} survived`,
    );
  });

  it('are killed by a unit test, or explained', () => {
    const unexplained = survivors.filter((survivor) => !isExplained(survivor));
    const told = unexplained.map(({ file, lineNumber, line, change }) => `${file}:${lineNumber} | ${line} | ${change}`);
    assert.equal(told.length, 0, `\n${told.join('\n')}`);
  });

  it('are not explained without need', () => {
    const needless = explainedMutants.filter(
      (one) => chosen.some((mutant) => isSame(one, mutant)) && !survivors.some((survivor) => isSame(one, survivor)),
    );
    assert.deepEqual(needless, []);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';

const readme = new URL('../bench/README.md', import.meta.url);

/** So that it works on the day that somebody wants to know; how fast anything is, no test asks. */
describe('npm run bench -- --quick', () => {
  const kept = readFileSync(readme, 'utf8');
  let said = '';
  before(() => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'test/bench/run.ts', '--quick'],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0, stderr);
    said = stdout;
  });

  /** The first column of every table, under its heading. */
  const rows = (text: string) => text.match(/^## .+|^\| (?!-)[^|]+/gm)?.map((row) => row.trim().replaceAll('*', ''));
  /** A part may be measured before another, and stands where it always does. */
  const parts = (text: string) =>
    text
      .split(/^(?=## )/m)
      .slice(1)
      .map(rows)
      .sort();

  it('measures every part, ours and every peer, as the README holds them', () => {
    assert.equal(parts(kept).length, 7);
    assert.deepEqual(parts(said), parts(kept));
  });

  it('finds a number for everything', () => {
    const cells = said.split('\n').filter((line) => /^\| [^-]/.test(line) && /\d/.test(line));
    assert.ok(cells.length > 25);
    for (const line of cells) assert.doesNotMatch(line, /NaN|undefined|\| +\|$/);
  });

  it('leaves the README alone', () => {
    assert.equal(readFileSync(readme, 'utf8'), kept);
  });
});

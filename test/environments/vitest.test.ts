import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { createProject, runIn } from './project.js';

interface Report {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly success: boolean;
}

/** As many tests as an embedder's project has (test/environments/project). */
const TESTS = 11;

describe('The tests of an embedder', () => {
  let project: string;
  before(() => {
    project = createProject(['vitest', 'jsdom', 'happy-dom', 'react', 'react-dom']);
  });

  for (const environment of ['jsdom', 'happy-dom'])
    it(`pass in Vitest with ${environment}, which nobody has taught about the element`, () => {
      const report = join(project, `${environment}.json`);
      const { status, said } = runIn(project, 'vitest/vitest.mjs', [
        ...['run', '--environment', environment, '--root', project],
        ...['--reporter=default', '--reporter=json', `--outputFile=${report}`],
      ]);
      assert.equal(status, 0, said);
      const { numPassedTests, numTotalTests, success } = JSON.parse(readFileSync(report, 'utf8')) as Report;
      assert.deepEqual(
        { numPassedTests, numTotalTests, success },
        { numPassedTests: TESTS, numTotalTests: TESTS, success: true },
      );
      assert.doesNotMatch(said, /unhandled|not implemented/i);
    });
});

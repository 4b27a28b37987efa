import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** What was built: the simulator is a bundle beside the program, with what it needs of the program's sources in it. */
const PROGRAM = 'dist/cli/index.js';

describe('The program that was built', () => {
  for (const words of [['chek'], ['simulate', '--gateway', 'nobody'], ['simulate', '--port', 'first']])
    it(`ends with 2, and says how it is used, when it is called as "${words.join(' ')}"`, () => {
      const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      assert.equal(status, 2, stderr);
      assert.match(stderr, /\nUsage:\n/);
      assert.doesNotMatch(stderr, /^ +at /m, 'no stack is printed');
    });
});

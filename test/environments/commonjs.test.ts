import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { about } from '../package/packed.js';
import { createProject } from './project.js';

/** Everything that the package exports: code, and files of data. */
const names = Object.keys(about.exports).map((entry) => `wa-qr-login${entry.slice(1)}`);

interface Loaded {
  readonly required: readonly string[];
  readonly imported: readonly string[];
  /** Both are the same module, so nothing of it exists twice. */
  readonly same: boolean;
}

/** Loads it by `require()`, and by `import()` afterwards. */
const load = (name: string): string => `
  const required = require(${JSON.stringify(name)});
  const loaded = ${name.endsWith('.json')} ? import(${JSON.stringify(name)}, { with: { type: 'json' } }).then((json) => json.default) : import(${JSON.stringify(name)});
  loaded.then((imported) => console.log(JSON.stringify({
    required: Object.keys(required),
    imported: Object.keys(imported),
    same: required === imported,
  })));`;

describe('In a project that is CommonJS', () => {
  let project: string;
  before(() => {
    project = createProject(['react', 'ws'], 'commonjs');
  });

  /** Runs a program of the project. It may write no warning, such as that of a feature which is an experiment. */
  const run = (...args: readonly string[]): unknown => {
    const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
    const ran = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', env, timeout: 120_000 });
    assert.deepEqual([ran.status, ran.stderr], [0, '']);
    return JSON.parse(ran.stdout);
  };

  for (const name of names)
    it(`require() and import() load the same of ${name}`, () => {
      const { required, imported, same } = run('--input-type=commonjs', '--eval', load(name)) as Loaded;
      assert.ok(required.length > 0);
      assert.deepEqual([required, same || name.endsWith('.json')], [imported, true]);
    });

  it('a server requires the relay, a gateway and the simulator, and links a number', () => {
    assert.deepEqual(run(join(project, 'server.cjs')), { type: 'qr', recorded: '5511999999999' });
  });
});

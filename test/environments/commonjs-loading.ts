import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { about } from '../package/packed.js';

/** Everything that the package exports: code, and files of data. */
export const exportedNames = Object.keys(about.exports).map((entry) => `wa-qr-login${entry.slice(1)}`);

interface Loaded {
  readonly required: readonly string[];
  readonly imported: readonly string[];
  /** Both are the same module, so nothing of it exists twice. */
  readonly same: boolean;
}

/** Loads it by `require()`, and by `import()` afterwards. */
const loading = (name: string): string => `
  const required = require(${JSON.stringify(name)});
  const loaded = ${name.endsWith('.json')} ? import(${JSON.stringify(name)}, { with: { type: 'json' } }).then((json) => json.default) : import(${JSON.stringify(name)});
  loaded.then((imported) => console.log(JSON.stringify({
    required: Object.keys(required),
    imported: Object.keys(imported),
    same: required === imported,
  })));`;

/** Runs a program of the project in some Node. It may write no warning, such as that of a feature which is an experiment. */
export function runQuietly(project: string, args: readonly string[], node = process.execPath): unknown {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  const ran = spawnSync(node, args, { cwd: project, encoding: 'utf8', env, timeout: 120_000 });
  assert.deepEqual([ran.status, ran.stderr], [0, '']);
  return JSON.parse(ran.stdout);
}

export function assertLoads(project: string, name: string, node = process.execPath): void {
  const args = ['--input-type=commonjs', '--eval', loading(name)];
  const { required, imported, same } = runQuietly(project, args, node) as Loaded;
  assert.ok(required.length > 0);
  assert.deepEqual([required, same || name.endsWith('.json')], [imported, true]);
}

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { assertLoads, exportedNames, runQuietly } from '../environments/commonjs-loading.js';
import { createProject } from '../environments/project.js';
import { OTHER_NODES, nodeProgram } from './runtimes.js';

/** The Node that runs the tests loads it in test/environments. */
for (const name of OTHER_NODES)
  describe(`The packed package in ${name}`, () => {
    const node = nodeProgram(name);
    let project: string;
    before(() => {
      project = createProject(['react', 'ws'], 'commonjs');
    });

    it('is loaded by the version that its name says', () => {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' });
      assert.ok(version.startsWith(`v${name.replace('node-', '')}.`), version);
    });

    for (const exported of exportedNames)
      it(`require() and import() load the same of ${exported}`, () => assertLoads(project, exported, node));

    it('a server requires the relay, a gateway and the simulator, and links a number', () => {
      const told = runQuietly(project, [join(project, 'server.cjs')], node);
      assert.deepEqual(told, { type: 'qr', recorded: '5511999999999' });
    });
  });

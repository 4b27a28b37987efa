import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { assertLoads, exportedNames, runQuietly } from './commonjs-loading.js';
import { createProject } from './project.js';

describe('In a project that is CommonJS', () => {
  let project: string;
  before(() => {
    project = createProject(['react', 'ws'], 'commonjs');
  });

  for (const name of exportedNames)
    it(`require() and import() load the same of ${name}`, () => assertLoads(project, name));

  it('a server requires the relay, a gateway and the simulator, and links a number', () => {
    assert.deepEqual(runQuietly(project, [join(project, 'server.cjs')]), { type: 'qr', recorded: '5511999999999' });
  });
});

import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { embedded } from './embedded.js';

embedded('angular', {
  builds: {
    production: (app) => app.build('production'),
    development: (app) => app.build('development', '--configuration', 'development'),
  },
  checkedByBuild: true,
  async refused(app) {
    const { ok, output } = await app.run('refused');
    assert.equal(ok, false);
    const errors = stripVTControlCharacters(output).match(/ error .*/g);
    assert.deepEqual(errors, [" error TS2339: Property 'token' does not exist on type 'LinkedDetail'."]);
  },
});

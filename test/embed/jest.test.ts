import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { App } from './apps.js';

/** The tests of an embedder in Jest, which loads ES modules in two ways: as CommonJS that Babel has made of them, or as they are. */
describe('jest', () => {
  let app: App;
  before(async () => {
    app = await App.install('jest');
  });
  after(() => app?.remove());

  for (const [way, how] of Object.entries({
    transformed: 'with `transformIgnorePatterns`',
    modules: 'with `--experimental-vm-modules`',
  }))
    it(`imports the element, the relay and the simulator ${how}, mounts it in jsdom and hears its events`, async () => {
      const { ok, output } = await app.run(way, '--ci');
      assert.ok(ok, output);
      assert.match(output, /^Tests: +7 passed, 7 total$/m);
      // jsdom says of each code that it cannot be painted, which the README announces.
      const lacks = new Set(output.match(/Not implemented: \S+/g));
      assert.deepEqual([...lacks], ['Not implemented: HTMLCanvasElement.prototype.getContext']);
      assert.doesNotMatch(output, /did not exit|open handle|unhandled/i);
    });
});

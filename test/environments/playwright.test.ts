import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findChromium } from '../tools/find-browsers.mjs';
import { createProject, runIn } from './project.js';

interface Report {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
}

/** Playwright's own browsers are a download of their own, so it is handed the one that every other test runs in. */
describe('The browser tests of an embedder', () => {
  it('pass in Playwright, with the simulator behind the server of the product', () => {
    const chromium = findChromium() ?? assert.fail('No Chromium on this machine');
    const tools = ['@playwright/test', 'playwright', 'playwright-core', 'ws'];
    const project = createProject(tools, 'playwright');
    const report = join(project, 'report.json');
    const { status, said } = runIn(project, 'playwright/cli.js', ['test', '--reporter=list,json'], {
      ...chromium.env,
      CHROME_PATH: chromium.path,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    assert.equal(status, 0, said);
    const { stats, errors } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const { expected, unexpected, flaky, skipped } = stats;
    assert.deepEqual(
      { expected, unexpected, flaky, skipped, errors },
      { expected: 2, unexpected: 0, flaky: 0, skipped: 0, errors: [] },
    );
  });
});

import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { browsers } from './test/tools/browsers.mjs';
import { cdpPlugin, screenshotPlugin, windowSizePlugin } from './test/tools/command-plugins.mjs';
import { fixturesPlugin } from './test/tools/fixtures-plugin.mjs';
import { simulatorPlugin } from './test/tools/simulator-plugin.mjs';
import { summaryReporter } from './test/tools/summary-reporter.mjs';
import { vendorPlugin } from './test/tools/vendor-plugin.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const engines = await browsers();

/** `wtr --files <file>` names its own. */
const namesFiles = process.argv.includes('--files');

/** WTR_FILES (from `npm run test:browser -- <file>`) narrows the run. */
const isChosen = (file) => !process.env.WTR_FILES || process.env.WTR_FILES.split(',').includes(file);

function group(folder, launchers) {
  const files = readdirSync(join(root, 'test'), { recursive: true })
    .map((name) => join('test', name))
    .filter((file) => file.startsWith(join(folder, '/')) && file.endsWith('.test.ts') && isChosen(file))
    .sort();
  return !namesFiles && files.length > 0 && launchers.length > 0 ? [{ name: folder, files, browsers: launchers }] : [];
}

export default {
  rootDir: root,
  nodeResolve: true,
  groups: [
    ...group('test/browser', Object.values(engines)),
    // Emulated media, heap and DevTools protocol: no other engine offers them to us.
    ...group('test/chromium', engines.chromium ? [engines.chromium] : []),
  ],
  browsers: Object.values(engines),
  // One page at a time, except where a launcher says otherwise.
  concurrency: 1,
  concurrentBrowsers: Math.min(availableParallelism(), 3),
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: 30_000 } },
  plugins: [
    vendorPlugin(['qrcode', 'qrcode/lib/core/qrcode.js', 'jsqr']),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: join(root, 'tsconfig.json') }),
    simulatorPlugin(),
    fixturesPlugin(),
    windowSizePlugin(),
    cdpPlugin(),
    screenshotPlugin(),
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  coverageConfig: { include: ['src/**'], reporters: ['text', 'lcovonly'] },
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: Boolean(process.stdout.isTTY && !process.env.CI) }),
    summaryReporter(),
  ],
};

// Mutants in the rooms whose mistakes nobody sees on screen: `npm run test:mutants`, or a sample in test/slow/mutants.test.ts.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  plugins: ['@stryker-mutator/tap-runner'],
  testRunner: 'tap',
  tap: {
    testFiles: ['test/unit/{login,platform,transport,gateways,card}/**/*.test.ts'],
    nodeArgs: ['--import', 'tsx', '--test-reporter=tap', '-r', '{{hookFile}}', '{{testFile}}'],
    forceBail: true,
  },
  mutate: [
    ...['src/login/advance.ts', 'src/platform/async.ts', 'src/platform/clock.ts', 'src/card/page-gate.ts'],
    ...['src/transport/*.ts', 'src/gateways/*.ts', 'src/relay/*.ts'],
  ],
  // A text for developers may say anything.
  mutator: { excludedMutations: ['StringLiteral'] },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  tempDirName: 'node_modules/.cache/stryker',
  ignorePatterns: ['dist', 'demo', 'coverage', 'test/embed', 'test/runtimes', 'test/e2e', 'test/browser', 'test/bench'],
  reporters: ['json', 'clear-text'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  jsonReporter: { fileName: 'node_modules/.cache/mutants.json' },
  allowEmpty: true,
};

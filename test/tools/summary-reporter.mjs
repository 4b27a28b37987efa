// Counts the browser tests over all engines.
import { report } from './counts.mjs';

function testsOf({ tests, suites }) {
  return [...tests, ...suites.flatMap(testsOf)];
}

export function summaryReporter() {
  return {
    onTestRunFinished({ sessions }) {
      let passed = 0;
      let failed = 0;
      for (const session of sessions) {
        const tests = session.testResults ? testsOf(session.testResults).filter((test) => !test.skipped) : [];
        const bad = tests.filter((test) => !test.passed).length;
        passed += tests.length - bad;
        // A file that did not load, timed out or crashed has no failed test of its own: it counts as one.
        failed += session.passed ? bad : Math.max(bad, 1);
      }
      report({ passed, failed });
    },
  };
}

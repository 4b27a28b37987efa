// Preloaded into a test: when it ends, it writes down which mutants it has passed.
import { writeFileSync } from 'node:fs';

const { MUTANT_COVERAGE } = process.env;
if (MUTANT_COVERAGE)
  process.on('exit', () => {
    writeFileSync(MUTANT_COVERAGE, JSON.stringify(Object.keys(globalThis.__stryker__?.mutantCoverage?.static ?? {})));
  });

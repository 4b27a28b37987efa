/** The files whose mutants are all killed or explained, and the tests that have to kill them. */
export const wholeFiles: Readonly<Record<string, readonly string[]>> = {
  'src/transport/retry.ts': ['test/unit/transport/retry.test.ts', 'test/unit/platform/async.test.ts'],
};

/** A mutant that lives on, and why no test can miss what it changes. */
export interface ExplainedMutant {
  readonly file: string;
  readonly line: string;
  readonly mutant: string;
  readonly because: string;
}

export const explainedMutants: readonly ExplainedMutant[] = [];

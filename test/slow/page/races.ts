import fc from 'fast-check';
import { WaQrLogin } from '../../../src/wa-qr-login.js';
import { runSequence } from './race.js';
import { STEPS, type Sequence } from './steps.js';

export interface RaceReport {
  readonly sequences: number;
  readonly steps: number;
  readonly failure?: {
    readonly seed: number;
    readonly path: string;
    readonly sequence: Sequence;
    readonly error: string;
  };
}

const sequences = fc.record({
  seed: fc.nat(),
  way: fc.nat(),
  method: fc.constantFrom('qr', 'qr', 'code', 'auto'),
  manual: fc.boolean(),
  steps: fc.array(STEPS, { minLength: 1, maxLength: 30, size: 'max' }),
});

declare global {
  var runRaces: (seed: number, numRuns: number, path?: string) => Promise<RaceReport>;
  var isReady: boolean;
}

globalThis.runRaces = async (seed, numRuns, path) => {
  let steps = 0;
  let count = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    count++;
    steps += sequence.steps.length;
    await runSequence(sequence);
  });
  const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(property, {
    seed,
    numRuns,
    ...(path !== undefined && { path }),
  });
  if (!failed || !counterexample) return { sequences: count, steps };
  const [sequence] = counterexample as [Sequence];
  const error =
    errorInstance instanceof Error ? `${errorInstance.message}\n${errorInstance.stack}` : String(errorInstance);
  return { sequences: count, steps, failure: { seed, path: counterexamplePath ?? '', sequence, error } };
};
// The package's own registration is left out by bundlers that go by its `sideEffects`, which name the built files.
WaQrLogin.define();
globalThis.isReady = true;

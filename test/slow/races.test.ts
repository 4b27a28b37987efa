import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { PlayedPages } from './open-page.js';
import type { RaceReport } from './page/races.js';

/** `RACES` and `RACE_SEED` run more of them, or others. */
const SEQUENCES = Number(process.env['RACES'] ?? 2_000);
const SEED = Number(process.env['RACE_SEED'] ?? 20_261_126);
/** A page runs so many at a time, so that a failure is told soon. */
const PORTION = 250;

/** An element that is started, stopped, moved, hidden, changed and removed in any order, while its gateway takes its time. */
describe(`any order of things (seed ${SEED})`, () => {
  let pages: PlayedPages;
  before(async () => {
    pages = await PlayedPages.start();
  });
  after(() => pages.close());

  it('leaves no trace, tells its events in order, and asks nothing for a login that is over', async () => {
    let next = 0;
    let [sequences, steps] = [0, 0];
    const work = async (page: Page) => {
      while (next * PORTION < SEQUENCES) {
        const report = await run(page, SEED + next++);
        assert.equal(report.failure, undefined, explain(report));
        sequences += report.sequences;
        steps += report.steps;
      }
    };
    await Promise.all([0, 1].map(async () => work(await pages.open('races'))));
    console.log(`${sequences} sequences of ${steps} steps in all, from seed ${SEED}`);
    assert.ok(sequences >= SEQUENCES);
  });

  const run = (page: Page, seed: number): Promise<RaceReport> =>
    page.evaluate((from, count) => globalThis.runRaces(from, count), seed, PORTION);
});

/** The shortest sequence that fails in the same way, to be run alone. */
function explain({ failure }: RaceReport): string {
  return `${failure?.error}\nThe shortest sequence: ${JSON.stringify(failure?.sequence)}\nIts seed: ${failure?.seed}, path ${failure?.path}`;
}

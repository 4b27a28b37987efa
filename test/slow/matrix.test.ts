import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { seededRandom } from './page/seeded-random.js';
import { cellsOf, isReachable, type Cell, type CellReport } from './faults.js';
import { PlayedPages } from './open-page.js';

/** The whole is `npm run test:matrix`; otherwise so many cells are drawn by this seed. */
const SAMPLE = process.env['MATRIX'] === 'all' ? Infinity : 600;
const SEED = Number(process.env['MATRIX_SEED'] ?? 20_261_126);
/** So many logins share a page and its clock. */
const AT_ONCE = 60;

/** Every gateway, in every state, with everything that may go wrong for twelve minutes. */
describe('the fault matrix', () => {
  let pages: PlayedPages;
  let open: readonly Page[];
  let all: readonly Cell[];
  before(async () => {
    pages = await PlayedPages.start();
    open = [await pages.open('matrix'), await pages.open('matrix')];
    all = cellsOf(await open[0]!.evaluate(() => globalThis.ways));
  });
  after(() => pages.close());

  it('has a cell for each way to a gateway, each state and each fault: three thousand at least', () => {
    assert.ok(all.length >= 3_000, String(all.length));
  });

  it('ends in what its table says, with a way on that leads to a code or a link once the gateway is well', async () => {
    const cells = sample(all).filter(isReachable);
    const batches = batchesOf(cells);
    const wrong: string[] = [];
    const work = async (page: Page) => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) wrong.push(...(await run(page, batch)));
    };
    await Promise.all(open.map(work));
    console.log(`${cells.length} cells of ${all.length}, seed ${SEED}: ${wrong.length} wrong`);
    assert.equal(wrong.length, 0, wrong.join('\n'));
  });
});

function sample(cells: readonly Cell[]): readonly Cell[] {
  if (cells.length <= SAMPLE) return cells;
  const random = seededRandom(SEED);
  const drawn = cells.map((cell) => ({ cell, at: random() })).sort((a, b) => a.at - b.at);
  return drawn.slice(0, SAMPLE).map(({ cell }) => cell);
}

/** Cells whose fault is the page's own share a page with each other only. */
function batchesOf(cells: readonly Cell[]): (readonly Cell[])[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = cell.fault.page ?? '';
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / AT_ONCE) }, (_, n) => group.slice(n * AT_ONCE, (n + 1) * AT_ONCE)),
  );
}

/** What is wrong with these cells, a line for each. */
async function run(page: Page, batch: readonly Cell[]): Promise<readonly string[]> {
  // By its name, since some faults weigh 10 MB.
  const named = batch.map(({ way, state, fault: { name } }) => ({ way, state, fault: name }));
  const reports = await page.evaluate((cells) => globalThis.runCells(cells), named);
  return reports.flatMap((report, index) => explain(batch[index]!, report));
}

function explain({ way, state, fault }: Cell, { outcome, then, complaints }: CellReport): readonly string[] {
  if (complaints.length === 0) return [];
  return [`${way} | ${state} | ${fault.name} | ${outcome}, then ${then} | ${complaints.join('; ')}`];
}

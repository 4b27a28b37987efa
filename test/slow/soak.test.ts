import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { PlayedPages } from './open-page.js';

const HOURS = 24;
/** An own backend that never says `expired` is asked for as long as somebody looks; each of its hours takes so long to play. */
const HOURS_OF_BACKENDS = 4;
/** For how many of these hours the page is seen. */
const SOAKS = [
  { visibility: 'hidden', soaked: 'all', hours: HOURS, seen: 0 },
  { visibility: 'flickering', soaked: 'gateways', hours: HOURS, seen: HOURS / 2 },
  { visibility: 'flickering', soaked: 'backends', hours: HOURS_OF_BACKENDS, seen: HOURS_OF_BACKENDS / 2 },
  { visibility: 'visible', soaked: 'gateways', hours: HOURS, seen: HOURS },
  { visibility: 'visible', soaked: 'backends', hours: HOURS_OF_BACKENDS, seen: HOURS_OF_BACKENDS },
] as const;
/** How many questions a login asks a gateway until that says, or time does, that it is over. */
const MOST_OF_GATEWAY = 400;
/** An own backend is asked once per change, and holds each question for 20 s: 180 an hour, and one whenever the page is seen again. */
const mostOfBackend = (seen: number): number => 100 + 200 * seen;
/** The heap of the last hours beyond that of the first ones, bytes: it is not measured more exactly. */
const GROWTH = 1_500_000;
const MOUNTS = 1_000;
/** What a browser may still hold of the last ones, such as what had the focus; a leak would hold all of them. */
const KEPT = 5;
const STATES = ['idle', 'waiting', 'qr', 'code', 'linking', 'passkey', 'linked', 'expired', 'error'];

describe('an element that stays', () => {
  let pages: PlayedPages;
  let page: Page;
  before(async () => {
    pages = await PlayedPages.start();
    page = await pages.open('soak');
  });
  after(() => pages.close());

  for (const { visibility, soaked, hours, seen } of SOAKS)
    it(`asks a bounded number of questions in ${hours} hours ${visibility} (${soaked}), and its memory stays flat`, async () => {
      const args = [visibility, hours, soaked] as const;
      const { asked, heap } = await page.evaluate((...given) => globalThis.soak(...given), ...args);
      console.log(`${hours} hours ${visibility}: ${JSON.stringify(asked)}`);
      for (const [way, count] of Object.entries(asked)) {
        const most = way.startsWith('backend') ? mostOfBackend(seen) : MOST_OF_GATEWAY;
        assert.ok(count <= most, `${way}: ${count} questions`);
      }
      const early = Math.min(...heap.slice(2, 6));
      const late = Math.min(...heap.slice(-4));
      assert.ok(late - early < GROWTH, `${late - early} bytes more: ${heap.join(' ')}`);
    });

  for (const state of STATES)
    it(`leaves nothing of ${MOUNTS} mounts in the state ${state}`, async () => {
      const { kept, ...left } = await page.evaluate((s, n) => globalThis.mountMany(s, n), state, MOUNTS);
      assert.deepEqual(left, { timers: 0, requests: 0, observed: 0, listeners: 0, nodes: 0 });
      assert.ok(kept <= KEPT, `${kept} elements were not freed`);
    });

  it(`does not come back at the same moment as ${MOUNTS} others whose gateway was away`, async () => {
    const times = await page.evaluate((count) => globalThis.comeBack(count), MOUNTS);
    const sorted = [...times].sort((a, b) => a - b);
    const spread = sorted[Math.floor(sorted.length * 0.95)]! - sorted[Math.floor(sorted.length * 0.05)]!;
    const busiest = Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 1_000).length));
    console.log(`${MOUNTS} elements came back within ${spread} ms, at most ${busiest} of them in one second`);
    assert.ok(spread > 1_000, `${spread} ms`);
    assert.ok(busiest < MOUNTS / 2, `${busiest} in one second`);
  });
});

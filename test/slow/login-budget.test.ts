import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logins, summary, WAYS } from '../bench/logins.js';

interface Budget {
  /** Of the page, for a login. */
  readonly requests: number;
  readonly kilobytes: number;
  /** Of the time with a code on screen. */
  readonly outdated: number;
  /** Of the logins: the last code ended after a good scan, and the page said that it had expired. */
  readonly givenUp: number;
  /** From what the gateway knows to the page, of 95 in 100 logins, s. */
  readonly heard: number;
}

/** A little above what `npm run bench -- logins` measures: lower them when it does. */
const BUDGETS: Readonly<Record<string, Budget>> = {
  'Green API, WebSocket': { requests: 1.1, kilobytes: 31, outdated: 0.001, givenUp: 0, heard: 0.1 },
  'Green API, polled': { requests: 38, kilobytes: 450, outdated: 0.033, givenUp: 0, heard: 1.3 },
  'Z-API': { requests: 31, kilobytes: 7, outdated: 0.007, givenUp: 0, heard: 1.4 },
  PlugChat: { requests: 31, kilobytes: 5, outdated: 0.007, givenUp: 0, heard: 1.4 },
  'Evolution API': { requests: 24, kilobytes: 34, outdated: 0.02, givenUp: 0, heard: 2.3 },
  'Backend (relay to Z-API)': { requests: 4, kilobytes: 2, outdated: 0.004, givenUp: 0, heard: 1.2 },
};
/** For a gateway that nobody has measured yet. */
const COMMON: Budget = { requests: 45, kilobytes: 450, outdated: 0.05, givenUp: 0, heard: 4 };
const PEOPLE = 36;

for (const way of WAYS.keys())
  describe(`a login by ${way}`, () => {
    const budget = BUDGETS[way] ?? COMMON;

    it('stays within its requests, bytes, outdated codes and seconds', async () => {
      const { bytes, heardLate, ...rest } = summary(await logins(way, PEOPLE));
      const spent: Record<string, number> = { ...rest, kilobytes: bytes / 1024, heard: heardLate / 1000 };
      // Half a second of twenty is lost to whoever reads a code in its last moment.
      for (const [name, most] of Object.entries({ ...budget, dead: 0.06 }))
        assert.ok((spent[name] ?? NaN) <= most, `${name}: ${JSON.stringify(spent)}`);
    });
  });

describe('a login that polls the QR code plainly', () => {
  it('kills the codes of Z-API under the hands of those who scan', async () => {
    assert.ok(summary(await logins('Z-API', PEOPLE, 1_000)).dead > 0.3);
  });

  it('shows outdated codes of Green API, and is late, every 15 s', async () => {
    const { outdated, heardLate } = summary(await logins('Green API, polled', PEOPLE, 15_000));
    assert.ok(outdated > 0.1 && heardLate > 8_000);
  });
});

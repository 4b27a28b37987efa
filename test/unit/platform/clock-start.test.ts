import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sinon from 'sinon';

describe('the monotonic clock of a script that was loaded late', () => {
  it('counts a sleep of the machine that comes before it was asked for the first time', async () => {
    const machine = sinon.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date', 'performance'] });
    try {
      machine.tick(600_000);
      const { monotonicNow } = await import('../../../src/platform/clock.js');
      machine.setSystemTime(Date.now() + 30_000);
      assert.equal(monotonicNow(), 630_000);
    } finally {
      machine.restore();
    }
  });
});

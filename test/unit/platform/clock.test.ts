import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { monotonicNow } from '../../../src/platform/clock.js';

const HOUR = 3_600_000;

describe('the monotonic clock', () => {
  let machine: sinon.SinonFakeTimers;
  beforeEach(() => {
    machine = sinon.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date', 'performance', 'setTimeout'] });
    monotonicNow();
  });
  afterEach(() => machine.restore());

  /** How far it goes on while `change` happens. */
  const passed = (change: () => void) => {
    const before = monotonicNow();
    change();
    return monotonicNow() - before;
  };

  it('runs with the machine', () => {
    assert.equal(
      passed(() => machine.tick(12_345)),
      12_345,
    );
  });

  it('does not run twice where it is asked often', () => {
    const often = () => {
      for (let i = 0; i < 1_000; i++) {
        machine.tick(100);
        monotonicNow();
      }
    };
    assert.equal(passed(often), 100_000);
  });

  it('stands where the wall clock is put back, and goes on from there', () => {
    assert.equal(
      passed(() => machine.setSystemTime(Date.now() - HOUR)),
      0,
    );
    assert.equal(
      passed(() => machine.tick(5_000)),
      5_000,
    );
    assert.equal(
      passed(() => machine.setSystemTime(Date.now() - HOUR)),
      0,
    );
  });

  it('moves on after a sleep in which the own clock stood', () => {
    assert.equal(
      passed(() => machine.setSystemTime(Date.now() + 30_000)),
      30_000,
    );
  });

  it('moves on after a sleep that follows a clock put back', () => {
    machine.setSystemTime(Date.now() - HOUR);
    monotonicNow();
    assert.equal(
      passed(() => machine.setSystemTime(Date.now() + 30_000)),
      30_000,
    );
  });

  it('moves on after many short sleeps, once they add up to more than small steps', () => {
    const doze = () => machine.setSystemTime(Date.now() + 700);
    assert.equal(passed(doze), 0);
    assert.equal(passed(doze), 1_400);
  });

  it('takes a step of a whole second for a small one still, whether ahead or back', () => {
    const step = (ms: number) => passed(() => machine.setSystemTime(Date.now() + ms));
    step(-HOUR);
    assert.equal(step(1_000), 0);
    step(-HOUR);
    step(-1_000);
    assert.equal(step(30_000), 29_000, 'the step back was not forgotten');
  });

  it('takes no notice of small steps of the wall clock', () => {
    assert.equal(
      passed(() => machine.setSystemTime(Date.now() + 300)),
      0,
    );
  });
});

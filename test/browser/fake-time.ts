import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import type { ScriptedGateway } from './scripted-gateway.js';
import { until } from './world.js';

let restore: (() => void) | undefined;

afterEach(() => {
  restore?.();
  restore = undefined;
});

/**
 * For the rest of this test time passes when the test says so. Frames and microtasks stay real, because Lit needs them. Only for
 * elements whose gateway is in the page, too: a network takes time of its own.
 */
export function fakeTime(): SinonFakeTimers {
  const [date, sinceStart] = [Date.now(), performance.now()];
  const clock = useFakeTimers({ now: date, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  // Sinon's own would begin at zero again, and this clock never goes back.
  Object.defineProperty(performance, 'now', { value: () => sinceStart + Date.now() - date, configurable: true });
  restore = () => {
    clock.restore();
    Reflect.deleteProperty(performance, 'now');
  };
  return clock;
}

/** The gateway is asked no more, for as long as ten seconds. What has made the element stop may have to be noticed first. */
export async function isLeftAlone({ asked }: ScriptedGateway, time: SinonFakeTimers): Promise<void> {
  await until(async () => {
    const { length } = asked;
    await time.tickAsync(10_000);
    return asked.length === length;
  }, 'ten seconds without a question');
}

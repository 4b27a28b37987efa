import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import type { ScriptedGateway } from './scripted-gateway.js';
import { until } from './world.js';

let clock: SinonFakeTimers | undefined;

afterEach(() => {
  clock?.restore();
  clock = undefined;
});

/**
 * For the rest of this test time passes when the test says so. Frames and microtasks stay real, because Lit needs them. Only for
 * elements whose gateway is in the page, too: a network takes time of its own.
 */
export function fakeTime(): SinonFakeTimers {
  return (clock = useFakeTimers({ now: Date.now(), toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
}

/** The gateway is asked no more, for as long as ten seconds. What has made the element stop may have to be noticed first. */
export async function isLeftAlone({ asked }: ScriptedGateway, time: SinonFakeTimers): Promise<void> {
  await until(async () => {
    const { length } = asked;
    await time.tickAsync(10_000);
    return asked.length === length;
  }, 'ten seconds without a question');
}

import type { BackendAnswer, BackendClient } from './backend-client.js';
import { judge, note, right, wrong, type Finding } from './finding.js';

/** How long the backend is asked to wait for news, in seconds. */
const WAIT = 3;
/** An answer that took less, ms, was not waited for; one that took more came too late. */
const SHORTEST = 2_000;
const LONGEST = 8_000;

/** Long-polling: an answer waits for news, and comes in time without any. */
export async function* checkLongPolling(client: BackendClient): AsyncGenerator<Finding> {
  const first = await client.get({ want: 'state' });
  const seen = versionOf(first);
  if (seen === undefined) {
    yield note('Long-polling is not spoken: without `version` pages ask every 2 s');
    return;
  }
  const unseen = await client.get({ want: 'state', wait: String(WAIT), seen: `not-${seen}` });
  yield judge(
    unseen.took < SHORTEST,
    'News are told at once',
    'A page that has not seen the newest `version` has to wait',
  );
  yield judgeWait(seen, await client.get({ want: 'state', wait: String(WAIT), seen }));
}

function judgeWait(seen: string, answer: BackendAnswer): Finding {
  if (answer.status !== 200 || !answer.update) return wrong(`GET with \`wait\`: HTTP ${answer.status}, no update`);
  if (versionOf(answer) !== seen) return right('An answer waits for news');
  if (answer.took < SHORTEST)
    return wrong('`wait` is ignored, although updates have a `version`: pages would ask without a pause');
  return judge(
    answer.took < LONGEST,
    'Without news an answer comes in time',
    `\`wait=${WAIT}\` took ${seconds(answer.took)} s`,
  );
}

const seconds = (ms: number): number => Math.round(ms / 1_000);

function versionOf({ body }: BackendAnswer): string | undefined {
  const version = body?.['version'];
  return typeof version === 'string' ? version : undefined;
}

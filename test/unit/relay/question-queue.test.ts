import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { sleep } from '../../../src/platform/async.js';
import { QuestionQueue } from '../../../src/relay/question-queue.js';

describe('the queue of questions', () => {
  let clock: sinon.SinonFakeTimers;
  let queue: QuestionQueue;
  let log: string[];
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    queue = new QuestionQueue();
    log = [];
  });
  afterEach(() => {
    clock.restore();
  });

  const taking = (name: string, ms: number) => async (signal: AbortSignal) => {
    log.push(`${name} begins`);
    signal.addEventListener('abort', () => log.push(`${name} aborted`), { once: true });
    await sleep(ms, signal);
    log.push(`${name} ends`);
    return name;
  };
  /** What a gateway does that heeds no signal and never answers. */
  const hanging = () => new Promise<string>(() => undefined);

  it('asks one after the other, in the order in which they came', async () => {
    const answers = ['a', 'b', 'c'].map((name) => queue.ask(taking(name, 100)));
    await clock.tickAsync(300);
    assert.deepEqual(await Promise.all(answers), ['a', 'b', 'c']);
    assert.deepEqual(
      log.filter((line) => !line.endsWith('aborted')),
      ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'],
    );
    assert.equal(queue.settled, undefined);
  });

  it('leaves out a question that is no longer needed when its turn comes', async () => {
    let needed = true;
    const first = queue.ask(taking('a', 100));
    const second = queue.ask(taking('b', 100), () => needed);
    needed = false;
    await clock.tickAsync(100);
    assert.deepEqual([await first, await second], ['a', undefined]);
  });

  it('tells a failure to who asked, and goes on with the next', async () => {
    const failing = queue.ask(() => Promise.reject(new Error('no answer')));
    const next = queue.ask(taking('b', 100));
    await assert.rejects(failing, /no answer/);
    await clock.tickAsync(100);
    assert.equal(await next, 'b');
  });

  it('aborts the question that keeps an urgent one waiting, and no other', async () => {
    const slow = queue.ask(taking('slow', 60_000));
    const urgent = queue.askUrgently(8_000, taking('urgent', 10_000));
    await clock.tickAsync(7_999);
    assert.deepEqual(log, ['slow begins']);
    await clock.tickAsync(1);
    assert.deepEqual(log, ['slow begins', 'slow aborted', 'urgent begins']);
    assert.equal(await slow, undefined);
    await clock.tickAsync(10_000);
    assert.equal(await urgent, 'urgent');
    assert.equal(clock.countTimers(), 0);
  });

  it('has nothing to interrupt where nothing is asked', async () => {
    queue.interrupt();
    const answer = queue.ask(taking('a', 100));
    await clock.tickAsync(100);
    assert.equal(await answer, 'a');
    queue.interrupt();
    queue.close();
    assert.equal(await queue.ask(taking('b', 100)), undefined);
  });

  it('goes on after a question that was lost', async () => {
    void queue.ask(hanging);
    await clock.tickAsync(79_999);
    const next = queue.ask(taking('next', 100));
    await clock.tickAsync(1);
    assert.deepEqual(log, []);
    const later = queue.ask(taking('later', 100));
    await clock.tickAsync(200);
    assert.deepEqual([await next, await later].sort(), ['later', 'next']);
  });

  it('waits for no answer of a gateway that does not heed its signal', async () => {
    const hung = queue.ask(hanging);
    const urgent = queue.askUrgently(8_000, taking('urgent', 100));
    await clock.tickAsync(8_100);
    assert.deepEqual([await hung, await urgent], [undefined, 'urgent']);
  });

  it('aborts the question under way when it closes, and asks none of those that wait', async () => {
    const asking = [queue.ask(taking('a', 100)), queue.ask(taking('b', 100)), queue.askUrgently(8_000, taking('c', 1))];
    queue.close();
    assert.deepEqual(await Promise.all(asking), [undefined, undefined, undefined]);
    assert.deepEqual(log, ['a begins', 'a aborted']);
    assert.equal(await queue.ask(taking('d', 100)), undefined);
    assert.equal(clock.countTimers(), 0);
  });
});

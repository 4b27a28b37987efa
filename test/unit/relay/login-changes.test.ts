import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { LoginChanges } from '../../../src/relay/login-changes.js';
import { untilNews } from '../../../src/relay/login-news.js';
import type { LoginRecord } from '../../../src/relay/relay-memory.js';
import type { StoredLogin } from '../../../src/relay/stored-login.js';
import { memoryStore } from '../../../src/relay/stores/memory.js';

const LOGIN = {
  record: {} as LoginRecord,
  adopt: () => undefined,
  yield: () => undefined,
  push: () => Promise.resolve(),
};

describe('the changes of a login', () => {
  it('concern no other process where it has no key: two such logins are not the same', () => {
    const changes = new LoginChanges(memoryStore(), undefined, LOGIN);
    assert.equal(changes.exclusion, undefined);
    assert.equal(
      changes.make(() => 'made', 0),
      'made',
    );
  });

  it('are heard of by others no more once it is closed', async () => {
    const store = memoryStore();
    let listeners = 0;
    const subscribe: typeof store.subscribe = async (...place) => {
      const stop = await store.subscribe(...place);
      listeners++;
      return async () => {
        listeners--;
        await stop();
      };
    };
    const changes = new LoginChanges({ ...store, subscribe }, 'one', LOGIN);
    await changes.make(() => undefined, 1_000);
    assert.equal(listeners, 1);
    changes.close();
    // What is told to the store is done after some turns of the loop.
    for (let turn = 0; turn < 20 && listeners > 0; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(listeners, 0);
  });
});

describe('a change that nobody waits for', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => (clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })));
  afterEach(() => clock.restore());

  for (const [busy, isMade] of [
    [750, true],
    [1_000, false],
  ] as const)
    it(`is ${isMade ? '' : 'not '}made where another process is at work for ${busy} ms`, async () => {
      const store = memoryStore();
      await store.lease(createHash('sha256').update('one').digest('hex'), 'another', busy);
      const changes = new LoginChanges(store, 'one', LOGIN);
      let made = false;
      void changes.tryToMake(() => (made = true));
      await (changes.exclusion as StoredLogin).ready; // a digest takes real time
      await clock.tickAsync(2_000);
      assert.equal(made, isMade);
      changes.close();
    });
});

describe('a page that waits for news', () => {
  let clock: sinon.SinonFakeTimers;
  let tell: () => void;
  let isNews: boolean;
  let isOver: boolean;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    [tell, isNews, isOver] = [() => undefined, false, false];
  });
  afterEach(() => clock.restore());

  const wait = async (left?: AbortSignal) => {
    const listen = (onNews: () => void) => {
      tell = onNews;
      return () => undefined;
    };
    void untilNews(listen, () => isNews, 20_000, left).then(() => (isOver = true));
    await clock.tickAsync(0);
  };

  it('goes on waiting where what was told is no news to it', async () => {
    await wait();
    tell();
    await clock.tickAsync(0);
    assert.equal(isOver, false);
    isNews = true;
    tell();
    await clock.tickAsync(0);
    assert.equal(isOver, true);
  });

  it('waits as long without a signal that tells of its leaving', async () => {
    await wait();
    await clock.tickAsync(19_999);
    assert.equal(isOver, false);
    await clock.tickAsync(1);
    assert.equal(isOver, true);
  });

  it('leaves no listener on that signal', async () => {
    const { signal } = new AbortController();
    await wait(signal);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    await clock.tickAsync(20_000);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
});

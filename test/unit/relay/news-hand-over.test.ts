import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { handOverNews, mayTakeNews } from '../../../src/relay/news-hand-over.js';
import { StoreEntry, type ProcessMessage } from '../../../src/relay/store-entry.js';
import { memoryStore } from '../../../src/relay/stores/memory.js';
import type { RelayStore } from '../../../src/relay/stores/relay-store.js';

const DIGEST = createHash('sha256').update('one').digest('hex');

describe('news of a login that only other processes know', () => {
  let clock: sinon.SinonFakeTimers;
  let store: RelayStore;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    store = memoryStore();
  });
  afterEach(() => clock.restore());

  const handOver = () => handOverNews(store, 'one', { type: 'linking' });
  const writeRecord = () => store.write(DIGEST, '{}', 0, 60_000);

  /** Resolves with the next message of the login's channel. */
  function nextMessage(): Promise<ProcessMessage> {
    return new Promise((resolve) => {
      void store.subscribe(DIGEST, (text) => resolve(JSON.parse(text) as ProcessMessage));
    });
  }

  it('is taken by one of them', async () => {
    await writeRecord();
    const message = nextMessage();
    const handing = handOver();
    const { from } = await message;
    assert.equal(await mayTakeNews(new StoreEntry(store, 'one'), from), true);
    assert.equal(await mayTakeNews(new StoreEntry(store, 'one'), from), false);
    await clock.tickAsync(1_000);
    assert.equal(await handing, true);
  });

  it('is taken whatever other news was taken before', async () => {
    const entry = new StoreEntry(store, 'one');
    assert.equal(await mayTakeNews(entry, 'first'), true);
    assert.equal(await mayTakeNews(entry, 'second'), true);
  });

  it('stays with this process, if nobody takes it within a second', async () => {
    await writeRecord();
    const message = nextMessage();
    const handing = handOver();
    const { from } = await message;
    await clock.tickAsync(1_000);
    assert.equal(await handing, false);
    assert.equal(await mayTakeNews(new StoreEntry(store, 'one'), from), false);
  });

  it('is told to nobody, if no process knows the login', async () => {
    const messages: string[] = [];
    await store.subscribe(DIGEST, (text) => messages.push(text));
    assert.equal(await handOver(), false);
    assert.deepEqual(messages, []);
  });
});

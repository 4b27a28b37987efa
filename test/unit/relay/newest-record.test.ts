import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { NewestRecord } from '../../../src/relay/newest-record.js';
import type { LoginRecord } from '../../../src/relay/relay-memory.js';
import { StoreEntry, type ProcessMessage } from '../../../src/relay/store-entry.js';
import { memoryStore } from '../../../src/relay/stores/memory.js';
import type { RelayStore } from '../../../src/relay/stores/relay-store.js';

/** A record as far as these tests look into it. */
const named = (name: string) => ({ name }) as unknown as LoginRecord;
const OURS = JSON.stringify(named('ours'));
const THEIRS = JSON.stringify(named('theirs'));

describe('the newest record that a process knows', () => {
  let store: RelayStore;
  let entry: StoreEntry;
  let adopted: LoginRecord[];
  let record: NewestRecord;
  beforeEach(() => {
    store = memoryStore();
    entry = new StoreEntry(store, 'one');
    adopted = [];
    record = new NewestRecord(entry, { record: named('ours'), adopt: (one) => void adopted.push(one) });
  });

  const write = () => entry.ask((...place) => record.write(...place));
  const stored = () => entry.ask((_, digest) => store.read(digest));
  const writeAsAnother = () => entry.ask((_, digest) => store.write(digest, THEIRS, 0, 60_000));

  async function hearMessages(): Promise<ProcessMessage[]> {
    const messages: ProcessMessage[] = [];
    await entry.ask((_, digest) =>
      store.subscribe(digest, (text) => messages.push(JSON.parse(text) as ProcessMessage)),
    );
    return messages;
  }

  it('is written, and told to the others', async () => {
    const messages = await hearMessages();
    assert.equal(await write(), true);
    assert.deepEqual(messages, [{ type: 'record', from: entry.holder, version: 1, value: OURS }]);
    assert.equal((await stored())?.value, OURS);
    assert.equal(await write(), true);
    assert.equal((await stored())?.version, 2);
  });

  it('is that of another process, if that one has written meanwhile', async () => {
    const messages = await hearMessages();
    await writeAsAnother();
    assert.equal(await write(), true);
    assert.deepEqual(adopted, [named('theirs')]);
    assert.equal((await stored())?.value, THEIRS);
    assert.deepEqual(messages, []);
  });

  it('is adopted once, unless its version or its text has changed', () => {
    record.adopt(5, OURS);
    record.adopt(5, OURS);
    assert.equal(adopted.length, 1);
    record.adopt(6, OURS);
    assert.equal(adopted.length, 2);
    record.adopt(6, THEIRS);
    assert.deepEqual(adopted, [named('ours'), named('ours'), named('theirs')]);
  });

  it('is still the newest in a store that has lost everything, but not where another text stands', () => {
    record.adopt(5, OURS);
    assert.ok(record.isStill(undefined));
    assert.ok(record.isStill({ value: OURS, version: 1 }));
    assert.ok(!record.isStill({ value: THEIRS, version: 5 }));
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { createClient } from 'redis';
import { memoryStore } from '../../../../src/relay/stores/memory.js';
import { redisStore } from '../../../../src/relay/stores/redis.js';
import type { RelayStore } from '../../../../src/relay/stores/relay-store.js';
import { TestRedis } from '../../../tools/redis.js';

/** So short that a test can wait for its end, and so long that a step of a test fits in. */
const SHORT = 200;
const LONG = 60_000;

let keys = 0;
const newKey = (): string => `key-${keys++}`;
const until = async (holds: () => unknown) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('the store in', () => {
  let redis: TestRedis;
  before(async () => {
    redis = await TestRedis.start();
  });
  after(() => redis.close());

  /** Two views of the same store, as two processes have them. */
  const openMemory = async (): Promise<[RelayStore, RelayStore]> => {
    const store = memoryStore();
    return [store, store];
  };
  const openRedis = async (t: TestContext): Promise<[RelayStore, RelayStore]> => {
    const clients = [createClient({ url: redis.url }), createClient({ url: redis.url })] as const;
    const stores = await Promise.all([redisStore(clients[0]), redisStore(clients[1])]);
    t.after(async () => {
      await Promise.all(stores.map((store) => store.close()));
      for (const client of clients) client.destroy();
    });
    return stores;
  };

  for (const [name, open] of [
    ['memory', openMemory],
    ['Redis', openRedis],
  ] as const)
    describe(name, () => {
      it('gives a lease to one holder, who may prolong it and give it back', async (t) => {
        const [a, b] = await open(t);
        const key = newKey();
        assert.equal(await a.lease(key, 'a', LONG), true);
        assert.equal(await b.lease(key, 'b', LONG), false);
        assert.equal(await a.lease(key, 'a', LONG), true);
        await b.release(key, 'b');
        assert.equal(await b.lease(key, 'b', LONG), false, 'only the holder gives it back');
        await a.release(key, 'a');
        assert.equal(await b.lease(key, 'b', LONG), true);
        assert.equal(await a.lease(newKey(), 'a', LONG), true, 'other keys are other leases');
      });

      it('lets a lease end by itself', async (t) => {
        const [a, b] = await open(t);
        const key = newKey();
        await a.lease(key, 'a', SHORT);
        await until(() => b.lease(key, 'b', LONG));
        assert.equal(await a.lease(key, 'a', LONG), false);
      });

      it('gives a lease to one of many that want it at the same time', async (t) => {
        const [a, b] = await open(t);
        const key = newKey();
        const given = await Promise.all(
          Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).lease(key, String(i), LONG)),
        );
        assert.equal(given.filter(Boolean).length, 1);
      });

      it('writes a record only over the version that the writer has read', async (t) => {
        const [a, b] = await open(t);
        const key = newKey();
        assert.equal(await a.read(key), undefined);
        assert.equal(await a.write(key, 'one', 0, LONG), true);
        assert.equal(await b.write(key, 'other', 0, LONG), false);
        const { value, version } = (await b.read(key))!;
        assert.deepEqual([value, version], ['one', 1]);
        assert.equal(await b.write(key, 'two ✓ {"a":1}', 1, LONG), true);
        assert.equal((await a.read(key))?.value, 'two ✓ {"a":1}');
        assert.equal((await a.read(key))?.version, 2);
      });

      it('lets one of many writers win', async (t) => {
        const [a, b] = await open(t);
        const key = newKey();
        const written = await Promise.all(
          Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).write(key, `by ${i}`, 0, LONG)),
        );
        assert.equal(written.filter(Boolean).length, 1);
        assert.equal((await a.read(key))?.value, `by ${written.indexOf(true)}`);
      });

      it('forgets a record when its time is over', async (t) => {
        const [a, b] = await open(t);
        const key = newKey();
        await a.write(key, 'one', 0, SHORT);
        await until(async () => (await b.read(key)) === undefined);
        assert.equal(await b.write(key, 'anew', 0, LONG), true);
      });

      it('tells news to all who listen to that key, until they stop', async (t) => {
        const [a, b] = await open(t);
        const [key, other] = [newKey(), newKey()];
        const heard: string[] = [];
        const stopA = await a.subscribe(key, (message) => heard.push(`a ${message}`));
        const stopB = await b.subscribe(key, (message) => heard.push(`b ${message}`));
        const stopOther = await b.subscribe(other, (message) => heard.push(`other ${message}`));
        await b.publish(key, 'one');
        await until(() => heard.length === 2);
        await stopA();
        await a.publish(key, 'two');
        await until(() => heard.length === 3);
        await a.publish(other, 'three');
        await until(() => heard.length === 4);
        assert.deepEqual(heard.sort(), ['a one', 'b one', 'b two', 'other three']);
        await Promise.all([stopB(), stopOther()]);
      });

      it('lets two listeners of one process come and go independently', async (t) => {
        const [a] = await open(t);
        const key = newKey();
        const heard: string[] = [];
        const stop = await a.subscribe(key, () => heard.push('first'));
        await a.subscribe(key, () => heard.push('second'));
        await stop();
        await a.publish(key, 'news');
        await until(() => heard.length > 0);
        assert.deepEqual(heard, ['second']);
      });
    });

  it('Redis keeps everything under names of its own, and nothing for ever', async (t) => {
    const [store] = await openRedis(t);
    const key = newKey();
    await store.lease(key, 'a', LONG);
    await store.write(key, 'one', 0, LONG);
    const client = await createClient({ url: redis.url }).connect();
    const names = (await client.keys(`*${key}*`)).sort();
    assert.deepEqual(names, [`wa-qr-login:lease:{${key}}`, `wa-qr-login:record:{${key}}`]);
    for (const name of names) assert.ok((await client.pTTL(name)) > 0, name);
    client.destroy();
  });

  it('Redis says at the start, clearly, that it cannot be used', async () => {
    const stopped = await TestRedis.start();
    await stopped.close();
    await assert.rejects(redisStore(createClient({ url: stopped.url })), {
      message: /^The store of the relay, Redis, cannot be used: .*ECONNREFUSED/,
    });
  });

  it('Redis says at the start that it wants another password, without telling the one it was given', async (t) => {
    const client = await createClient({ url: redis.url }).connect();
    await client.configSet('requirepass', 'right');
    t.after(async () => {
      await client.configSet('requirepass', '');
      client.destroy();
    });
    const stranger = createClient({ url: redis.url.replace('//', '//:wrong@') });
    await assert.rejects(redisStore(stranger), (error: Error) => {
      assert.match(error.message, /^The store of the relay, Redis, cannot be used: WRONGPASS/);
      return !error.message.includes('wrong@');
    });
  });
});

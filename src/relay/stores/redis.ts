import type { RelayStore } from './relay-store.js';

export type { RelayStore, StoredRecord } from './relay-store.js';

/** What is needed of a client of the package `redis`, as `createClient()` makes it. */
export interface RedisClient {
  readonly isOpen: boolean;
  connect(): Promise<unknown>;
  duplicate(): RedisClient;
  destroy(): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  hmGet(key: string, fields: string[]): Promise<readonly (string | null)[]>;
  publish(channel: string, message: string): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  unsubscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
}

/** Each script runs as one step. A lease belongs to whoever has written his name into it; it ends by itself. */
const LEASE = `
  local holder = redis.call('get', KEYS[1])
  if holder and holder ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
  return 1`;
const RELEASE = `
  if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end
  return 0`;
const WRITE = `
  if (redis.call('hget', KEYS[1], 'version') or '0') ~= ARGV[2] then return 0 end
  redis.call('hset', KEYS[1], 'value', ARGV[1], 'version', ARGV[2] + 1)
  redis.call('pexpire', KEYS[1], ARGV[3])
  return 1`;

/** The braces keep all that belongs to a login on one node of a cluster. */
const nameOf = (kind: string, key: string): string => `wa-qr-login:${kind}:{${key}}`;

/**
 * Shares logins among all processes that use the same Redis or Valkey. Connects the client if it is not, and a second one to listen with.
 * Rejects, with a clear message, where the server cannot be reached or refuses: a relay that starts without its store would serve nobody.
 */
export async function redisStore(client: RedisClient): Promise<RelayStore> {
  const listener = client.duplicate();
  try {
    await connectOrFail(client);
    await connectOrFail(listener);
  } catch (error) {
    for (const one of [client, listener]) if (one.isOpen) one.destroy();
    const reason = error instanceof Error ? error.message || error.name : 'no reason was given';
    throw new Error(`The store of the relay, Redis, cannot be used: ${reason}`, { cause: error });
  }
  return storeOf(client, listener);
}

/** The client by itself tries again for ever, which is right for an outage later, but not at the start. */
async function connectOrFail(client: RedisClient): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    // It stays, because a client without it ends the process when the server is gone.
    client.on('error', reject);
  });
  const connected = client.isOpen ? client.eval('return 1', { keys: [], arguments: [] }) : client.connect();
  await Promise.race([connected, failed]);
  failed.catch(() => undefined);
}

function storeOf(client: RedisClient, listener: RedisClient): RelayStore {
  const run = async (script: string, name: string, ...args: readonly (string | number)[]) =>
    (await client.eval(script, { keys: [name], arguments: args.map(String) })) === 1;
  return {
    lease: (key, holder, ms) => run(LEASE, nameOf('lease', key), holder, ms),
    async release(key, holder) {
      await run(RELEASE, nameOf('lease', key), holder);
    },
    async read(key) {
      const [value, version] = await client.hmGet(nameOf('record', key), ['value', 'version']);
      return typeof value === 'string' ? { value, version: Number(version) } : undefined;
    },
    write: (key, value, version, ms) => run(WRITE, nameOf('record', key), value, version, ms),
    async publish(key, message) {
      await client.publish(nameOf('news', key), message);
    },
    async subscribe(key, onMessage) {
      const channel = nameOf('news', key);
      const hear = (message: string): void => onMessage(message);
      await listener.subscribe(channel, hear);
      return async () => {
        await listener.unsubscribe(channel, hear);
      };
    },
    close() {
      if (listener.isOpen) listener.destroy();
      return Promise.resolve();
    },
  };
}

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { TestRedis } from '../tools/redis.js';
import { RelayHosts } from './relay-hosts.js';
import { Page, pause, until } from './relay-page.js';

const PHONE = '5511999999999';

describe('three processes behind a proxy, which meet in Redis', () => {
  let simulator: SimulatorServer;
  let redis: TestRedis;
  let hosts: RelayHosts;
  let instances = 1101000000;
  before(async () => {
    [simulator, redis] = await Promise.all([startSimulator(), TestRedis.start()]);
    hosts = await RelayHosts.start(3, { GATEWAY_URL: simulator.origin, REDIS_URL: redis.url });
  });
  after(async () => {
    await hosts.close();
    await redis.close();
    await simulator.close();
  });

  const add = (): SimulatedAccount => {
    const instance = String(instances++);
    return simulator.simulator.add({
      gateway: 'z-api',
      instance,
      token: `token-${instance}`,
      phone: PHONE,
      linkDelay: 500,
    });
  };
  const urlOf = ({ instance }: SimulatedAccount) => `${hosts.origin}/login/${instance}`;
  const open = (account: SimulatedAccount, count: number) =>
    Array.from({ length: count }, () => new Page(urlOf(account)));
  const codesAsked = ({ calls }: SimulatedAccount) => calls.filter(({ method }) => method === 'qr-code').length;
  const texts = (pages: readonly Page[]) =>
    new Set(pages.flatMap(({ told }) => told.flatMap(({ text }) => text ?? [])));

  it('keep one login with the gateway, and record one link', async () => {
    const account = add();
    const pages = open(account, 9);
    await until(() => pages.every(({ last }) => last?.type === 'qr'), 'a code on all pages');
    assert.equal(account.scan(pages[0]!.last.text), 'linking');
    await until(() => pages.every(({ last }) => last?.type === 'linked'), 'linked on all pages');
    await Promise.all(pages.map((page) => page.close()));
    assert.equal(codesAsked(account), texts(pages).size, 'each code that was paid for was shown');
    assert.equal(account.logins, 1);
    assert.deepEqual(hosts.told.splice(0), [{ linked: PHONE }]);
  });

  it('show what is known while Redis is gone for 10 s, and go on afterwards', async () => {
    const account = add();
    const pages = open(account, 6);
    await until(() => pages.every(({ last }) => last?.type === 'qr'), 'a code on all pages');
    await redis.stop();
    await pause(10_000);
    await redis.start();
    const seen = new Set(pages.flatMap(({ told }) => told.map(({ type }) => type)));
    await until(() => pages.every(({ last }) => last?.type === 'qr'), 'a code again');
    account.scan(account.qr!);
    await until(() => pages.every(({ last }) => last?.type === 'linked'), 'linked on all pages');
    await Promise.all(pages.map((page) => page.close()));
    assert.deepEqual(
      [...seen].filter((type) => type !== 'qr' && type !== 'waiting'),
      [],
    );
    assert.deepEqual(hosts.told.splice(0), [{ linked: PHONE }]);
  });

  it('survive the one that asks: no code is lost or doubled, and one link is recorded', async () => {
    const account = add();
    const pages = open(account, 6);
    await until(() => pages.every(({ last }) => last?.type === 'qr'), 'a code on all pages');
    // Whoever asks the gateway now is killed while it waits for the answer.
    account.fault('hang', { on: 'status', times: 1 });
    await until(() => account.pending > 0, 'a question under way');
    const asked = account.calls.length;
    const code = pages[0]!.last.text;
    await killWhoAsks(account);
    const killedAt = performance.now();
    await until(() => account.calls.length > asked, 'another one asks');
    const tookOver = performance.now() - killedAt;
    assert.equal(pages[0]!.last.text, code, 'the code on screen stays');
    assert.equal(account.scan(code), 'linking');
    await until(() => pages.every(({ last }) => last?.type === 'linked'), 'linked on all pages');
    await Promise.all(pages.map((page) => page.close()));
    assert.equal(codesAsked(account), texts(pages).size);
    assert.equal(account.logins, 1);
    assert.deepEqual(hosts.told.splice(0), [{ linked: PHONE }]);
    console.log(`another process took over after ${Math.round(tookOver)} ms`);
  });

  /** The question of the process that was killed is broken off with it. */
  async function killWhoAsks(account: SimulatedAccount): Promise<void> {
    for (const host of [...hosts.hosts]) {
      if (account.pending === 0 || hosts.hosts.length === 1) return;
      await hosts.kill(host);
      await pause(100);
      if (account.pending === 0) return;
    }
  }

  it('do not start without Redis, and say so', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/slow/relay-host.ts'], {
      env: { ...process.env, GATEWAY_URL: simulator.origin, REDIS_URL: 'redis://127.0.0.1:1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    const [status] = await once(child, 'close');
    assert.notEqual(status, 0);
    assert.match(said, /The store of the relay, Redis, cannot be used: .*ECONNREFUSED/);
  });
});

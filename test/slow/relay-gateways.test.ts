import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GATEWAYS } from '../../src/gateways/registry.js';
import type { GatewayName, SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { TestRedis } from '../tools/redis.js';
import { startsOf } from '../unit/gateways/login-calls.js';
import { RelayHosts } from './relay-hosts.js';
import { Page, until } from './relay-page.js';

const PHONE = '5511999999999';
/** They tell the name of the account, and not its number. */
const NAME_ONLY: ReadonlySet<GatewayName> = new Set(['evolution-go']);
const names = Object.keys(GATEWAYS) as readonly GatewayName[];

describe('three processes, which meet in Redis', { concurrency: true }, () => {
  let simulator: SimulatorServer;
  let redis: TestRedis;
  let hosts: RelayHosts;
  before(async () => {
    [simulator, redis] = await Promise.all([startSimulator(), TestRedis.start()]);
    const env = { GATEWAY_URL: simulator.origin, REDIS_URL: redis.url };
    hosts = await RelayHosts.start(3, env, 'test/slow/relay-gateways-host.ts');
  });
  after(async () => {
    await hosts.close();
    await redis.close();
    await simulator.close();
  });

  /** A page asks one process after the other, as the proxy before them has it. */
  const open = ({ gateway, instance }: SimulatedAccount, count: number) =>
    Array.from({ length: count }, () => new Page(`${hosts.origin}/login/${gateway}/${instance}`));
  const add = (gateway: GatewayName): SimulatedAccount => {
    const instance = String(1101000000 + names.indexOf(gateway));
    const script = { gateway, instance, token: `token-${instance}`, phone: PHONE, name: 'Ana', linkDelay: 500 };
    return simulator.simulator.add(script);
  };
  const shown = ({ last }: Page): unknown => last?.text ?? last?.image;

  for (const gateway of names)
    it(`begin one login with ${gateway}, and record one link`, async () => {
      const account = add(gateway);
      const pages = open(account, 6);
      await until(() => pages.every((page) => shown(page)), 'a code on all pages');
      await until(() => new Set(pages.map(shown)).size === 1, 'the same code on all pages');
      assert.equal(startsOf(account) ?? 1, 1);
      assert.equal(account.scan(account.qr ?? ''), 'linking');
      await until(() => pages.every(({ last }) => last?.type === 'linked'), 'linked on all pages');
      await Promise.all(pages.map((page) => page.close()));
      assert.equal(account.logins, 1);
      const key = `${gateway}/${account.instance}`;
      assert.deepEqual(
        hosts.told.filter((told) => told.key === key),
        [{ key, linked: NAME_ONLY.has(gateway) ? 'Ana' : PHONE }],
      );
      assert.ok(!JSON.stringify(pages.map(({ told }) => told)).includes(account.token), 'no page is told the key');
    });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { greenApi } from '../../../src/gateways/green-api.js';
import type { SimulatedAccount } from '../../../src/simulator/index.js';
import { World, type Driven } from './drive.js';

describe('the codes of a gateway that replaces them at regular times', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.close();
  });

  const login = ({ instance, token }: SimulatedAccount) => {
    const { fetch, WebSocket } = world.simulator;
    const gateway = greenApi({ backendUrl: 'https://gateway.test', instance, token, fetch, WebSocket });
    return world.drive(gateway, { transport: 'polling' });
  };
  const times = ({ calls }: SimulatedAccount) => calls.filter(({ method }) => method === 'qr').map(({ at }) => at);

  /** What was valid when each picture came. */
  const payloads = new Map<string, string | undefined>();
  function shown(account: SimulatedAccount, { memory }: Driven): string | undefined {
    const key = memory.login.status === 'qr' ? JSON.stringify(memory.login.picture) : undefined;
    if (key === undefined) return undefined;
    if (!payloads.has(key)) payloads.set(key, account.qr);
    return payloads.get(key);
  }

  /** For how long of so many ms no code, and an outdated one, was on screen. */
  async function watch(account: SimulatedAccount, driven: Driven, ms: number): Promise<{ none: number; dead: number }> {
    const seen = { none: 0, dead: 0 };
    for (let left = ms; left > 0; left -= 50) {
      await world.pass(50, 50);
      const payload = shown(account, driven);
      if (payload === undefined) seen.none += 50;
      else if (payload !== account.qr) seen.dead += 50;
    }
    return seen;
  }

  it('are on screen only while they are valid, once their beat is known', async () => {
    const account = world.add();
    const driven = login(account);
    await watch(account, driven, 41_000); // the first change is seen by chance, the second one is foretold
    const { none, dead } = await watch(account, driven, 40_000);
    assert.equal(dead, 0);
    assert.ok(none > 0 && none < 3_500, `${none} ms`);
  });

  it('are asked for as often as the gateway allows around a change, and every second between', async () => {
    const account = world.add();
    const driven = login(account);
    await watch(account, driven, 75_000);
    const asked = times(account);
    const gaps = asked.slice(1).map((at, i) => at - asked[i]!);
    assert.ok(Math.min(...gaps) >= 300 && gaps.filter((gap) => gap < 900).length < 20, gaps.join());
    assert.ok(asked.length < 90, `${asked.length} requests`);
  });

  it('stay on screen where the gateway does not keep to its time', async () => {
    const account = world.add();
    const driven = login(account);
    await watch(account, driven, 41_000);
    account.set({ qrLife: 35_000, window: 200_000 });
    await watch(account, driven, 20_000);
    assert.ok((await watch(account, driven, 8_000)).none < 4_000);
    assert.equal(driven.memory.login.status, 'qr');
  });
});

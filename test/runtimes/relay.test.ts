import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { bundle, RUNTIMES, start, startExample, type RunningHost } from './runtimes.js';

const PHONE = '5511999999999';
let simulator: SimulatorServer;
let instances = 1101;

before(async () => {
  [simulator] = await Promise.all([startSimulator(), bundle()]);
});
after(() => simulator.close());

const add = (): SimulatedAccount => {
  const instance = String(instances++);
  return simulator.simulator.add({ instance, token: `token-${instance}`, phone: PHONE, linkDelay: 300 });
};
const called = ({ calls }: SimulatedAccount, ...methods: string[]) =>
  calls.filter(({ method }) => methods.includes(method)).length;
const until = async (holds: () => unknown, what: string) => {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 400, `Never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

for (const runtime of RUNTIMES)
  describe(`the relay in ${runtime}`, () => {
    let host: RunningHost;
    before(async () => {
      host = await start(runtime, simulator.origin);
    });
    after(() => host.close());

    const at = (who: string) => `${host.origin}/login/${who}`;
    const ask = async (who: string, init?: RequestInit, query = '?want=qr') => {
      const response = await fetch(at(who) + query, init);
      const text = await response.text();
      return { response, text, update: text.startsWith('{') ? JSON.parse(text) : undefined };
    };
    const post = (who: string, body: unknown, headers: Record<string, string> = {}) =>
      ask(who, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers }, '');
    const listen = (who: string, query = '', headers = {}) => {
      const socket = new WebSocket(`${host.sockets}/login/${who}${query}`, { headers });
      const told: any[] = [];
      socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString())));
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.on('error', () => undefined);
      return { socket, told, closed, has: (type: string) => told.some((update) => update.type === type) };
    };

    it('leads from the code to the account, and tells nothing of the gateway', async () => {
      const account = add();
      const { update, text, response } = await ask(account.instance);
      assert.equal(update.type, 'qr');
      assert.match(update.image, /^data:image\/png;base64,/);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.ok(!text.includes(account.token));
      assert.equal(account.scan(account.qr!), 'linking');
      await until(async () => (await ask(account.instance)).update.type === 'linked', 'linked');
      assert.equal((await ask(account.instance)).update.account.phone, PHONE);
    });

    it('asks once for a hundred pages', async () => {
      const account = add();
      const told = await Promise.all(Array.from({ length: 100 }, () => ask(account.instance)));
      assert.deepEqual([...new Set(told.map(({ update }) => update.type))], ['qr']);
      assert.ok(called(account, 'qr') <= 2, `${called(account, 'qr')} questions`);
    });

    it('never asks for a code to learn the state', async () => {
      const account = add();
      assert.equal((await ask(account.instance, {}, '?want=state')).update.type, 'waiting');
      assert.equal(called(account, 'qr'), 0);
    });

    it('gives a pairing code once, to every page', async () => {
      const account = add();
      const code = { type: 'code', phone: PHONE };
      const [one, two] = await Promise.all([post(account.instance, code), post(account.instance, code)]);
      assert.equal(one.update.type, 'code');
      assert.equal(two.update.code, one.update.code);
      assert.equal((await ask(account.instance)).update.code, one.update.code);
      assert.equal((await post(account.instance, { type: 'code', phone: '5511888888888' })).response.status, 429);
      assert.equal(called(account, 'getAuthorizationCode'), 1);
    });

    it('refuses what is no request, with 4xx and an update', async () => {
      const { instance } = add();
      for (const [body, status] of [
        ['{', 400],
        [{ type: 'code' }, 400],
        [{ type: 'restart', more: 'x'.repeat(100_000) }, 413],
      ] as const) {
        const { response, update } = await post(instance, body);
        assert.equal(response.status, status);
        assert.equal(update.type, 'error');
      }
      assert.equal((await ask(instance, { method: 'PUT', body: '{}' })).response.status, 405);
    });

    it('lets the host refuse, and knows where a page comes from', async () => {
      const { instance } = add();
      const refused = await ask('nobody');
      assert.deepEqual([refused.response.status, refused.text], [401, 'Log in first']);
      assert.equal((await post(instance, { type: 'restart' }, { Origin: 'https://evil.test' })).response.status, 403);
      const named = await post(instance, { type: 'restart' }, { Origin: 'https://app.test' });
      assert.equal(named.response.headers.get('access-control-allow-origin'), 'https://app.test');
      const preflight = await ask(instance, { method: 'OPTIONS', headers: { Origin: 'https://app.test' } });
      assert.equal(preflight.response.status, 204);
    });

    it('answers a page though the one that asked first has left', async () => {
      const account = add();
      account.fault('hang', { on: 'qr', times: 1 });
      const first = new AbortController();
      const left = ask(account.instance, { signal: first.signal }).catch(() => 'left');
      await until(() => account.calls.length > 0, 'asked');
      first.abort();
      assert.equal(await left, 'left');
      assert.equal((await ask(account.instance)).update.type, 'waiting');
    });

    it('feeds two sockets from one login, until the last leaves', async () => {
      const account = add();
      const [one, two] = [listen(account.instance), listen(account.instance)];
      await until(() => one.has('qr') && two.has('qr'), 'a code on both');
      assert.equal(called(account, 'scanqrcode', 'qr'), 1);
      assert.equal(account.scan(account.qr!), 'linking');
      await until(() => one.has('linked') && two.has('linked'), 'linked on both');
      assert.equal(one.told.at(-1).account.phone, PHONE);
      one.socket.close();
      two.socket.close();
      await until(() => account.sockets === 0, 'no socket upstream');
    });

    it('gives a pairing code over a socket', async () => {
      const account = add();
      const { socket, told, has } = listen(account.instance, '?want=state');
      // The relay rings one phone once in fifteen seconds, and has just done so for another account.
      socket.on('open', () => socket.send(JSON.stringify({ type: 'code', phone: '5511777777777' })));
      await until(() => has('code'), 'a pairing code');
      assert.equal(account.enterCode(told.find(({ type }) => type === 'code').code), 'linking');
      assert.equal(called(account, 'scanqrcode', 'qr'), 0);
      socket.close();
    });

    it('refuses a socket of another origin', async () => {
      const { socket, closed, told } = listen(add().instance, '', { Origin: 'https://evil.test' });
      await until(() => socket.readyState === WebSocket.CLOSED, 'closed');
      assert.equal(await closed, 1008);
      assert.deepEqual(told, []);
    });
  });

/** The others of demo/examples are started by test/e2e/examples.test.ts. */
it('the example for a worker leads to the account in workerd', async (t) => {
  const account = add();
  const { instance, token } = account;
  const host = await startExample({ GATEWAY_URL: simulator.origin, GATEWAY_INSTANCE: instance, GATEWAY_TOKEN: token });
  t.after(() => host.close());
  const ask = (headers = {}) => fetch(`${host.origin}/whatsapp/login?want=qr`, { headers });
  assert.equal((await ask()).status, 401);
  const guest = { cookie: 'session=demo' };
  assert.equal(((await (await ask(guest)).json()) as { type: string }).type, 'qr');
  assert.equal(account.scan(account.qr!), 'linking');
  await until(async () => ((await (await ask(guest)).json()) as { type: string }).type === 'linked', 'linked');
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it, type TestContext } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { WebSocket } from 'ws';
import worker from '../../demo/examples/worker.js';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';

const headers = { cookie: 'session=demo' };

/** The backends of the README: they start, they know who is asking, and they lead to the account. */
describe('the example for', { concurrency: 5 }, () => {
  let simulator: SimulatorServer;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());

  const add = () => simulator.simulator.add({ phone: '5511999999999', linkDelay: 200 });
  const envFor = ({ instance, token }: SimulatedAccount) => ({
    GATEWAY_URL: simulator.origin,
    GATEWAY_INSTANCE: instance,
    GATEWAY_TOKEN: token,
  });

  /** Starts it as its reader would; resolves to its address. */
  const start = async (
    t: TestContext,
    name: string,
    account: SimulatedAccount,
    hear: (line: string) => void = () => undefined,
  ): Promise<string> => {
    const child = spawn(process.execPath, ['--import', 'tsx', `demo/examples/${name}.ts`], {
      env: { ...process.env, ...envFor(account), PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => child.kill());
    let said = '';
    child.stdout.on('data', (data: Buffer) => String(data).split('\n').forEach(hear));
    while (!/port: (\d+)/.test(said)) said += String((await once(child.stdout, 'data'))[0]);
    return `http://localhost:${/port: (\d+)/.exec(said)?.[1] ?? ''}/whatsapp/login`;
  };

  const serveWorker = async (t: TestContext, account: SimulatedAccount): Promise<string> => {
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
    const server = createServer(getRequestListener((request) => worker.fetch(request, envFor(account), context)));
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return `http://localhost:${(server.address() as AddressInfo).port}/whatsapp/login`;
  };

  const linkBy = async (url: string, account: SimulatedAccount) => {
    const ask = async (init: RequestInit = { headers }) => {
      const response = await fetch(`${url}?want=qr`, init);
      return {
        status: response.status,
        update: response.status === 200 ? await response.json() : undefined,
      };
    };
    assert.equal((await ask({})).status, 401);
    assert.equal((await ask()).update.type, 'qr');
    const code = JSON.stringify({ type: 'code', phone: '5511999999999' });
    const posted = await ask({ method: 'POST', headers, body: code });
    assert.equal(posted.update.type, 'code');
    assert.equal((await ask({ method: 'POST', headers, body: '{' })).status, 400);
    assert.equal(account.enterCode(posted.update.code), 'linking');
    for (let tries = 0; (await ask()).update.type !== 'linked'; tries++) {
      assert.ok(tries < 40, 'never linked');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    assert.equal((await ask()).update.account.phone, '5511999999999');
  };

  for (const name of ['node', 'express', 'hono'] as const)
    it(name, async (t) => {
      const account = add();
      await linkBy(await start(t, name, account), account);
    });

  it('worker', async (t) => {
    const account = add();
    await linkBy(await serveWorker(t, account), account);
  });

  it('node, over a WebSocket', async (t) => {
    const account = add();
    const url = (await start(t, 'node', account)).replace('http', 'ws');
    const told: any[] = [];
    const socket = new WebSocket(url, { headers });
    socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString())));
    while (told.at(-1)?.type !== 'qr') await once(socket, 'message');
    account.scan(account.qr!);
    while (told.at(-1)?.type !== 'linked') await once(socket, 'message');
    const stranger = new WebSocket(url);
    assert.equal((await once(stranger, 'close'))[0], 1008);
    socket.close();
  });

  it('logs, which hold the changes and nothing that is secret', async (t) => {
    const account = add();
    const lines: string[] = [];
    let hearLinked = (): void => undefined;
    const isLinkedLogged = new Promise<void>((resolve) => (hearLinked = resolve));
    const hear = (line: string) => {
      lines.push(line);
      if (line.includes('"status":"linked"')) hearLinked();
    };
    await linkBy(await start(t, 'logs', account, hear), account);
    await isLinkedLogged;
    const logged = lines.filter((line) => line.startsWith('{"')).map((line) => JSON.parse(line));
    assert.deepEqual(logged.at(-1).status, 'linked');
    assert.ok(logged.every(({ msg, key }) => msg === 'WhatsApp login' && /^[0-9a-f]{16}$/.test(key)));
    const said = lines.join();
    for (const secret of [account.token, account.instance, '5511999999999']) assert.ok(!said.includes(secret));
  });

  it('metrics, which count the changes', async (t) => {
    const account = add();
    const url = await start(t, 'metrics', account);
    await linkBy(url, account);
    const text = await (await fetch(new URL('/metrics', url))).text();
    for (const status of ['qr', 'code', 'linked'])
      assert.match(text, new RegExp(`^whatsapp_login_status_total\\{status="${status}"\\} 1$`, 'm'));
  });

  for (const name of ['node', 'express', 'hono', 'worker', 'logs', 'metrics'])
    it(`${name} is shorter than thirty lines`, () => {
      const lines = readFileSync(`demo/examples/${name}.ts`, 'utf8').trimEnd().split('\n');
      assert.ok(lines.length < 30, `${lines.length} lines`);
      assert.ok(lines.some((line) => line.includes('Your session check.')));
    });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it, type TestContext } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { createApp, createRouter, toNodeListener } from 'h3';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { TestRedis } from '../tools/redis.js';
import { complaintsAbout, hearOfScan, linkByCode, linkByQr, PHONE } from './login-visit.js';
import { environmentFor, serve, startNode, startProgram } from './running-example.js';

const NEXT = '../../demo/examples/next/app/whatsapp/login/route.js';
const NUXT = '../../demo/examples/nuxt/server/routes/whatsapp/login.js';

interface Example {
  readonly file: string;
  readonly gateway: 'green-api' | 'z-api';
  readonly lines: number;
  /** Why it holds no questions, if it does not. */
  readonly holdsNone?: string;
  start(t: TestContext, env: Record<string, string>): Promise<string>;
}

/** Next.js and Nuxt are not started: each route is a function, which is called as the framework calls it. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  'express-user': {
    file: 'express-user.ts',
    gateway: 'green-api',
    lines: 30,
    start: (t, env) => startNode(t, 'demo/examples/express-user.ts', env),
  },
  fastify: {
    file: 'fastify.ts',
    gateway: 'green-api',
    lines: 30,
    start: (t, env) => startNode(t, 'demo/examples/fastify.ts', env),
  },
  nest: {
    file: 'nest.ts',
    gateway: 'green-api',
    lines: 30,
    start: (t, env) => startNode(t, 'demo/examples/nest.ts', env),
  },
  redis: {
    file: 'redis.ts',
    gateway: 'green-api',
    lines: 30,
    async start(t, env) {
      const redis = await TestRedis.start();
      t.after(() => redis.close());
      return startNode(t, 'demo/examples/redis.ts', { ...env, REDIS_URL: redis.url });
    },
  },
  next: {
    file: 'next/relay.ts',
    gateway: 'green-api',
    lines: 30,
    async start(t, env) {
      Object.assign(process.env, env);
      const route: typeof import('../../demo/examples/next/app/whatsapp/login/route.js') = await import(NEXT);
      const handlers: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
        ...route,
        dynamic: () => fail(),
      };
      return serve(
        t,
        getRequestListener((request) => (handlers[request.method] ?? fail)(request)),
      );
    },
  },
  nuxt: {
    file: 'nuxt/server/routes/whatsapp/login.ts',
    gateway: 'green-api',
    lines: 30,
    async start(t, env) {
      Object.assign(process.env, env);
      const route: typeof import('../../demo/examples/nuxt/server/routes/whatsapp/login.js') = await import(NUXT);
      return serve(t, toNodeListener(createApp().use(createRouter().use('/whatsapp/login', route.default))));
    },
  },
  php: {
    file: 'backend.php',
    gateway: 'green-api',
    lines: 40,
    holdsNone: 'each would keep one of few workers from all other pages',
    start: (t, env) => startProgram(t, ['php', '-S', '127.0.0.1:$PORT', 'demo/examples/backend.php'], env),
  },
  python: {
    file: 'backend.py',
    gateway: 'z-api',
    lines: 40,
    start: (t, env) => startProgram(t, ['python3', 'demo/examples/backend.py'], env),
  },
};

function fail(): never {
  throw new Error('There is no handler of that name');
}

for (const [name, { file, gateway, lines, holdsNone, start }] of Object.entries(EXAMPLES))
  describe(`the backend in ${name}`, () => {
    let simulator: SimulatorServer;
    before(async () => {
      simulator = await startSimulator();
    });
    after(() => simulator.close());

    const add = (): SimulatedAccount => simulator.simulator.add({ gateway, phone: PHONE, linkDelay: 200 });
    const startFor = async (t: TestContext, account: SimulatedAccount) =>
      `${await start(t, environmentFor(simulator.origin, account))}/whatsapp/login`;

    it('links by a QR code and by a pairing code, and refuses strangers', async (t) => {
      const account = add();
      const url = await startFor(t, account);
      assert.equal((await fetch(url)).status, 401);
      await linkByQr(url, account);
      account.logout();
      await linkByCode(url, account);
      assert.equal(account.logins, 2, 'one device for each link');
    });

    if (!holdsNone)
      it('holds a question until there is news', async (t) => {
        const account = add();
        await hearOfScan(await startFor(t, account), account);
      });

    it('does nothing that `wa-qr-login check` finds wrong', async (t) => {
      assert.deepEqual(await complaintsAbout(await startFor(t, add())), []);
    });

    it(`is shorter than ${lines} lines`, () => {
      const text = readFileSync(`demo/examples/${file}`, 'utf8');
      assert.ok(text.trimEnd().split('\n').length < lines);
      assert.ok(text.includes('Your session check.'));
    });
  });

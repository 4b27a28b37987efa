import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDevServer, type DevServerConfig } from '@web/dev-server';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { startSimulator, type SimulatorServer } from '../src/simulator/node.js';
import { DemoRelay } from './relay.js';

type DevServer = Awaited<ReturnType<typeof startDevServer>>;
type Middleware = NonNullable<DevServerConfig['middleware']>[number];
type Plugin = NonNullable<DevServerConfig['plugins']>[number];

const root = fileURLToPath(new URL('..', import.meta.url));
/** Only this machine can reach the demo, because the simulator's control API is open to everybody. */
const HOST = '127.0.0.1';

export interface Demo {
  /** The address of the page, such as `http://localhost:8010/`. */
  readonly address: string;
  readonly simulator: SimulatorServer;
  close(): Promise<void>;
}

/** Starts the gateway simulator and the page in front of it. If `port` is 0 or taken, a free one is used. */
export async function startDemo({ port }: { readonly port: number }): Promise<Demo> {
  const simulator = await startSimulator();
  const pages = await servePages(simulator.origin);
  const answer = pages.koaApp.callback();
  // The dev server's own HTTP server is not used: it would listen on all networks, and end the process if the port is taken.
  const relay = new DemoRelay(simulator);
  const server = createServer((request, response) => {
    void relay.answer(request, response).then(async (answered) => {
      if (!answered) await answer(request, response);
    });
  });
  server.on('upgrade', (request, duplex, head) => relay.upgrade(request, duplex, head));
  await listen(server, port).catch(() => listen(server, 0));
  return {
    simulator,
    address: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      relay.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, pages.stop(), simulator.close()]);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
}

async function servePages(simulator: string): Promise<DevServer> {
  return startDevServer({
    config: {
      rootDir: root,
      port: 0,
      middlewareMode: true,
      injectWebSocket: false,
      nodeResolve: { exportConditions: ['production'] },
      middleware: [front(simulator)],
      plugins: [
        await vendor('qrcode/lib/core/qrcode.js', 'jsqr'),
        esbuildPlugin({ ts: true, target: 'es2022', tsconfig: join(root, 'tsconfig.json') }),
      ],
    },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    logStartMessage: false,
  });
}

/** Sets a strict content security policy, to show that the element needs no more. Hides files whose names begin with a dot. */
function front(simulator: string): Middleware {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `frame-src ${simulator}`,
    `connect-src 'self' ws://localhost:* ws://127.0.0.1:* ${simulator} ${simulator.replace(/^http/, 'ws')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
  return async (context, next) => {
    context.set('Content-Security-Policy', policy);
    if (context.path === '/') context.redirect('/demo/');
    else if (decodeURIComponent(context.path).includes('/.')) context.status = 404;
    else await next();
  };
}

/** Serves CommonJS packages as ES modules. */
async function vendor(...names: string[]): Promise<Plugin> {
  const { href } = new URL('../test/tools/vendor-plugin.mjs', import.meta.url);
  const { vendorPlugin } = (await import(href)) as { vendorPlugin(names: string[]): Plugin };
  return vendorPlugin(names);
}

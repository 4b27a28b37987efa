import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDevServer, type DevServerConfig } from '@web/dev-server';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { startSimulator, type SimulatorServer } from '../src/simulator/node.js';
import { servedDocuments } from './documents.mjs';
import { DemoRelay } from './relay.js';
import { servedTexts } from './texts.mjs';

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

export interface DemoOptions {
  /** A free one if it is 0 or taken. */
  readonly port: number;
  /** The page loads again when this server has started again. */
  readonly reload?: boolean;
}

/** Where such a page waits; relative to it, `./changes`. */
const CHANGES = '/demo/changes';

/** Starts the gateway simulator and the page in front of it. */
export async function startDemo({ port, reload = false }: DemoOptions): Promise<Demo> {
  const simulator = await startSimulator();
  const pages = await servePages(simulator.origin, reload);
  const answer = pages.koaApp.callback();
  // The dev server's own HTTP server is not used: it would listen on all networks, and end the process if the port is taken.
  const relay = new DemoRelay(simulator);
  const serving = new Set<Promise<void>>();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (!(await relay.answer(request, response))) await answer(request, response);
  };
  const server = createServer((request, response) => {
    if (reload && request.url === CHANGES) return holdOpen(response);
    const served = serve(request, response).finally(() => serving.delete(served));
    serving.add(served);
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
      await closed;
      await Promise.allSettled(serving);
      await Promise.all([pages.stop(), simulator.close()]);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
}

/** Its end is what the page waits for: `retry` is how soon it asks for the next server, ms. */
function holdOpen(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write('retry: 300\n\n');
}

async function servePages(simulator: string, reload: boolean): Promise<DevServer> {
  return startDevServer({
    config: {
      rootDir: root,
      port: 0,
      middlewareMode: true,
      // A file that was served while the server stops is watched for ever, so no watch may keep Node from ending.
      chokidarOptions: { persistent: false },
      injectWebSocket: false,
      nodeResolve: { exportConditions: ['production'] },
      middleware: [front(simulator)],
      plugins: [
        await vendor('qrcode/lib/core/qrcode.js', 'jsqr'),
        servedTexts,
        servedDocuments,
        esbuildPlugin({ ts: true, target: 'es2022', tsconfig: join(root, 'tsconfig.json') }),
        ...(reload ? [reloading] : []),
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
    `frame-src 'self' ${simulator}`,
    `connect-src 'self' ws://localhost:* ws://127.0.0.1:* ${simulator} ${simulator.replace(/^http/, 'ws')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
  return async (context, next) => {
    context.set('Content-Security-Policy', policy);
    if (context.path === '/') context.redirect(`/demo/${context.search}`);
    else if (decodeURIComponent(context.path).includes('/.')) context.status = 404;
    else await next();
  };
}

const reloading: Plugin = {
  name: 'reload',
  transform: ({ body, response }) =>
    response.is('html')
      ? String(body).replace('</head>', '<script type="module" src="/demo/reload.ts"></script></head>')
      : undefined,
};

/** The packages that are CommonJS, as ES modules. */
async function vendor(...names: string[]): Promise<Plugin> {
  const { href } = new URL('../test/tools/vendor-plugin.mjs', import.meta.url);
  const { vendorPlugin } = (await import(href)) as { vendorPlugin(names: string[]): Plugin };
  return vendorPlugin(names);
}

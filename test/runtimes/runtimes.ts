import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { configureWorkerd, readWrangler, type Deployment } from './workerd-config.js';

/** The oldest that the package supports, and the newest of each line with long-term support. */
const ALL_OTHER_NODES = ['node-20.19', 'node-22', 'node-24'] as const;
/** npm has their programs for Linux on x64 in packages that need no script; elsewhere they are not run. */
export const OTHER_NODES = process.platform === 'linux' && process.arch === 'x64' ? ALL_OTHER_NODES : [];
export const RUNTIMES = ['node', ...OTHER_NODES, 'deno', 'bun', 'workerd'] as const;
export type Runtime = (typeof RUNTIMES)[number];

if (OTHER_NODES.length === 0)
  console.log(`Not run on this machine, which is not Linux on x64: ${ALL_OTHER_NODES.join(', ')}`);

export interface RunningHost {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** The addresses of all its workers. */
  readonly origins: readonly string[];
  /** The same for sockets. */
  readonly sockets: string;
  close(): Promise<void>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const examples = join(folder, '../../demo/examples');
const built = join(folder, 'dist');
const installed = (name: string) => join(folder, 'node_modules', '.bin', name);

export const nodeProgram = (name: (typeof ALL_OTHER_NODES)[number]): string =>
  join(folder, 'node_modules', name, 'bin/node');

/** The relay as an embedder's bundler would make it, for every runtime the same. */
export async function bundle(): Promise<void> {
  await build({
    entryPoints: {
      ...Object.fromEntries(['node', 'deno', 'workerd'].map((name) => [name, join(folder, `${name}.ts`)])),
      worker: join(examples, 'worker.ts'),
      cloudflare: join(examples, 'cloudflare/index.ts'),
    },
    entryNames: '[name]',
    outdir: built,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['node:*', 'cloudflare:*', 'ws'],
  });
}

/** Starts the host in a runtime, as a process of its own. */
export function start(runtime: Runtime, simulator: string): Promise<RunningHost> {
  return run(...commandOf(runtime, simulator));
}

/** Starts the example for a worker, with what it finds in its environment. */
export function startExample(environment: Deployment['environment']): Promise<RunningHost> {
  return run(...serve('worker', { environment }));
}

/** Starts the example with a Durable Object twice, as if two places of the world served it, with one set of objects. */
export function startCloudflareExample(environment: Deployment['environment']): Promise<RunningHost> {
  const objects = readWrangler(join(examples, 'cloudflare/wrangler.json'));
  return run(...serve('cloudflare', { environment, objects, workers: ['first', 'second'] }), 2);
}

async function run(command: string, args: string[], workers = 1): Promise<RunningHost> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const { http, sockets } = await portsOf(child, workers);
  const origins = http.map((port) => `http://127.0.0.1:${port}`);
  return {
    origin: origins[0] ?? '',
    origins,
    sockets: `ws://127.0.0.1:${sockets}`,
    async close() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL'); // workerd would wait until the last socket is closed
      await exit;
    },
  };
}

function commandOf(runtime: Runtime, simulator: string): [command: string, args: string[]] {
  switch (runtime) {
    case 'node':
      return [process.execPath, [join(built, 'node.mjs'), simulator]];
    case 'node-20.19':
    case 'node-22':
    case 'node-24':
      return [nodeProgram(runtime), [join(built, 'node.mjs'), simulator]];
    case 'bun':
      return [installed('bun'), [join(built, 'node.mjs'), simulator]];
    case 'deno':
      return [installed('deno'), ['run', '--no-config', '--allow-net', join(built, 'deno.mjs'), simulator]];
    case 'workerd':
      return serve('workerd', { environment: { SIMULATOR: simulator }, objects: [['LOGIN', 'Login']] });
  }
}

function serve(script: string, deployment: Deployment): [command: string, args: string[]] {
  const file = join(built, `${script}.capnp`);
  mkdirSync(built, { recursive: true });
  writeFileSync(file, configureWorkerd(script, deployment));
  return [installed('workerd'), ['serve', '--control-fd=3', file]];
}

interface Ports {
  readonly http: number[];
  sockets?: number | undefined;
}

/** It says on which ports it listens: on its third pipe or, where we wrote the server, on its output. */
async function portsOf(child: ChildProcess, workers: number): Promise<Ports> {
  const ports: Ports = { http: [] };
  const read = (line: string): void => {
    const said = JSON.parse(line) as { http?: number; sockets?: number; socket?: string; port?: number };
    const http = said.socket ? said.port : said.http;
    if (http !== undefined) ports.http.push(http);
    ports.sockets ??= said.socket ? said.port : said.sockets;
  };
  const lines = [child.stdout, child.stdio[3] as Readable].map((input) => createInterface({ input: input! }));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => reject(new Error(`It ended with ${code}`)));
    for (const line of lines)
      line.on('line', (text) => {
        if (text.startsWith('{')) read(text);
        if (ports.http.length === workers && ports.sockets) resolve(ports);
      });
  });
}

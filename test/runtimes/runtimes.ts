import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const RUNTIMES = ['node', 'deno', 'bun', 'workerd'] as const;
export type Runtime = (typeof RUNTIMES)[number];

export interface RunningHost {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** The same for sockets. */
  readonly sockets: string;
  close(): Promise<void>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const built = join(folder, 'dist');
const installed = (name: string) => join(folder, 'node_modules', '.bin', name);

/** The relay as an embedder's bundler would make it, for every runtime the same. */
export async function bundle(): Promise<void> {
  await build({
    entryPoints: [
      ...['node', 'deno', 'workerd'].map((name) => join(folder, `${name}.ts`)),
      fileURLToPath(new URL('../../demo/examples/worker.ts', import.meta.url)),
    ],
    entryNames: '[name]',
    outdir: built,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['node:*', 'ws'],
  });
}

/** Starts the host in a runtime, as a process of its own. */
export function start(runtime: Runtime, simulator: string): Promise<RunningHost> {
  return run(...commandOf(runtime, simulator));
}

/** Starts the example for a worker, with what it finds in its environment. */
export function startExample(environment: Readonly<Record<string, string>>): Promise<RunningHost> {
  return run(...serve('worker', environment));
}

async function run(command: string, args: string[]): Promise<RunningHost> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const ports = await portsOf(child);
  return {
    origin: `http://127.0.0.1:${ports.http}`,
    sockets: `ws://127.0.0.1:${ports.sockets}`,
    async close() {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

function commandOf(runtime: Runtime, simulator: string): [command: string, args: string[]] {
  switch (runtime) {
    case 'node':
      return [process.execPath, [join(built, 'node.mjs'), simulator]];
    case 'bun':
      return [installed('bun'), [join(built, 'node.mjs'), simulator]];
    case 'deno':
      return [installed('deno'), ['run', '--no-config', '--allow-net', join(built, 'deno.mjs'), simulator]];
    case 'workerd':
      return serve('workerd', { SIMULATOR: simulator }, ['Login']);
  }
}

function serve(
  worker: string,
  environment: Readonly<Record<string, string>>,
  objects: string[] = [],
): [string, string[]] {
  return [installed('workerd'), ['serve', '--control-fd=3', configure(worker, environment, objects)]];
}

/** It says on which ports it listens: on its third pipe or, where we wrote the server, on its output. */
async function portsOf(child: ChildProcess): Promise<{ http?: number; sockets?: number }> {
  const ports: { http?: number; sockets?: number } = {};
  const read = (line: string): void => {
    const said = JSON.parse(line) as { http?: number; sockets?: number; socket?: string; port?: number };
    Object.assign(ports, said.socket ? { http: said.port, sockets: said.port } : said);
  };
  const lines = [child.stdout, child.stdio[3] as Readable].map((input) => createInterface({ input: input! }));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => reject(new Error(`It ended with ${code}`)));
    for (const line of lines)
      line.on('line', (text) => {
        if (text.startsWith('{')) read(text);
        if (ports.http && ports.sockets) resolve(ports);
      });
  });
}

/** https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp */
function configure(worker: string, environment: Readonly<Record<string, string>>, objects: string[]): string {
  const file = join(built, `${worker}.capnp`);
  const bindings = [
    ...Object.entries(environment).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`),
    ...objects.map((name) => `(name = "${name.toUpperCase()}", durableObjectNamespace = "${name}")`),
  ];
  mkdirSync(built, { recursive: true });
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "relay", worker = .relay),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "relay")],
);
const relay :Workerd.Worker = (
  compatibilityDate = "2026-10-01",
  modules = [(name = "${worker}.mjs", esModule = embed "${worker}.mjs")],
  bindings = [${bindings.join(', ')}],
  durableObjectNamespaces = [${objects.map((name) => `(className = "${name}", uniqueKey = "${name}")`).join(', ')}],
  durableObjectStorage = (inMemory = void),
);
`,
  );
  return file;
}

import { execFile, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FRAMEWORKS = ['plain', 'vue', 'react', 'svelte', 'angular'] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** Those that render pages on a server of their own. */
export type RenderedFramework = 'nuxt' | 'sveltekit' | 'astro' | 'angular-ssr' | 'next' | 'react-router';

/** Those whose lines to copy are tried, and whose answers stand in no table. */
export type TriedFramework = 'react-18' | 'solid' | 'preact';

/** An app that its own server serves. */
export interface Served {
  readonly origin: string;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The environment without `NODE_ENV`, which the test runner has set and which would change what npm and the builds do. */
const { NODE_ENV: _, ...environment } = process.env;
const QUIET = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** A copy of an app outside of the repository, with the packed package installed. */
export class App {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param common The folder with what the app shares with others of its kind. */
  static async install(
    framework: Framework | RenderedFramework | TriedFramework | 'pages' | 'jest',
    common = 'shared',
  ): Promise<App> {
    const folder = await mkdtemp(join(tmpdir(), `wa-embed-${framework}-`));
    const app = new App(folder);
    await cp(here(framework), folder, { recursive: true, filter: (path) => !isLitter(basename(path)) });
    await cp(here(common), join(folder, 'src'), { recursive: true });
    // The package is packed as `npm run build` has left it. It is not in the lock file, because its hash changes with each build.
    await must(npm(root, 'pack', '--pack-destination', folder, ...QUIET));
    const packed = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
    await must(npm(folder, 'ci', ...QUIET));
    await must(npm(folder, 'install', '--no-save', `./${packed}`, ...QUIET));
    return app;
  }

  run(script: string, ...args: readonly string[]): Promise<Outcome> {
    return npm(this.folder, 'run', script, '--silent', '--', ...args);
  }

  /**
   * Builds the app and resolves with the folder to serve.
   * @throws {Error} if the build fails or prints a warning.
   */
  async build(mode: 'production' | 'development', ...args: readonly string[]): Promise<string> {
    const env = { ...environment, NODE_ENV: mode, NG_CLI_ANALYTICS: 'false' };
    const output = await must(npmWith(env, this.folder, 'run', 'build', '--silent', '--', ...args));
    if (/warn/i.test(output)) throw new Error(output);
    return join(this.folder, 'dist');
  }

  /** Starts the app's own server on a free port, and waits until it answers. */
  async serve(script: string, env: Readonly<Record<string, string>>): Promise<Served> {
    const port = String(await freePort());
    const child = spawn('npm', ['run', script, '--silent'], {
      cwd: this.folder,
      env: { ...environment, ...env, PORT: port, NITRO_PORT: port, HOST: '127.0.0.1', NITRO_HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, because npm starts the server as a child, and both have to end.
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const origin = `http://127.0.0.1:${port}`;
    while (!(await isUp(origin))) {
      if (child.exitCode !== null) throw new Error(output);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return {
      origin,
      stop: async () => {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
        await gone;
      },
    };
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** The two builds by Vite. The development build of a framework warns about mistakes that the other one ignores. */
export const viteBuilds: Readonly<Record<string, (app: App) => Promise<string>>> = {
  production: (app) => app.build('production'),
  development: (app) => app.build('development', '--mode', 'development'),
};

async function isUp(origin: string): Promise<boolean> {
  const { ok = false } = (await fetch(origin).catch(() => undefined)) ?? {};
  return ok;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const isLitter = (name: string) => name === 'node_modules' || name === 'dist';

const npm = (cwd: string, ...args: readonly string[]) => npmWith(environment, cwd, ...args);

function npmWith(env: NodeJS.ProcessEnv, cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const shell = process.platform === 'win32';
  return new Promise((resolve) => {
    execFile('npm', args, { cwd, env, shell }, (error, stdout, stderr) => {
      resolve({ ok: !error, output: `npm ${args.join(' ')}\n${stdout}${stderr}` });
    });
  });
}

async function must(outcome: Promise<Outcome>): Promise<string> {
  const { ok, output } = await outcome;
  if (!ok) throw new Error(output);
  return output;
}

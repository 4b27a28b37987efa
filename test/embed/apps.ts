import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FRAMEWORKS = ['plain', 'vue', 'react', 'svelte', 'angular'] as const;
export type Framework = (typeof FRAMEWORKS)[number];

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** `NODE_ENV` is the runner's, and tells npm and the build tools something else. */
const { NODE_ENV: _, ...environment } = process.env;
const QUIET = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** A copy of an app outside of the repository, with the packed package in it. */
export class App {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async install(framework: Framework): Promise<App> {
    const folder = await mkdtemp(join(tmpdir(), `wa-embed-${framework}-`));
    const app = new App(folder);
    await cp(here(framework), folder, { recursive: true, filter: (path) => !isLitter(basename(path)) });
    await cp(here('shared'), join(folder, 'src'), { recursive: true });
    // Packed as `npm run build` left it; the lock file must not hold its hash, which changes with each build.
    await must(npm(root, 'pack', '--pack-destination', folder, ...QUIET));
    const packed = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
    await must(npm(folder, 'ci', ...QUIET));
    await must(npm(folder, 'install', '--no-save', `./${packed}`, ...QUIET));
    return app;
  }

  run(script: string, ...args: readonly string[]): Promise<Outcome> {
    return npm(this.folder, 'run', script, '--silent', '--', ...args);
  }

  /** Resolves with the folder to serve; a warning is an error. */
  async build(mode: 'production' | 'development', ...args: readonly string[]): Promise<string> {
    const env = { ...environment, NODE_ENV: mode, NG_CLI_ANALYTICS: 'false' };
    const output = await must(npmWith(env, this.folder, 'run', 'build', '--silent', '--', ...args));
    if (/warn/i.test(output)) throw new Error(output);
    return join(this.folder, 'dist');
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** What Vite makes of an app; the development build of a framework complains where the other is silent. */
export const viteBuilds: Readonly<Record<string, (app: App) => Promise<string>>> = {
  production: (app) => app.build('production'),
  development: (app) => app.build('development', '--mode', 'development'),
};

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

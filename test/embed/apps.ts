import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FRAMEWORKS = ['plain', 'vue', 'react', 'svelte', 'angular'] as const;
export type Framework = (typeof FRAMEWORKS)[number];

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

  static async install(framework: Framework): Promise<App> {
    const folder = await mkdtemp(join(tmpdir(), `wa-embed-${framework}-`));
    const app = new App(folder);
    await cp(here(framework), folder, { recursive: true, filter: (path) => !isLitter(basename(path)) });
    await cp(here('shared'), join(folder, 'src'), { recursive: true });
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

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** The two builds by Vite. The development build of a framework warns about mistakes that the other one ignores. */
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

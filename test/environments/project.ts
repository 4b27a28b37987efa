import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pack, scratch } from '../package/packed.js';

/** A project of somebody else with the packed package, and with tools that it shares with us. Its files are those of a folder here. */
export function createProject(tools: readonly string[], folder = 'project'): string {
  const project = scratch();
  const home = join(project, 'node_modules');
  cpSync(join('test/environments', folder), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
  mkdirSync(join(home, 'wa-qr-login'), { recursive: true });
  execFileSync('tar', ['-xzf', pack(project).path, '-C', join(home, 'wa-qr-login'), '--strip-components=1']);
  for (const name of ['lit', ...tools]) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    symlinkSync(resolve('node_modules', name), join(home, name), 'dir');
  }
  return project;
}

/** Runs a test tool in the project, and returns all that it has printed. */
export function runIn(
  project: string,
  program: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): { status: number; said: string } {
  const { NODE_ENV: _, NODE_OPTIONS: __, NODE_TEST_CONTEXT: ___, ...env } = process.env;
  const ran = spawnSync(process.execPath, [resolve('node_modules', program), ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...env, CI: '1', NO_COLOR: '1', ...more },
  });
  return { status: ran.status ?? 1, said: ran.stdout + ran.stderr };
}

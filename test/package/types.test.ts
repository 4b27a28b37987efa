import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, it } from 'node:test';
import { entries, pack, scratch } from './packed.js';

const project = scratch();

/** What the project has installed beside ours, whose own packages follow. */
const installed = [
  '@types/react',
  '@types/node',
  '@types/ws',
  'csstype',
  'lit',
  'preact',
  'solid-js',
  'svelte',
  'vue',
  'ws',
];

function install(): void {
  const home = join(project, 'node_modules');
  mkdirSync(join(home, 'wa-qr-login'), { recursive: true });
  mkdirSync(join(home, '@types'));
  execFileSync('tar', ['-xzf', pack(project).path, '-C', join(home, 'wa-qr-login'), '--strip-components=1']);
  for (const name of installed) symlinkSync(resolve('node_modules', name), join(home, name));
}

/** The type tests of the sources, as a project that has installed the package would write them. */
function write(): void {
  for (const file of readdirSync('test/types')) {
    const text = readFileSync(join('test/types', file), 'utf8');
    const moved = text.replace(/'\.\.\/\.\.\/src\/(?:frameworks\/)?(\w+)\.js'/g, (_, name: string) =>
      name === 'index' ? "'wa-qr-login'" : `'wa-qr-login/${name}'`,
    );
    writeFileSync(join(project, file), moved);
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
}

/** What the compiler says, which looks into the declarations of packages, too. */
function compile(options: readonly string[], files: readonly string[]): string {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];
  const rest = ['--noEmit', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'];
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const args = [tsc, '--ignoreConfig', ...strict, ...rest, ...options, ...files];
  return spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' }).stdout;
}

describe('The types of the packed package', () => {
  before(() => {
    install();
    write();
    for (const entry of entries) writeFileSync(join(project, fileOf(entry)), `export * as all from '${entry}';\n`);
  });

  for (const resolution of ['bundler', 'nodenext']) {
    const module = ['--module', resolution === 'bundler' ? 'esnext' : resolution, '--moduleResolution', resolution];

    it(`are sound by themselves, and hold what the type tests say (${resolution})`, () => {
      const files = [...readdirSync('test/types'), ...entries.map(fileOf)];
      assert.equal(compile([...module, '--types', 'node', '--jsx', 'react-jsx'], files), '');
    });
  }

  it('of the element, the gateways and the relay need neither those of Node nor of a framework', () => {
    const module = ['--module', 'esnext', '--moduleResolution', 'bundler', '--typeRoots', './none'];
    const files = ['wa-qr-login', 'wa-qr-login/element', 'wa-qr-login/gateways', 'wa-qr-login/relay'].map(fileOf);
    const program = compile([...module, '--listFiles'], files);
    assert.doesNotMatch(program, /error TS/);
    assert.doesNotMatch(program, /@types\/(node|react)|node_modules\/(vue|svelte)\//);
  });
});

const fileOf = (entry: string): string => `entry-${entry.replaceAll('/', '-')}.ts`;

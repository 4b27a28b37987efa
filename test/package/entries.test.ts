import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import { about, entries } from './packed.js';

interface Imported {
  readonly exported: readonly string[];
  readonly registered: boolean;
  /** Names that the page's or the server's global object did not have before. */
  readonly globals: readonly string[];
  /** What keeps the process alive. */
  readonly open: readonly string[];
}

/** Imports it in a process of its own, which has no DOM. */
function importAlone(name: string): Imported {
  const script = `
    const open = process.getActiveResourcesInfo();
    const before = new Set(Reflect.ownKeys(globalThis));
    const module = await import(${JSON.stringify(name)});
    await new Promise(setImmediate); // reading the files is done
    console.log(JSON.stringify({
      exported: Object.keys(module),
      registered: Boolean(globalThis.customElements?.get('wa-qr-login')),
      globals: Reflect.ownKeys(globalThis).filter((name) => !before.has(name)).map(String),
      open: process.getActiveResourcesInfo().filter((name) => !open.includes(name)),
    }));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return JSON.parse(said) as Imported;
}

const alone = new Map(entries.map((entry) => [entry, importAlone(entry)]));
const frameworks = ['react', 'vue', 'svelte', 'solid', 'preact'].map((name) => `wa-qr-login/${name}`);
const registering = ['wa-qr-login', ...frameworks];

/** The packages that a bundle of it would need. */
async function packagesOf(file: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    packages: 'external',
    metafile: true,
    write: false,
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))].sort();
}

describe('The entries', () => {
  for (const [entry, { registered, exported, globals, open }] of alone) {
    it(`${entry} is imported where there is no page, and leaves nothing running`, () => {
      assert.ok(exported.length > 0);
      assert.deepEqual(open, []);
    });

    it(`${entry} ${registering.includes(entry) ? 'registers the tag' : 'registers nothing'}`, () => {
      assert.equal(registered, registering.includes(entry));
    });

    it(`${entry} adds nothing to the global object but what Lit does`, () => {
      const ofLit = /^(lit\w+|reactiveElementVersions|customElements)$/;
      assert.deepEqual(
        globals.filter((name) => !ofLit.test(name)),
        [],
      );
    });
  }

  it('of the gateways, the relay and the simulator leave the global object as it was', () => {
    for (const name of ['gateways', 'relay', 'simulator', 'simulator/node'])
      assert.deepEqual(alone.get(`wa-qr-login/${name}`)?.globals, [], name);
  });

  it('of React belongs to the page: servers with components of their own are told so before anything else', () => {
    assert.match(readFileSync('dist/frameworks/react.js', 'utf8'), /^'use client';/);
    assert.doesNotMatch(readFileSync('dist/frameworks/react.js', 'utf8'), /export \*/);
    assert.deepEqual(alone.get('wa-qr-login/react')?.exported, ['WaQrLogin']);
  });

  it('of the relay and the gateways need no other package', async () => {
    assert.deepEqual(await packagesOf('dist/relay/index.js'), []);
    assert.deepEqual(await packagesOf('dist/gateways/index.js'), []);
    assert.ok((await packagesOf('dist/wa-qr-login.js')).includes('lit'), 'nothing was looked at');
  });
});

/** Which of these modules register the tag, imported one after the other. */
function findRegistering(files: readonly string[]): string[] {
  const script = `
    const registering = [];
    for (const file of ${JSON.stringify(files)}) {
      const before = Boolean(globalThis.customElements?.get('wa-qr-login'));
      await import(file);
      if (!before && globalThis.customElements?.get('wa-qr-login')) registering.push(file);
    }
    console.log(JSON.stringify(registering));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return JSON.parse(said) as string[];
}

describe('The field sideEffects', () => {
  it('names the modules that register the tag, and no other', () => {
    const modules = readdirSync('dist', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js') && !file.startsWith('cdn'))
      .map((file) => `./dist/${file}`);
    // Those that import the index are imported in a process each, and the index comes last of the others.
    const [apart, others] = [/^\.\/dist\/frameworks\//, /^\.\/dist\/(?!frameworks\/|index\.js$)/].map((pattern) =>
      modules.filter((file) => pattern.test(file)),
    ) as [string[], string[]];
    const found = [[...others.sort(), './dist/index.js'], ...apart.map((file) => [file])].flatMap(findRegistering);
    // A chunk's name ends with its hash; what a page names itself is loaded for its effect.
    const dropIns = readdirSync('dist/cdn')
      .filter((file) => /^wa-qr-login(\.classic)?\.js$/.test(file))
      .map((file) => `./dist/cdn/${file}`);
    assert.deepEqual([...found, ...dropIns].sort(), [...about.sideEffects].sort());
  });
});

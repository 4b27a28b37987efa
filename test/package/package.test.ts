import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { about, pack, scratch } from './packed.js';

const packed = pack(scratch());
const documents = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json'];
const manifests = [
  'dist/cdn/integrity.json',
  'dist/cdn/preload.html',
  ...['dist/custom-elements.json', 'dist/vscode.css-custom-data.json'],
  ...['dist/vscode.html-custom-data.json', 'dist/web-types.json'],
];
/** Of the code that is bundled into the files of the CDN, and of the encoder; of the code in the program's simulator. */
const licenses = 'dist/LICENSES.txt';
const programLicenses = 'dist/cli/LICENSES.txt';

describe('The package', () => {
  it('has nothing that publint finds wrong', async () => {
    const tarball = new Uint8Array(readFileSync(packed.path)).buffer;
    const { messages } = await publint({ strict: true, pack: { tarball } });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, about)),
      [],
    );
  });

  it('has types that fit each entry, wherever modules are understood', () => {
    const attw = 'node_modules/@arethetypeswrong/cli/dist/index.js';
    const found = spawnSync(process.execPath, [attw, packed.path, '--profile', 'esm-only', '--format', 'ascii'], {
      encoding: 'utf8',
    });
    assert.equal(found.status, 0, found.stdout + found.stderr);
  });

  it('holds code with its hashes, types, manifests and documents, and nothing else', () => {
    const built = /^dist\/[\w./-]+\.(js|js\.map|d\.ts)$/;
    /** What the README links to or shows: test/package/documents.test.ts. */
    const linked =
      /^(src|test)\/([\w-]+\/)*README\.md$|^src\/messages\/(later\/)?en\.ts$|^test\/runtimes\/workerd\.ts$|^demo\/(examples\/|picture-|llms\.txt)/;
    assert.deepEqual(
      packed.files.filter((file) => !built.test(file) && !linked.test(file)).sort(),
      [...documents, ...manifests, licenses, programLicenses].sort(),
    );
  });

  it('holds the licences of what is bundled, and installs nothing but Lit', () => {
    const told = readFileSync(licenses, 'utf8');
    for (const name of ['lit-html', 'lit-element', '@lit/reactive-element', 'qrcode'])
      assert.ok(told.includes(`Name: ${name}\n`), name);
    assert.match(told, /Copyright \(c\) 2012 Ryan Day/); // qrcode's own
    assert.deepEqual(Object.keys(about['dependencies'] as object), ['lit']);
  });

  it('holds what its fields name, and of each entry the types first', () => {
    const targets = Object.entries(about.exports).flatMap(([entry, target]) => {
      if (typeof target === 'string') return [target];
      assert.deepEqual(Object.keys(target), ['types', 'default'], entry);
      return Object.values(target);
    });
    const fields = ['main', 'types', 'unpkg', 'jsdelivr', 'customElements', 'web-types'].map((name) => about[name]);
    const missing = [...targets, ...fields, ...about.sideEffects].filter(
      (target) => !packed.files.includes(String(target).replace('./', '')),
    );
    assert.deepEqual(missing, []);
  });

  it('maps its code to sources that travel in the maps, by paths that tell nothing of the machine', () => {
    const code = packed.files.filter((file) => file.endsWith('.js'));
    for (const file of code) {
      const named = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(file, 'utf8'))?.[1] ?? 'no map';
      const map = join(dirname(file), named);
      assert.ok(packed.files.includes(map), `${file}: ${named}`);
      const { sources, sourcesContent } = JSON.parse(readFileSync(map, 'utf8')) as Record<string, string[]>;
      assert.equal(sourcesContent?.filter((text) => typeof text === 'string').length, sources?.length, map);
      assert.ok(!sources?.some((source) => /^(\/|\w+:)/.test(source)), map);
    }
    assert.equal(packed.files.filter((file) => file.endsWith('.js.map')).length, code.length);
  });
});

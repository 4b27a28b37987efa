import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string): Readonly<Record<string, Locked>> =>
  (JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }).packages;

/** Looks for a package as Node does, from the folder of its dependent upwards. */
function isLocked(packages: Readonly<Record<string, Locked>>, dependent: string, name: string): boolean {
  const inside = dependent ? `${dependent}/node_modules/${name}` : `node_modules/${name}`;
  if (packages[inside]) return true;
  if (!dependent) return false;
  return isLocked(packages, dependent.slice(0, dependent.lastIndexOf('node_modules/')).replace(/\/$/, ''), name);
}

const foldersIn = (parent: string): string[] =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => join(parent, name));

/** Every folder that packages are installed into: a new app is one as soon as it has a `package.json`. */
const installed = ['.', ...foldersIn('test').flatMap((suite) => [suite, ...foldersIn(suite)])].filter((folder) =>
  existsSync(join(folder, 'package.json')),
);

describe('The lock files', () => {
  it('are those of the package, the tests, and every app of a framework', () => {
    const apps = foldersIn('test/embed').filter((app) => !/(shared|served)$/.test(app));
    for (const folder of [
      '.',
      'test/runtimes',
      'test/tools/browser',
      'test/e2e/react-18',
      'test/e2e/demo-angular',
      ...apps,
    ])
      assert.ok(installed.includes(folder), folder);
  });
});

for (const folder of installed) {
  const file = join(folder, 'package-lock.json');
  describe(file, () => {
    const packages = read(file);

    it('holds the native packages of every platform, without which npm ci refuses', () => {
      const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((name) => !isLocked(packages, path, name))
          .map((name) => `${path} → ${name}`),
      );
      assert.deepEqual(missing, []);
    });

    it('names no registry', () => {
      const named = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
      assert.deepEqual(
        named.map(([path]) => path),
        [],
      );
    });
  });
}

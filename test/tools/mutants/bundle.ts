import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MutatedFile } from './find-mutants.js';

/** Makes one file of each test, with the mutated sources, so that a mutant costs the start of Node and not that of a compiler. */
export async function bundleTests(
  tests: readonly string[],
  mutated: ReadonlyMap<string, MutatedFile>,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  await build({
    ...{ entryPoints: [...tests], outdir: folder, outbase: 'test/unit', outExtension: { '.js': '.mjs' } },
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' },
    plugins: [
      {
        name: 'mutated',
        setup({ onLoad }) {
          onLoad({ filter: /\/(src|test)\/.*\.ts$/ }, async ({ path }) => {
            const source = mutated.get(relative('', path))?.source ?? (await readFile(path, 'utf8'));
            // Tests read their fixtures beside themselves, wherever their bundle lies.
            const address = JSON.stringify(pathToFileURL(path).href);
            return { contents: source.replaceAll('import.meta.url', address), loader: 'ts' };
          });
        },
      },
    ],
  });
  const bundleOf = (test: string) => resolve(folder, relative('test/unit', test).replace(/\.ts$/, '.mjs'));
  return new Map(tests.map((test) => [test, bundleOf(test)]));
}

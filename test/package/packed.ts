import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Packed {
  /** Of the archive. */
  readonly path: string;
  readonly files: readonly string[];
}

export const about = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly sideEffects: readonly string[];
  readonly [field: string]: unknown;
};

/** The entries that hold code, by the name an embedder imports. */
export const entries = Object.entries(about.exports)
  .filter(([, target]) => typeof target !== 'string')
  .map(([entry]) => `wa-qr-login${entry.slice(1)}`);

/** A folder of its own, gone when the process is. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wa-package-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What npm would publish, of what was built last. */
export function pack(folder: string): Packed {
  const said = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed] = JSON.parse(said) as [{ filename: string; files: { path: string }[] }];
  return { path: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

// Tells whether dist is newer than everything that it is built from, so that it need not be built again.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run build` begins by deleting dist, and writes this file last. */
const LAST = 'dist/web-types.json';

const SOURCES = [
  ...['src', 'test/tools', 'package.json', 'package-lock.json', 'rollup.config.mjs'],
  ...['tsconfig.json', 'tsconfig.build.json'],
];

/** When a file was last changed, or anything in a folder. The time of the folder itself tells of files added or removed. */
function changed(path) {
  const stats = statSync(path);
  const inside = stats.isDirectory() ? readdirSync(path).filter((name) => name !== 'node_modules') : [];
  return Math.max(stats.mtimeMs, ...inside.map((name) => changed(join(path, name))));
}

export function isBuilt(root = '.') {
  const last = join(root, LAST);
  return existsSync(last) && SOURCES.every((source) => changed(join(root, source)) < statSync(last).mtimeMs);
}

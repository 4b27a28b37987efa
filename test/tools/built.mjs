// As make does: what was written after the last change of its sources need not be built again.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The last file that `npm run build` writes. */
const LAST = 'dist/web-types.json';

const SOURCES = [
  ...['src', 'test/tools', 'package.json', 'package-lock.json', 'rollup.config.mjs'],
  ...['tsconfig.json', 'tsconfig.build.json'],
];

/** When something in it was last changed, added or taken away: the time of a folder tells the latter two. */
function changed(path) {
  const stats = statSync(path);
  const inside = stats.isDirectory() ? readdirSync(path).filter((name) => name !== 'node_modules') : [];
  return Math.max(stats.mtimeMs, ...inside.map((name) => changed(join(path, name))));
}

export function isBuilt(root = '.') {
  const last = join(root, LAST);
  return existsSync(last) && SOURCES.every((source) => changed(join(root, source)) < statSync(last).mtimeMs);
}

// Lets the page import the text of a file, by `import text from './examples/express.ts?text'`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const QUERY = '?text';

/** A file as a module. Where it marks a region `usage`, as the documents show it, the module holds only that. */
function toModule(path) {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return `export default ${JSON.stringify(usageOf(lines).join('\n').trim())};`;
}

function usageOf(lines) {
  if (!lines.some((line) => line.includes('#region usage'))) return lines;
  /** Regions may stand in each other. */
  const open = [];
  return lines.filter((line) => {
    const [, end, name] = /#(end)?region\b *([\w-]*)/.exec(line) ?? [];
    if (end) open.pop();
    else if (name) open.push(name);
    return open.includes('usage') && name === undefined;
  });
}

/** For the static build. */
export const rollupTexts = {
  name: 'texts',
  load: (id) => (id.endsWith(QUERY) ? toModule(id.slice(0, -QUERY.length)) : undefined),
};

/** For the server of `npm start`. */
export const servedTexts = {
  name: 'texts',
  serve: ({ url, path }) =>
    url.endsWith(QUERY) ? { body: toModule(root + decodeURIComponent(path)), type: 'js' } : undefined,
};

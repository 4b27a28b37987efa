// Makes pages of the documents, for whoever reads them beside the playground: README.html shows README.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked, Renderer } from 'marked';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['src', 'test'];

/** As the pages of npm and of most forges make the anchor of a heading. */
function toAnchor(heading) {
  return heading
    .toLowerCase()
    .replace(/<[^>]*>|&\w+;/g, '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

/** The documents, by their paths from the root of the repository. */
export function documents() {
  const beside = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => basename(file) === 'README.md' && !file.includes('node_modules'))
      .map((file) => posix.join(folder, file.replaceAll('\\', '/'))),
  );
  return ['README.md', 'SECURITY.md', 'CHANGELOG.md', ...beside];
}

/** A link stays if it leads to a document or elsewhere in the web; there are no pages for other files. */
function linkFrom(path) {
  return function ({ href, tokens }) {
    const [file, anchor] = href.split('#');
    const text = this.parser.parseInline(tokens);
    const end = anchor === undefined ? '' : `#${anchor}`;
    if (file === '' || /^[a-z]+:/.test(file)) return `<a href="${href}">${text}</a>`;
    const isKnown = documents().includes(posix.join(posix.dirname(path), file));
    return isKnown ? `<a href="${file.replace(/\.md$/, '.html')}${end}">${text}</a>` : text;
  };
}

function heading({ tokens, depth }) {
  const text = this.parser.parseInline(tokens);
  return `<h${depth} id="${toAnchor(text)}">${text}</h${depth}>\n`;
}

/** A wide table scrolls by itself, and by keyboard. */
function table(token) {
  return `<div class="wide" tabindex="0">${Renderer.prototype.table.call(this, token)}</div>\n`;
}

/** The page of a document. `head` is what the page has in its head besides; `demo` is the folder of the playground. */
export function pageOfDocument(path, { head = '', demo = 'demo/' } = {}) {
  const marked = new Marked({ renderer: { heading, table, link: linkFrom(path) } });
  const top = posix.relative(posix.dirname(path), '.') || '.';
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />${head}
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>wa-qr-login: ${path}</title>
    <link rel="icon" href="${top}/${demo}icon.svg" />
    <link rel="stylesheet" href="${top}/${demo}documents.css" />
  </head>
  <body>
    <nav><a href="${top}/${demo}index.html">Playground</a> <a href="${top}/README.html">README</a></nav>
    <main>
${marked.parse(readFileSync(join(root, path), 'utf8'))}
    </main>
  </body>
</html>
`;
}

/** For the server of `npm start`: a page that is no file is that of the document of the same name. */
export const servedDocuments = {
  name: 'documents',
  serve({ path }) {
    const file = path.replace(/^\//, '').replace(/\.html$/, '.md');
    if (!path.endsWith('.html') || existsSync(join(root, path)) || !documents().includes(file)) return undefined;
    return { body: pageOfDocument(file), type: 'html' };
  },
};

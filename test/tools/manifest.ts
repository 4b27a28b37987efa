/**
 * Tells what src/wa-qr-login.ts says of the element to everybody else: the manifest and the editors' files in dist, and
 * the README's tables and code.
 *
 *   npm run manifest            all of it
 *   tsx test/tools/manifest.ts dist     only what is built
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { format } from 'prettier';
import { manifestOf, namesOf, readElement } from './manifest-element.js';
import { fill } from './manifest-fill.js';
import { tablesOf } from './manifest-tables.js';

/** By file name, as each should be. */
export type Files = Readonly<Record<string, string>>;

export async function filesOf(): Promise<Files> {
  const element = await readElement();
  const manifest = manifestOf(element) as Parameters<typeof getWebTypesData>[0];
  const tables = tablesOf(element, namesOf('src/login/login.ts', 'ErrorCode'));
  const texts = {
    'dist/custom-elements.json': JSON.stringify(manifest),
    'dist/web-types.json': getWebTypesData(manifest, {}),
    'dist/vscode.html-custom-data.json': getVsCodeHtmlCustomData(manifest, {}),
    'dist/vscode.css-custom-data.json': getVsCodeCssCustomData(manifest, {}),
    'README.md': fill(readFileSync('README.md', 'utf8'), { tables, read: (path) => readFileSync(path, 'utf8') }),
  };
  const formatted = Object.entries(texts).map(async ([file, text]) => [file, await tidy(file, text)] as const);
  return Object.fromEntries(await Promise.all(formatted));
}

/** The README is laid out by hand. */
function tidy(file: string, text: string): Promise<string> | string {
  return file.endsWith('.json') ? format(text, { filepath: file, printWidth: 120 }) : text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
  const folder = process.argv[2];
  for (const [file, text] of Object.entries(await filesOf()))
    if (folder === undefined || dirname(file) === folder) writeFileSync(file, text);
}

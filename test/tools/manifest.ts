/**
 * Tells what src/wa-qr-login.ts and src/element/settings-element.ts say of the element to everybody else: the manifest and the
 * editors' files in dist, and the tables and the code in the documents.
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

/** The documents with tables or code that are filled from the sources. */
const DOCUMENTS = [
  'demo/llms.txt',
  'README.md',
  'src/card/README.md',
  'src/element/README.md',
  'src/frameworks/README.md',
  'src/gateways/README.md',
  'src/relay/README.md',
  'src/simulator/README.md',
];

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
  };
  const documents = DOCUMENTS.map((file) => [file, fill(read(file), { tables, read })] as const);
  const formatted = Object.entries(texts).map(
    async ([file, text]) => [file, await format(text, { filepath: file, printWidth: 120 })] as const,
  );
  return Object.fromEntries([...(await Promise.all(formatted)), ...documents]);
}

const read = (path: string): string => readFileSync(path, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
  const folder = process.argv[2];
  for (const [file, text] of Object.entries(await filesOf()))
    if (folder === undefined || dirname(file) === folder) writeFileSync(file, text);
}

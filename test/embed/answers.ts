import { readFile } from 'node:fs/promises';
import { FRAMEWORKS, type Framework } from './apps.js';

/** What the tests have observed, by the questions in the first column of the table in README.md. */
export type Answers = Map<string, string>;

/** Reads the column of a framework from the table in README.md. */
export async function answersInReadme(framework: Framework): Promise<Record<string, string>> {
  const readme = await readFile(new URL('README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.slice(2).map((row) => row.split('|').map((cell) => cell.trim()));
  const column = 2 + FRAMEWORKS.indexOf(framework);
  return Object.fromEntries(cells.map((row) => [row[1] ?? '', row[column] ?? '']));
}

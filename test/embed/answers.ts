import { readFile } from 'node:fs/promises';
import { FRAMEWORKS, type Framework } from './apps.js';

/** What was observed, by the questions of the table in README.md. */
export type Answers = Map<string, string>;

/** The column of a framework in the table of README.md. */
export async function answersInReadme(framework: Framework): Promise<Record<string, string>> {
  const readme = await readFile(new URL('README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.slice(2).map((row) => row.split('|').map((cell) => cell.trim()));
  const column = 2 + FRAMEWORKS.indexOf(framework);
  return Object.fromEntries(cells.map((row) => [row[1] ?? '', row[column] ?? '']));
}

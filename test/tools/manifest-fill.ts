import { extname } from 'node:path';

export interface Sources {
  readonly tables: Readonly<Record<string, string>>;
  /** The text of a file of this repository. */
  read(path: string): string;
}

/**
 * Fills a text between `<!-- manifest: parts -->` and `<!-- /manifest -->` with a table, and the fenced block after
 * `<!-- from path/to/file.ts#name -->` with that file, or with what stands in it between `#region name` and `#endregion`.
 */
export function fill(text: string, { tables, read }: Sources): string {
  return text
    .replace(
      /^(<!-- manifest: ([\w-]+) -->\n)[^]*?^(<!-- \/manifest -->)/gm,
      (_, start: string, name: string, end: string) => {
        const table = tables[name];
        if (table === undefined) throw new Error(`There is no table ${name}, only ${Object.keys(tables).join(', ')}`);
        return `${start}\n${table}\n\n${end}`;
      },
    )
    .replace(
      /^(<!-- from ([^\s#]+)(?:#(\S+))? -->)(?:(\n\n?)```[^]*?\n```$)?/gm,
      (_, marker: string, path: string, region: string | undefined, gap = '\n') =>
        `${marker}${gap}\`\`\`${extname(path).slice(1)}\n${cut(read(path), path, region)}\n\`\`\``,
    );
}

/** What stands in the region, as if it stood alone; of regions with one name, all. */
function cut(text: string, path: string, region: string | undefined): string {
  const lines = text.trimEnd().split('\n');
  const found = region === undefined ? lines : linesIn(lines, region);
  if (found.length === 0) throw new Error(`There is no region ${region} in ${path}`);
  const kept = found.filter((line) => !/#(end)?region\b/.test(line));
  const indents = kept.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  return kept.map((line) => line.slice(Math.min(...indents))).join('\n');
}

/** Regions may stand in each other. */
function linesIn(lines: readonly string[], region: string): string[] {
  const open: string[] = [];
  return lines.filter((line) => {
    const name = /#region\s+([\w-]+)/.exec(line)?.[1];
    if (name !== undefined) open.push(name);
    const inside = open.includes(region);
    if (/#endregion\b/.test(line)) open.pop();
    return inside;
  });
}

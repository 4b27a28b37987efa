import { Instrumenter } from '@stryker-mutator/instrumenter';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** One small mistake that somebody could make, which a test has to notice. */
export interface Mutant {
  readonly id: string;
  readonly file: string;
  /** The text of the line where it begins: it outlives changes elsewhere in the file. */
  readonly line: string;
  readonly lineNumber: number;
  /** What stands there, and what stands there by mistake. */
  readonly change: string;
}

export interface MutatedFile {
  /** The source with all of its mutants, each of them behind a switch. */
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

/** A text for developers may say anything, so it has no mutants. */
const OPTIONS = { plugins: null, ignorers: [], excludedMutations: ['StringLiteral'] };

const silent = () => undefined;
const noLevel = () => false;
const log = {
  ...{ trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent },
  ...{ isTraceEnabled: noLevel, isDebugEnabled: noLevel, isInfoEnabled: noLevel },
  ...{ isWarnEnabled: noLevel, isErrorEnabled: noLevel, isFatalEnabled: noLevel },
};

/** Stryker's mutants of these files, by the file. */
export async function mutate(files: readonly string[]): Promise<ReadonlyMap<string, MutatedFile>> {
  const given = await Promise.all(
    files.map(async (name) => ({ name, mutate: true, content: await readFile(name, 'utf8') })),
  );
  const made = await new Instrumenter(log).instrument(given, OPTIONS);
  return new Map(
    made.files.map(({ name, content }, index) => {
      const lines = given[index]!.content.split('\n');
      const mutants = made.mutants
        .filter(({ fileName, status }) => fileName === name && status === undefined)
        .map(({ id, location, replacement }): Mutant => ({
          ...{ id, file: name, lineNumber: location.start.line + 1 },
          line: lines[location.start.line]!.trim(),
          change: `${inOneLine(textAt(lines, location))} → ${inOneLine(replacement)}`,
        }));
      return [name, { source: content, mutants }];
    }),
  );
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function textAt(lines: readonly string[], { start, end }: { readonly start: Place; readonly end: Place }): string {
  const of = lines.slice(start.line, end.line + 1);
  const last = of.length - 1;
  return of.map((line, n) => line.slice(n === 0 ? start.column : 0, n === last ? end.column : undefined)).join('\n');
}

/** A block of code is told by how it begins. */
function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

/** So many of them, drawn by the seed and by what they change: another mutant elsewhere in the file hardly moves the draw. */
export function sampleOf(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  const rank = ({ file, line, change }: Mutant) =>
    createHash('sha256').update([seed, file, line, change].join('\n')).digest('hex');
  const ranked = mutants.map((mutant) => ({ mutant, at: rank(mutant) }));
  return ranked
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

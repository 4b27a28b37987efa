import { readFileSync } from 'node:fs';

/** A block of code in a document. */
export interface Snippet {
  readonly language: string;
  readonly text: string;
  /** The file that `npm run manifest` has copied it from. */
  readonly source: string | undefined;
}

export function snippetsOf(document: string): Snippet[] {
  const text = readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8');
  const blocks = text.matchAll(/(?:^<!-- from ([^\s#]+)\S* -->\n+)?^ *```(\w*)\n([^]*?)\n *```$/gm);
  return [...blocks].map(([, source, language = '', code = '']) => ({ language, text: code, source }));
}

/** The one block of a document that holds these words, and that comes from no file. */
export function snippetWith(document: string, words: string): string {
  const found = snippetsOf(document).filter(({ text, source }) => !source && text.includes(words));
  if (found.length !== 1) throw new Error(`${found.length} blocks of ${document} hold ${words}`);
  return found[0]!.text;
}

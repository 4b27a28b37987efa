import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { snippetsOf, snippetWith } from '../tools/snippets.js';
import { about, pack, scratch } from './packed.js';

/** What runs the blocks that are copied from no file, by the words with which a test finds them there. */
const RUN_BY: Readonly<Record<string, string>> = {
  [`<wa-qr-login backend-url`]: 'test/e2e/snippets.test.ts',
  [`wa-qr-login.classic.js`]: 'test/e2e/snippets.test.ts',
  [`document.addEventListener('linked'`]: 'test/e2e/snippets.test.ts',
  [`qr-domain`]: 'test/e2e/snippets.test.ts',
  [`"integrity"`]: 'test/e2e/snippets.test.ts',
  [`modulepreload`]: 'test/e2e/snippets.test.ts',
  [`--wa-accent: #4f46e5`]: 'test/e2e/snippets.test.ts',
  [`<form method="post">`]: 'test/e2e/snippets.test.ts',
  [`default-src 'none'`]: 'test/e2e/csp.test.ts',
  [`wa-qr-login:not(:defined)`]: 'test/e2e/drop-in-shift.test.ts',
  [`wa-qr-login:not(:defined) > svg`]: 'test/e2e/first-code.test.ts',
};

const { files } = pack(scratch());
const documents = files.filter((file) => /(\.md|llms\.txt)$/.test(file) && !file.startsWith('test/'));
const snippets = documents.flatMap((document) => snippetsOf(document).map((one) => ({ ...one, document })));
const bare = snippets.filter(({ source }) => !source);
const scripts = about['scripts'] as Readonly<Record<string, string>>;

/** The last of the words that it holds are the most exact. */
const runnerOf = (text: string): [words: string, file: string] | undefined =>
  Object.entries(RUN_BY)
    .filter(([words]) => text.includes(words))
    .at(-1);

describe('The code in the documents', () => {
  it('is there', () => {
    assert.ok(snippets.some(({ source }) => source === 'demo/examples/express.ts'));
    for (const words of Object.keys(RUN_BY))
      assert.ok(
        bare.some(({ text }) => text.includes(words)),
        words,
      );
  });

  for (const { document, text, language } of bare) {
    const [start = ''] = text.split('\n');
    it(`is copied from a file, or is run by a test: ${document}, ${start}`, () => {
      if (language === 'sh') return assertCommands(text);
      if (language === 'json') return assertPaths(text);
      if (language === '' && text.includes('▶')) return; // a drawing
      const [words, file] = runnerOf(text) ?? assert.fail('neither');
      const test = readFileSync(file, 'utf8');
      assert.match(test, /snippetWith\(/);
      assert.ok(test.includes(words), `${file} does not look for ${words}`);
    });
  }

  it('is in llms.txt what it is in the README', () => {
    const short = bare.filter(({ document }) => document === 'demo/llms.txt').map(({ text }) => text);
    assert.deepEqual(short, [snippetWith('README.md', '<wa-qr-login backend-url')]);
  });

  it('is copied from files that are run', () => {
    const copied = new Set(snippets.flatMap(({ source }) => source ?? []));
    const run = /^(test\/(embed|environments|e2e|types)|demo\/examples)\//;
    assert.deepEqual(
      [...copied].filter((file) => !run.test(file)),
      [],
    );
  });
});

/** Commands of npm are scripts of this package, or its program, whose own tests are in test/unit/cli. */
function assertCommands(text: string): void {
  for (const line of text.split('\n')) {
    const [, program, script = ''] = /^(npm|npx) (\S+)/.exec(line) ?? assert.fail(line);
    if (program === 'npm') assert.ok(scripts[script], line);
    else assert.ok(Object.hasOwn(about['bin'] as object, script), line);
  }
}

function assertPaths(text: string): void {
  const paths = [...text.matchAll(/\.\/node_modules\/wa-qr-login\/([^"]+)/g)].map(([, path]) => path ?? '');
  assert.ok(paths.length > 0);
  for (const path of paths) assert.ok(existsSync(path) && files.includes(path), path);
}

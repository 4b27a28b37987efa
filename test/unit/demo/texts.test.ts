import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rollupTexts } from '../../../demo/texts.mjs';
import { snippetsOf } from '../../tools/snippets.js';

const load = (file: string): string => {
  const module =
    rollupTexts.load(`${fileURLToPath(new URL(`../../../${file}`, import.meta.url))}?text`) ?? assert.fail();
  return JSON.parse(module.replace(/^export default |;$/g, '')) as string;
};

describe('the text of a file in the playground', () => {
  it('is what the README shows of it, also where regions stand in each other', () => {
    const express = snippetsOf('README.md').find(({ source }) => source === 'demo/examples/express.ts');
    assert.equal(load('demo/examples/express.ts'), express?.text);
  });

  it('is the whole file where that marks nothing', () => {
    assert.match(load('demo/examples/backend.py'), /^[^]+\n[^]+$/);
    assert.doesNotMatch(load('demo/examples/express.ts'), /#(end)?region/);
  });
});

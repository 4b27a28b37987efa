import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const TEXT = readFileSync('SECURITY.md', 'utf8');
const [, promised = ''] = /## What is promised[^\n]*\n(.*?)\n## /s.exec(TEXT) ?? [];
const rows = promised.split('\n').filter((line) => line.startsWith('| ') && !/^\| (promise|---)/.test(line));

describe('SECURITY.md', () => {
  it('names a test for each promise', () => {
    assert.ok(rows.length >= 15, `${rows.length} promises`);
    for (const row of rows) {
      const files = Array.from(row.matchAll(/`(test\/[^`]+\.test\.ts)`/g), ([, file]) => String(file));
      assert.ok(files.length > 0, row);
      for (const file of files) assert.ok(existsSync(file), `${file} does not exist`);
    }
  });
});

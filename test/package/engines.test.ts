import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { newerFeaturesIn } from '../tools/newer-features.js';

const files = readdirSync('dist/cdn').filter((name) => name.endsWith('.js'));

describe('The files of the CDN, in the oldest browsers that the README names', () => {
  it('are there', () => assert.ok(files.length > 50 && files.includes('wa-qr-login.classic.js')));

  for (const name of files)
    it(`need neither syntax nor a feature that one of those lacks: ${name}`, () => {
      assert.deepEqual(newerFeaturesIn(readFileSync(`dist/cdn/${name}`, 'utf8')), []);
    });
});

describe('What looks for newer features', () => {
  for (const [script, expected] of [
    ['Promise.try(act)', ['Promise.try']],
    ['const all = AbortSignal.any([a, b])', ['AbortSignal.any']],
    ['internals.states.add("qr")', ['states']],
    ['parent.moveBefore(child, null)', ['moveBefore']],
    ['scheduler.yield()', ['scheduler']],
    ['const css = `@property --x { syntax: "*" }`', ['@property']],
    ['try { internals.states.add("qr") } catch {}', []],
    ['parent.moveBefore?.(child, null)', []],
    ['typeof scheduler', []],
    ['const { scheduler: mine } = ours; ours.scheduler', []],
  ] as const)
    it(`finds ${expected.join() || 'nothing'} in ${script}`, () => assert.deepEqual(newerFeaturesIn(script), expected));

  it('refuses newer syntax', () => {
    assert.throws(() => newerFeaturesIn('using file = open()'), SyntaxError);
    assert.throws(() => newerFeaturesIn('const all = /[a--b]/v'), SyntaxError);
  });
});

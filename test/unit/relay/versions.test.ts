import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import { Versions } from '../../../src/relay/versions.js';

describe('the version that a page has', () => {
  const qr = (text: string, expiresIn: number): LoginUpdate => ({ type: 'qr', text, expiresIn });

  it('is another one only where there is news: another code, or the same with another end', () => {
    const versions = new Versions();
    const note = (update: LoginUpdate, now: number) => versions.note('qr', update, now);
    const { epoch } = versions.record;
    assert.equal(note(qr('a', 20), 0), true);
    assert.equal(note(qr('a', 19), 1_000), false);
    assert.equal(versions.of('qr'), `${epoch}.qr.1`);
    assert.equal(note(qr('a', 18.6), 0), false);
    assert.equal(note(qr('a', 18), 0), true, 'it ends earlier');
    assert.equal(note(qr('a', 60), 1_000), false, 'it lives long enough by what was told');
    assert.equal(note(qr('a', 60), 9_000), true, 'the end that was told is near');
    assert.equal(note(qr('b', 60), 9_000), true);
    assert.deepEqual(versions.record.counts, { qr: 4, state: 0 });
  });

  for (const [what, told, again, isNews] of [
    ['a second and a half earlier', qr('a', 60), qr('a', 48.5), false],
    ['more than that earlier', qr('a', 60), qr('a', 48.499), true],
    ['a second and a half later, at its end', qr('a', 10), qr('a', 1.5), false],
    ['more than that later, at its end', qr('a', 10), qr('a', 1.501), true],
    ['later, ten seconds before its end', qr('a', 20), qr('a', 60), true],
    ['later, longer before its end', qr('a', 20.001), qr('a', 60), false],
    ['with another renewal', qr('a', 20), { ...qr('a', 10), renewsIn: 5 }, false],
    ['without an end, where it had none', { type: 'linking' }, { type: 'linking' }, false],
  ] as const)
    it(`is ${isNews ? 'another' : 'the same'} where the same is told ten seconds later and ends ${what}`, () => {
      const versions = new Versions();
      assert.equal(versions.note('qr', told, 1_000), true);
      assert.equal(versions.note('qr', again as LoginUpdate, 11_000), isNews);
    });

  it('is counted on by another process, to which what was told is no news', () => {
    const [one, other] = [new Versions(), new Versions()];
    one.note('qr', qr('a', 20), 0);
    one.note('qr', qr('b', 20), 0);
    one.note('state', { type: 'waiting' }, 0);
    assert.notEqual(other.record.epoch, one.record.epoch);
    other.restore(one.record, { qr: qr('b', 20), state: { type: 'waiting' } }, 0);
    assert.deepEqual([other.of('qr'), other.of('state')], [one.of('qr'), one.of('state')]);
    assert.equal(other.note('qr', qr('b', 20), 0), false);
    assert.equal(other.note('state', { type: 'waiting' }, 0), false);
    assert.equal(other.note('state', { type: 'linking' }, 0), true);
    assert.match(other.of('state'), /^[0-9a-z]{1,8}\.state\.2$/);
  });
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import type { LoginUpdate } from '../../../src/login/login.js';
import { ParkedNewsByKey } from '../../../src/relay/parked-news.js';

const LINKED: LoginUpdate = { type: 'linked' };

describe('news that came while no page was asking', () => {
  let clock: sinon.SinonFakeTimers;
  let news: ParkedNewsByKey;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    clock.tick(600_000); // as in a process that has run for a while
    news = new ParkedNewsByKey();
  });
  afterEach(() => clock.restore());

  it('is handed out once, the last of each login, and with it whether the host has recorded it', () => {
    news.park('one', { type: 'linking' }, false);
    news.park('one', LINKED, true);
    news.park('two', { type: 'linking' }, false);
    assert.deepEqual(news.take('one'), { update: LINKED, isRecorded: true });
    assert.equal(news.take('one'), undefined);
    assert.equal(news.take('three'), undefined);
    news.clear();
    assert.equal(news.take('two'), undefined);
  });

  it('is forgotten after a minute', () => {
    news.park('one', LINKED, false);
    news.park('two', LINKED, false);
    clock.tick(59_999);
    assert.ok(news.take('one'));
    clock.tick(1);
    assert.equal(news.take('two'), undefined);
  });

  it('has aged meanwhile: a dead code is none, and one whose life nobody knows lives as long as the shortest', () => {
    const code: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 30 };
    const qr: LoginUpdate = { type: 'qr', text: '2@a' };
    for (const key of ['early', 'late']) {
      news.park(`${key} code`, code, false);
      news.park(`${key} qr`, qr, false);
    }
    clock.tick(19_000);
    assert.deepEqual(news.take('early qr')?.update, { ...qr, expiresIn: 1 });
    assert.deepEqual(news.take('early code')?.update, { ...code, expiresIn: 11 });
    clock.tick(1_000);
    assert.equal(news.take('late qr'), undefined);
    clock.tick(10_000);
    assert.equal(news.take('late code'), undefined);
  });

  it('of a pairing code whose life nobody knows is kept as it is', () => {
    const code: LoginUpdate = { type: 'code', code: 'ABCD1234' };
    news.park('one', code, false);
    clock.tick(30_000);
    assert.deepEqual(news.take('one')?.update, code);
  });

  it('is remembered for ten thousand logins at most: then the oldest goes', () => {
    for (let n = 0; n <= 10_000; n++) news.park(String(n), LINKED, false);
    assert.equal(news.take('0'), undefined);
    assert.ok(news.take('1') && news.take('10000'));
  });
});

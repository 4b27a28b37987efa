import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import type { LoginUpdate } from '../../../src/login/login.js';
import { LoginError } from '../../../src/login/login-error.js';
import { Inbox } from '../../../src/transport/inbox.js';

const SILENCE = 30_000;
const qr = (text: string): LoginUpdate => ({ type: 'qr', text });
const unreadable = () => new LoginError('bad-response', 'x', { transient: true });

describe('the inbox of a socket', () => {
  let clock: sinon.SinonFakeTimers;
  let run: AbortController;
  let inbox: Inbox;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    run = new AbortController();
    inbox = new Inbox(run.signal, SILENCE);
  });
  afterEach(() => clock.restore());

  const add = (...updates: readonly (LoginUpdate | undefined)[]) => {
    for (const update of updates) inbox.add(() => Promise.resolve(update));
  };

  /** What it hands out until it ends, and with what it ends. */
  async function read(): Promise<readonly unknown[]> {
    const got: unknown[] = [];
    try {
      for await (const update of inbox.updates()) got.push('text' in update ? update.text : update.type);
    } catch (error) {
      got.push(error);
    }
    return got;
  }

  it('keeps the order, and of QR codes that wait only the newest', async () => {
    add(qr('a'), undefined, qr('b'), { type: 'linking' }, { type: 'linking' }, qr('c'), qr('d'));
    await clock.tickAsync(0);
    inbox.end();
    assert.deepEqual(await read(), ['b', 'linking', 'linking', 'd']);
  });

  it('hands out what has come before the end, also what is still being read, and nothing that comes after it', async () => {
    let answer: (update: LoginUpdate) => void = () => undefined;
    add(qr('a'));
    inbox.add(() => new Promise((resolve) => (answer = resolve)));
    const got = read();
    await clock.tickAsync(0);
    inbox.end();
    add(qr('late'));
    await clock.tickAsync(0);
    answer({ type: 'linked' });
    assert.deepEqual(await got, ['a', 'linked']);
  });

  it('ends with the error it is told, and with none where it is told none', async () => {
    const error = new LoginError('unavailable', 'x');
    inbox.end(error);
    inbox.end(new Error('second'));
    assert.deepEqual(await read(), [error]);
    const other = new Inbox(run.signal, SILENCE);
    other.end();
    for await (const update of other.updates()) assert.fail(update.type);
  });

  it('passes over a frame that cannot be read, and ends with an error that is final, or not ours', async () => {
    inbox.add(() => Promise.reject(unreadable()));
    add(qr('a'));
    const final = new LoginError('unauthorized', 'x');
    inbox.add(() => Promise.reject(final));
    assert.deepEqual(await read(), ['a', final]);
    const other = new Inbox(run.signal, SILENCE);
    inbox = other;
    const bug = new TypeError('x');
    inbox.add(() => Promise.reject(bug));
    assert.deepEqual(await read(), [bug]);
  });

  it('ends with its login at once, whatever is still being read, and leaves no listener', async () => {
    inbox.add(() => new Promise(() => undefined));
    const got = read();
    await clock.tickAsync(0);
    const reason = new Error('over');
    run.abort(reason);
    assert.deepEqual(await got, [reason]);
    const other = new AbortController();
    new Inbox(other.signal, SILENCE).end();
    assert.equal(getEventListeners(other.signal, 'abort').length, 0);
  });

  it('ends when nothing readable has come for too long, and not before', async () => {
    let hasEnded = false;
    const got = read().finally(() => (hasEnded = true));
    await clock.tickAsync(2 * SILENCE);
    assert.equal(hasEnded, false);
    inbox.expectFrames();
    await clock.tickAsync(SILENCE - 1);
    add(qr('a'));
    await clock.tickAsync(SILENCE - 1);
    inbox.add(() => Promise.reject(unreadable()));
    await clock.tickAsync(0);
    assert.equal(hasEnded, false);
    await clock.tickAsync(1);
    assert.deepEqual(await got, ['a']);
    inbox.expectFrames();
    assert.equal(clock.countTimers(), 0);
  });
});

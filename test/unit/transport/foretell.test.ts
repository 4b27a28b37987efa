import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Gateway, Pace } from '../../../src/gateways/gateway.js';
import { advance } from '../../../src/login/advance.js';
import { beginRun, type LoginUpdate } from '../../../src/login/login.js';
import { Memory } from '../../../src/login/memory.js';
import { foretell, isTurning } from '../../../src/transport/beat.js';

const PACE: Pace = {
  ...{ every: 1_000, qr: 'answer', regular: true, life: 20_000, fastest: { qr: 334, state: 1_000 } },
  ...{ codes: 9, window: Infinity, patience: 600_000, grace: 0 },
};

/** A login whose answers are foretold, one after the other. */
class Foretold {
  readonly memory: Memory;
  readonly #gateway: Gateway;
  constructor(pace: Partial<Pace> = {}, every?: number) {
    this.#gateway = { pace: { ...PACE, ...pace } } as Gateway;
    this.memory = new Memory(beginRun('qr', this.#gateway.pace, 0), undefined, () => every);
  }
  answer(update: LoginUpdate, now: number): LoginUpdate {
    const told = foretell(update, this.#gateway, this.memory, now);
    this.memory.login = advance(this.memory.login, told, now);
    return told;
  }
  isTurning(now: number): boolean {
    return isTurning(this.#gateway.pace, this.memory, now);
  }
}

const text = (code: string): LoginUpdate => ({ type: 'qr', text: code });
const image = (code: string): LoginUpdate => ({ type: 'qr', image: `data:image/png;base64,${code}` });
const life = (update: LoginUpdate) => ('expiresIn' in update ? update.expiresIn : undefined);

describe('the end of a code', () => {
  for (const [what, qr] of Object.entries({ text, picture: image })) {
    it(`is a life after it was first seen, and counts down while it is repeated (${what})`, () => {
      const login = new Foretold();
      assert.equal(life(login.answer(qr('a'), 1_000)), 20);
      assert.equal(life(login.answer(qr('a'), 2_000)), 19);
      assert.equal(life(login.answer(qr('a'), 20_999)), 0.001);
    });

    it(`is a life after the last moment of the former one, where that is near (${what})`, () => {
      const near = new Foretold();
      near.answer(qr('a'), 1_000);
      near.answer(qr('a'), 11_000);
      assert.equal(life(near.answer(qr('b'), 13_999)), 20 - 2.999);
      const far = new Foretold();
      far.answer(qr('a'), 1_000);
      assert.equal(life(far.answer(qr('b'), 4_000)), 20);
    });
  }

  it('is another one for a picture than for the same words as a text', () => {
    const login = new Foretold();
    login.answer(text('a'), 1_000);
    assert.equal(life(login.answer(image('a'), 9_000)), 20);
    assert.equal(life(login.answer(text('a'), 19_000)), 20);
  });

  it('is that of the turn it has, where the first lives longer than the others', () => {
    const login = new Foretold({ lives: [60_000, 20_000] });
    assert.equal(life(login.answer(text('a'), 0)), 60);
    assert.equal(life(login.answer(text('b'), 10_000)), 20);
    assert.equal(life(login.answer(text('c'), 20_000)), 20);
  });

  it('is that of the last turn that is named, for all that follow', () => {
    const login = new Foretold({ lives: [60_000, 20_000, 30_000] });
    const lives = ['a', 'b', 'c', 'd'].map((code, n) => life(login.answer(text(code), n * 10_000)));
    assert.deepEqual(lives, [60, 20, 30, 30]);
  });

  it('is none where the gateway does not keep time', () => {
    assert.deepEqual(new Foretold({ regular: false }).answer(text('a'), 0), text('a'));
    assert.deepEqual(new Foretold().answer({ type: 'waiting' }, 0), { type: 'waiting' });
  });
});

describe('the change of a code', () => {
  it('has no code on screen for three seconds at most; then the gateway has lost its beat, and it is learned anew', () => {
    const login = new Foretold();
    login.answer(text('a'), 0);
    assert.deepEqual(login.answer(text('a'), 20_000), { type: 'waiting' });
    assert.deepEqual(login.answer(text('a'), 22_999), { type: 'waiting' });
    assert.deepEqual(login.answer(text('a'), 23_000), text('a'));
    assert.deepEqual(login.answer(text('a'), 24_000), text('a'));
    assert.equal(life(login.answer(text('b'), 25_000)), 19);
  });

  it('is asked for more often, as long as it may come and the page does not slow down', () => {
    const login = new Foretold();
    assert.equal(login.isTurning(0), false);
    login.answer(text('a'), 0);
    assert.deepEqual(
      [19_999, 20_000, 22_999, 23_000].map((now) => login.isTurning(now)),
      [false, true, true, false],
    );
    const slowed = new Foretold({}, 1_001);
    slowed.answer(text('a'), 0);
    assert.equal(slowed.isTurning(20_000), false);
    const asEver = new Foretold({}, 1_000);
    asEver.answer(text('a'), 0);
    assert.equal(asEver.isTurning(20_000), true);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readUpdate } from '../../../src/gateways/read-update.js';

describe('an update of the login protocol', () => {
  for (const [expiresIn, read] of [
    ['20', 20],
    ['', 60],
    [null, 60],
    [NaN, 60],
    [1e300, 3_600],
    [19.5, 19.5],
  ] as const)
    it(`lives ${read} s by ${JSON.stringify(expiresIn)}`, () => {
      assert.deepEqual(readUpdate({ type: 'qr', text: '2@a', expiresIn }), {
        type: 'qr',
        text: '2@a',
        expiresIn: read,
      });
    });

  for (const expiresIn of [0, -1, '0', '-5', -1e300])
    it(`shows no dead code (${JSON.stringify(expiresIn)})`, () => {
      assert.deepEqual(readUpdate({ type: 'qr', text: '2@a', expiresIn }), { type: 'waiting' });
      assert.equal(readUpdate({ type: 'code', code: 'ABCD1234', expiresIn }).type, 'expired');
    });

  for (const url of ['https://user:pass@host/', 'https://user@host/', 'javascript:alert(1)', 'http://host/', 'x'])
    it(`has no link to ${url}`, () => assert.deepEqual(readUpdate({ type: 'passkey', url }), { type: 'passkey' }));

  it('has no link that is not a text', () =>
    assert.deepEqual(readUpdate({ type: 'passkey', url: ['https://host.test/'] }), { type: 'passkey' }));

  it('has codes of up to 32 characters', () => {
    const [longest, longer] = ['A'.repeat(32), 'A'.repeat(33)];
    assert.deepEqual(readUpdate({ type: 'code', code: longest }), { type: 'code', code: longest, expiresIn: 150 });
    assert.throws(() => readUpdate({ type: 'code', code: longer }), { code: 'bad-response' });
    assert.deepEqual(readUpdate({ type: 'passkey', token: longest, confirm: longest }), {
      type: 'passkey',
      token: longest,
      confirm: longest,
    });
    assert.deepEqual(readUpdate({ type: 'passkey', token: longer, confirm: longer }), { type: 'passkey' });
  });

  it('has no code and no help code that fills the screen', () => {
    const long = 'A'.repeat(1_000_000);
    assert.throws(() => readUpdate({ type: 'code', code: long }), { code: 'bad-response' });
    for (const token of [long, ['FA48'], { length: 4 }, 7])
      assert.deepEqual(readUpdate({ type: 'passkey', token }), { type: 'passkey' });
  });
});

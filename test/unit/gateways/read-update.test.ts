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

  for (const code of [
    ...['config', 'unauthorized', 'not-found', 'rate-limited', 'quota', 'logout-required', 'inactive'],
    ...['unsupported', 'invalid-phone', 'code-refused', 'bad-response', 'unavailable', 'blocked', 'offline'],
  ])
    it(`is the error that it says (${code})`, () =>
      assert.deepEqual(readUpdate({ type: 'error', code, message: 'm' }), { type: 'error', code, message: 'm' }));

  it('is an error without a cause where it says one that nobody knows, and without a message that is no text', () => {
    for (const code of ['dance', '', undefined, 7])
      assert.deepEqual(readUpdate({ type: 'error', code, message: 7 }), { type: 'error', code: 'unavailable' });
  });

  for (const [reason, read] of [
    ...(['codes', 'timeout', 'gateway'] as const).map((one) => [one, one] as const),
    ['boredom', 'gateway'],
    [undefined, 'gateway'],
  ] as const)
    it(`has expired by ${read} where it says ${reason}`, () =>
      assert.deepEqual(readUpdate({ type: 'expired', reason }), { type: 'expired', reason: read }));

  for (const [said, read] of [
    [{ account: 'Ana', already: 'yes' }, { account: {} }],
    [{ account: null }, { account: {} }],
    [
      { account: { id: 'a', phone: '5511999999999', name: 'Ana' }, already: false },
      { account: { id: 'a', phone: '5511999999999', name: 'Ana' }, already: false },
    ],
  ] as const)
    it(`has linked ${JSON.stringify(said)}`, () =>
      assert.deepEqual(readUpdate({ type: 'linked', ...said }), { type: 'linked', ...read }));

  for (const [said, read] of [
    [{ challenge: { challenge: 'AAAA' } }, true],
    [{ challenge: 'AAAA' }, false],
  ] as const)
    it(`has ${read ? 'a' : 'no'} challenge by ${JSON.stringify(said)}`, () => {
      const update = readUpdate({ type: 'passkey', ...said });
      assert.equal('challenge' in update, read);
    });

  for (const [said, read] of [
    [{}, {}],
    [{ expiresIn: null }, { expiresIn: 150 }],
    [{ expiresIn: '90' }, { expiresIn: 90 }],
    [{ confirm: '', token: '', url: 'https://help.test/' }, { url: 'https://help.test/' }],
    [{ confirm: 7, token: 'FA48' }, { token: 'FA48' }],
    [{ confirm: ['12'] }, {}],
    [{ confirm: '12' }, { confirm: '12' }],
    [{ url: 'https://:pass@help.test/' }, {}],
  ] as const)
    it(`wants of a passkey what it says: ${JSON.stringify(said)}`, () =>
      assert.deepEqual(readUpdate({ type: 'passkey', ...said }), { type: 'passkey', ...read }));

  for (const [said, read] of [
    [{ methods: ['code', 'qr'] }, { methods: ['qr', 'code'] }],
    [{ methods: [] }, { methods: [] }],
    [{ methods: 'qr' }, {}],
    [{ version: '7'.repeat(200) }, { version: '7'.repeat(200) }],
    [{ version: '7'.repeat(201) }, {}],
    [{ version: '' }, {}],
    [{ version: 0 }, { version: '0' }],
  ] as const)
    it(`waits with ${JSON.stringify(said).slice(0, 40)}`, () =>
      assert.deepEqual(readUpdate({ type: 'waiting', ...said }), { type: 'waiting', ...read }));

  for (const said of [{}, { text: '' }, { text: 7 }, { image: 7 }, { text: '', image: 7 }])
    it(`is unknown where its QR code is none: ${JSON.stringify(said)}`, () =>
      assert.throws(() => readUpdate({ type: 'qr', ...said }), {
        code: 'bad-response',
        message: 'The backend answered with an unknown update',
      }));

  for (const code of ['', undefined, 7, ['ABCD1234']])
    it(`is unknown where its pairing code is none: ${JSON.stringify(code)}`, () =>
      assert.throws(() => readUpdate({ type: 'code', code }), { code: 'bad-response' }));

  for (const [renewsIn, read] of [
    ['14', { renewsIn: 14 }],
    [0, { renewsIn: 0 }],
    [-3, { renewsIn: 0 }],
    [' ', {}],
    ['soon', {}],
    [null, {}],
  ] as const)
    it(`renews its code by ${JSON.stringify(renewsIn)}`, () =>
      assert.deepEqual(readUpdate({ type: 'qr', text: '2@a', expiresIn: 20, renewsIn }), {
        ...{ type: 'qr', text: '2@a', expiresIn: 20, ...read },
      }));

  it('is dead a moment after its end, and not a moment before', () => {
    assert.equal(readUpdate({ type: 'code', code: 'ABCD1234', expiresIn: 0.001 }).type, 'code');
    assert.deepEqual(readUpdate({ type: 'code', code: 'ABCD1234', expiresIn: 0 }), {
      type: 'expired',
      reason: 'timeout',
    });
  });
});

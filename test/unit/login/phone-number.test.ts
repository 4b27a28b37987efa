import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toPhoneNumber } from '../../../src/login/phone-number.js';

/** As people type it, or as another program has put it on the clipboard. */
const ACCEPTED: readonly (readonly [typed: unknown, digits: string])[] = [
  ['5511999999999', '5511999999999'],
  [5511999999999, '5511999999999'],
  ['+55 (11) 99999-9999', '5511999999999'],
  ['0055 11 99999 9999', '5511999999999'],
  ['+49 (0) 170 1234567', '491701234567'],
  ['+49(0)1701234567', '491701234567'],
  ['+44 [0] 7700 900123', '447700900123'],
  ['+39 (06) 1234 5678', '390612345678'],
  ['+39 06 1234 5678', '390612345678'],
  ['\u202a+55 11 99999-9999\u202c', '5511999999999'],
  ['\u200e+55\u00a011\u202f99999\u20119999\u200f', '5511999999999'],
  ['\u2066+55 11 99999\u20139999\u2069', '5511999999999'],
  ['+55 11 99999\u22129999', '5511999999999'],
  ['\u00ad+55\u200b11\ufeff999999999', '5511999999999'],
  ['+55 11 99999\ufe0d9999', '5511999999999'],
  ['\uff0b\uff15\uff15\uff11\uff11\uff19\uff19\uff19\uff19\uff19\uff19\uff19\uff19\uff19', '5511999999999'],
  ['+\u0669\u0666\u0666 \u0665\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667', '966501234567'],
  ['+\u06f9\u06f8 \u06f9\u06f1\u06f2 \u06f3\u06f4\u06f5 \u06f6\u06f7\u06f8\u06f9', '989123456789'],
  ['+\u096f\u0967 \u096f\u096e\u096d\u096c\u096b \u096a\u0969\u0968\u0967\u0966', '919876543210'],
  ['+\u09ee\u09ee\u09e6 \u09e7\u09ed\u09e7\u09e8 \u09e9\u09ea\u09eb\u09ec\u09ed\u09ee', '8801712345678'],
  [
    '+\u{1d7d3}\u{1d7d3}\u{1d7cf}\u{1d7cf}\u{1d7d7}\u{1d7d7}\u{1d7d7}\u{1d7d7}\u{1d7d7}\u{1d7d7}\u{1d7d7}\u{1d7d7}\u{1d7d7}',
    '5511999999999',
  ],
  ['tel:+5511999999999', '5511999999999'],
  ['TEL:+55-11-99999-9999;ext=5', '5511999999999'],
  ['https://wa.me/5511999999999', '5511999999999'],
  ['wa.me/5511999999999?text=hi%201', '5511999999999'],
  ['https://api.whatsapp.com/send?phone=5511999999999&text=1', '5511999999999'],
  ['https://api.whatsapp.com/send/?text=a&phone=5511999999999', '5511999999999'],
  ['whatsapp://send?phone=5511999999999', '5511999999999'],
  ['5511999999999@c.us', '5511999999999'],
  ['5511999999999:8@s.whatsapp.net', '5511999999999'],
  ['5511999999999@c.us \n', '5511999999999'],
  ['  +55.11.99999/9999\n', '5511999999999'],
];

/** Not a whole number, or not a number at all. */
const REFUSED: readonly unknown[] = [
  ...[
    '',
    ' ',
    '+',
    '1234567',
    '1234567890123456',
    '01701234567',
    '011 44 7700 900123',
    '0151 23456789',
    '+01701234567',
  ],
  ...[
    '1-800-FLOWERS',
    'not a number',
    '+55 11 9999O-9999',
    '123456789@lid',
    '120363@g.us',
    '5511999999999@c.us9',
    '1 tel:551199999999',
    'https://example.com/5511999999999',
  ],
  ...[
    undefined,
    null,
    {},
    [],
    true,
    NaN,
    Infinity,
    1.5e20,
    -5511999999999,
    5511999999.5,
    -5511999999999n,
    Symbol('phone'),
  ],
  { toString: () => '5511999999999' },
];

describe('a phone number', () => {
  for (const [typed, digits] of ACCEPTED)
    it(`is ${digits} in ${JSON.stringify(typed)}`, () => assert.equal(toPhoneNumber(typed), digits));

  for (const typed of REFUSED)
    it(`is not ${typeof typed === 'string' ? JSON.stringify(typed) : String(typed)}`, () =>
      assert.equal(toPhoneNumber(typed), undefined));

  it('is read from a megabyte of digits and marks in no time', () => {
    assert.equal(toPhoneNumber('+1'.repeat(500_000)), undefined);
    assert.equal(toPhoneNumber('('.repeat(1_000_000)), undefined);
    assert.equal(toPhoneNumber(`https://api.whatsapp.com/send?${'&'.repeat(1_000_000)}`), undefined);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toImage } from '../../../src/gateways/read.js';
import { LoginError } from '../../../src/login/login-error.js';

/** Begins as a PNG; its base64 has both letters that URLs have not, and two of padding. */
const bytes = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xfb, 0xfb, 0xef, 0xff, 0x00];
const png = Buffer.from(bytes).toString('base64');
const wanted = `data:image/png;base64,${png}`;
const lines = png.match(/.{1,5}/g) ?? [];

describe('base64 of a picture', () => {
  it('is what the tests below need', () => assert.match(png, /\+.*\/.*==$|\/.*\+.*==$/));

  for (const [what, text] of Object.entries({
    bare: png,
    'with a prefix': wanted,
    'with two prefixes': `data:image/png;base64,${wanted}`,
    'with the prefix of another type': `data:image/jpeg;base64,${png}`,
    'with a prefix without a type': `data:;base64,${png}`,
    'with a charset': `data:image/png;charset=utf-8;base64,${png}`,
    'in upper case': `DATA:IMAGE/PNG;BASE64,${png}`,
    'with a blank behind the comma': `data:image/png;base64, ${png}`,
    'with blanks around': `  ${wanted}\n`,
    'in lines': lines.join('\n'),
    'in lines, behind a prefix': `data:image/png;base64,\r\n${lines.join('\r\n')}\r\n`,
    'in lines that are indented': lines.join(' \n\t '),
    'in lines that were escaped twice': lines.join('\\r\\n'),
    'in letters for URLs': png.replaceAll('+', '-').replaceAll('/', '_'),
    'without padding': png.replace(/=+$/, ''),
    'in letters for URLs, without padding': Buffer.from(bytes).toString('base64url'),
    'percent-encoded': `data:image/png;base64,${encodeURIComponent(png)}`,
    'from a form, where a plus is a blank': png.replaceAll('+', ' '),
  }))
    it(`is taken ${what}`, () => assert.equal(toImage(text), wanted));

  for (const [type, start] of Object.entries({ jpeg: '\xff\xd8\xff\xe0', webp: 'RIFF\x10\x00\x00\x00WEBPVP8 ' })) {
    const base64 = btoa(start.padEnd(30, '\0'));
    it(`is of the type that it begins with: ${type}`, () =>
      assert.equal(toImage(`data:image/png;base64,${base64}`), `data:image/${type};base64,${base64}`));
  }

  for (const [what, text] of Object.entries({
    nothing: '',
    'a prefix': 'data:image/png;base64,',
    'an address': 'https://gateway.example/qr.png',
    'a picture in XML': `data:image/svg+xml;base64,${btoa('<svg xmlns="http://www.w3.org/2000/svg"/>')}`,
    'XML as it is': 'data:image/svg+xml,<svg/>',
    'a GIF': btoa('GIF89a'.padEnd(30, '\0')),
    'no base64': `${png.slice(0, 16)}!`,
    'a rest that no bytes have': `${png.replace(/=+$/, '')}AAA`,
    'padding in the middle': `${png}${png}`,
    'more than 512 kB': png.slice(0, 12).padEnd(512_004, 'A'),
    'blanks without end': `data:image/png;base64,${' '.repeat(5_000_000)}`,
    'prefixes without end': 'data:,'.repeat(150_000),
    'a prefix without end': 'data:'.padEnd(1_000_000, 'data:'),
  }))
    it(`is refused if it is ${what}`, () =>
      assert.throws(
        () => toImage(text),
        (error) => error instanceof LoginError && error.code === 'bad-response' && error.message.length < 100,
      ));
});

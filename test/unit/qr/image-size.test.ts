import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readImageSize } from '../../../src/qr/image-size.js';

/** All of 300 by 5 px, made by libvips. */
const files = {
  PNG: 'iVBORw0KGgoAAAANSUhEUgAAASwAAAAFCAIAAABwy0ZoAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAJklEQVR42u3TMQ0AAAzDsPIn3cLYMRtCpKTAqUgAJgQTAiaEtxMOKFaDbNOoZasAAAAASUVORK5CYII=',
  JPEG: '/9j/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAAFASwDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKpAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB//Z',
  'WebP, lossy': 'UklGRjoAAABXRUJQVlA4IC4AAACwAwCdASosAQUAPm02mEkkIyKhIagAgA2JaQAADHThw4cOHDhugAD++yGAAAAA',
  'WebP, lossless': 'UklGRh4AAABXRUJQVlA4TBEAAAAvKwEBAAfQ//73v/+BiOh/AAA=',
  'WebP, with transparency':
    'UklGRl4AAABXRUJQVlA4WAoAAAAQAAAAKwEABAAAQUxQSAoAAAABB1DAiAhERP8DVlA4IC4AAACwAwCdASosAQUAPm02mEkkIyKhIagAgA2JaQAADHThw4cOHDhugAD++3jAAAAA',
};
const size = { width: 300, height: 5 };
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

describe('the size of a picture', () => {
  for (const [type, base64] of Object.entries(files))
    it(`is read from the header: ${type}`, () => assert.deepEqual(readImageSize(bytesOf(base64)), size));

  it('is read from a progressive JPEG, behind other segments and fill bytes', () => {
    const [start, rest] = [bytesOf(files.JPEG).subarray(0, 2), bytesOf(files.JPEG).subarray(2)];
    const exif = [0xff, 0xe1, 0, 6, 0xff, 0xc0, 0, 9];
    const jpeg = Uint8Array.from([...start, ...exif, 0xff, 0xff, ...rest]);
    jpeg[jpeg.findIndex((_, i) => i > 12 && jpeg[i] === 0xff && jpeg[i + 1] === 0xc0) + 1] = 0xc2;
    assert.deepEqual(readImageSize(jpeg), size);
  });

  it('is as large as a header says', () => {
    const png = bytesOf(files.PNG);
    png.set([0xff, 0xff, 0xff, 0xff], 16);
    assert.deepEqual(readImageSize(png), { width: 0xffffffff, height: 5 });
    const webp = bytesOf(files['WebP, lossless']);
    webp.set([0xff, 0xff, 0xff, 0x0f], 21);
    assert.deepEqual(readImageSize(webp), { width: 16_384, height: 16_384 });
  });

  it('is unknown where a file is cut off, and nothing is thrown', () => {
    for (const base64 of Object.values(files))
      for (let length = 0; length < 64; length++) {
        const found = readImageSize(bytesOf(base64).subarray(0, length));
        if (found) assert.deepEqual(found, size);
      }
    assert.equal(readImageSize(bytesOf(files.PNG).subarray(0, 23)), undefined);
  });

  it('is unknown for anything else', () => {
    const texts = [
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'GIF89a\x01\x00\x01\x00',
      'BM',
      '',
    ];
    for (const text of texts) assert.equal(readImageSize(new TextEncoder().encode(text.padEnd(64))), undefined);
    assert.equal(readImageSize(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0)), undefined);
  });
});
